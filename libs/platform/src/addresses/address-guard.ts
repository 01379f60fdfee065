import { lookup as askResolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import {
  ADDRESS_REFUSALS,
  GatewayError,
  judgeTarget,
  readAddress,
  readAllowedAddress,
  type AddressForm,
  type AddressPolicy,
  type AddressRefusal,
  type AllowedAddress,
  type NetworkTarget,
  type OwnServer,
} from '@kntc/domain';

/** Everything a host name stands for. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface AddressGuardOptions {
  /** Entries of `KNTC_ALLOWED_ADDRESSES`; `undefined`: hosts that the configuration names are allowed. */
  readonly allowed?: readonly string[] | undefined;
  readonly own?: readonly OwnServer[];
  /** For tests. */
  readonly resolve?: Resolve;
}

/** Code of the error with which a connection ends before it begins. */
export const FORBIDDEN_ADDRESS = 'EKNTCADDRESS';

/** An address that may be connected to, by {@link GuardedTarget.lookup} only. */
export interface GuardedTarget extends NetworkTarget {
  /**
   * Takes the place of Node's own look-up in a connection: asks once, judges every answer, and the connection goes to
   * exactly the judged ones. Between check and use nothing is asked again, so no answer can change in between.
   */
  readonly lookup: LookupFunction;
}

/** A question of Node's for the addresses of a host. */
interface Asked {
  readonly options: Parameters<LookupFunction>[1];
  readonly done: Parameters<LookupFunction>[2];
}

/** Decides which hosts the gateway connects to; one for each process. */
export class AddressGuard {
  readonly #policy: AddressPolicy;
  readonly #resolve: Resolve;

  /** @throws GatewayError GW_P401 naming the entry that cannot be read */
  constructor({ allowed, own = [], resolve = resolveAll }: AddressGuardOptions = {}) {
    this.#policy = { allowed: allowed?.map(entryOf), own };
    this.#resolve = resolve;
  }

  /** Whether somebody wrote down which hosts are allowed; otherwise the ones of the configuration are. */
  get hasList(): boolean {
    return this.#policy.allowed !== undefined;
  }

  /**
   * Judges what can be judged without asking anybody: the form of the address, and a host written as an address.
   * @param about where the address stands (name of a variable); it stands in the message, the address does not
   * @throws GatewayError GW_P402
   */
  target(text: string, form: AddressForm, about: string): GuardedTarget {
    const read = readAddress(text, form);
    if (read.kind === 'refused') throw refusal(about, read.why);
    const { target } = read;
    // An address needs no look-up, and Node makes none: it is judged here or never.
    if (target.ip !== undefined) {
      const verdict = judgeTarget(target, [], this.#policy);
      if (verdict.kind === 'refused') throw refusal(about, verdict.why);
    }
    return { ...target, lookup: this.#lookup(target) };
  }

  #lookup(target: NetworkTarget): LookupFunction {
    return (host, options, done) => void this.#answer(target, host, { options, done });
  }

  async #answer(target: NetworkTarget, host: string, { options, done }: Asked): Promise<void> {
    let addresses: readonly string[];
    try {
      addresses = await this.#addresses(target, host);
    } catch (err) {
      return done(err as NodeJS.ErrnoException, '', 0);
    }
    give(addresses, options, done);
  }

  async #addresses(target: NetworkTarget, host: string): Promise<readonly string[]> {
    if (host.toLowerCase() !== target.host) throw forbidden('not-listed');
    const verdict = judgeTarget(target, await this.#resolve(host), this.#policy);
    if (verdict.kind === 'refused') throw forbidden(verdict.why);
    return verdict.addresses;
  }
}

/**
 * One of the gateway's own servers, to be kept out of reach.
 * @param url its address, `postgres://…` or `redis://…`
 */
export async function ownServer(
  url: string,
  schemes: readonly string[],
  usualPort: number,
  resolve: Resolve = resolveAll,
): Promise<OwnServer> {
  const { hostname, port, pathname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  // A server that cannot be found now is told by whoever needs it; nobody else finds it under another name either.
  const addresses = isIP(host) > 0 ? [host] : await resolve(host).catch(() => []);
  return {
    addresses,
    port: port === '' ? usualPort : Number(port),
    schemes,
    database: decodeURIComponent(pathname.slice(1)) || undefined,
  };
}

async function resolveAll(host: string): Promise<readonly string[]> {
  const answers = await askResolver(host, { all: true, verbatim: true });
  return answers.map(({ address }) => address);
}

/** Node asks for all addresses where it may try one after the other, else for one. */
function give(addresses: readonly string[], { all, family }: Asked['options'], done: Asked['done']): void {
  const wanted = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : (family ?? 0);
  const fitting = addresses
    .map((address) => ({ address, family: isIP(address) }))
    .filter((one) => wanted === 0 || one.family === wanted);
  const [first] = fitting;
  if (first === undefined) done(forbidden('unresolved'), '', 0);
  else if (all === true) done(null, fitting);
  else done(null, first.address, first.family);
}

function entryOf(text: string): AllowedAddress {
  const entry = readAllowedAddress(text);
  if (entry === undefined)
    throw new GatewayError(
      'GW_P401',
      `KNTC_ALLOWED_ADDRESSES: «${text}» – cần: máy chủ, máy chủ:cổng, địa chỉ IP hoặc dải như 10.20.0.0/16`,
    );
  return entry;
}

function forbidden(why: AddressRefusal): NodeJS.ErrnoException {
  return Object.assign(new Error(ADDRESS_REFUSALS[why]), { code: FORBIDDEN_ADDRESS });
}

function refusal(about: string, why: AddressRefusal): GatewayError {
  return new GatewayError('GW_P402', `${about}: ${ADDRESS_REFUSALS[why]}`);
}
