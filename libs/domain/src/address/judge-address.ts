import { isInRange, kindOfIp, parseIp, parseRange, type IpAddress, type IpRange } from './ip-address';
import {
  namesLoopback,
  readAddress,
  type AddressForm,
  type AddressRefusal,
  type NetworkTarget,
} from './read-address';

/** One entry of the allow-list: a host by name, an address or a range, and perhaps one port. */
export interface AllowedAddress {
  readonly host: string | undefined;
  readonly range: IpRange | undefined;
  readonly port: number | undefined;
}

/** A server of the gateway itself: nothing else may be reached there under another name. */
export interface OwnServer {
  readonly addresses: readonly string[];
  readonly port: number;
  /** Schemes of its protocol; another database of it may be a source. */
  readonly schemes: readonly string[];
  readonly database: string | undefined;
}

export interface AddressPolicy {
  /** `undefined`: the hosts that the configuration names are the allowed ones. */
  readonly allowed: readonly AllowedAddress[] | undefined;
  readonly own: readonly OwnServer[];
}

export type AddressVerdict =
  | { readonly kind: 'allowed'; readonly target: NetworkTarget; readonly addresses: readonly string[] }
  | { readonly kind: 'refused'; readonly why: AddressRefusal };

/**
 * Whether the gateway may connect to an address of its configuration.
 * @param resolved everything its host name stands for at this moment; the connection must go to one of exactly these.
 *   Unused when the host is an address itself
 */
export function judgeAddress(
  text: string,
  form: AddressForm,
  resolved: readonly string[],
  policy: AddressPolicy,
): AddressVerdict {
  const read = readAddress(text, form);
  return read.kind === 'refused' ? read : judgeTarget(read.target, resolved, policy);
}

/** As {@link judgeAddress}, for an address that was read before. */
export function judgeTarget(
  target: NetworkTarget,
  resolved: readonly string[],
  policy: AddressPolicy,
): AddressVerdict {
  const addresses = target.ip === undefined ? resolved : [target.host];
  const ips = addresses.map(parseIp).filter((ip) => ip !== undefined);
  if (ips.length === 0 || ips.length < addresses.length) return { kind: 'refused', why: 'unresolved' };
  const why =
    ips.map((ip) => forbiddenPlace(ip, target, policy)).find((one) => one !== undefined) ??
    (isListed(target, ips, policy) ? undefined : 'not-listed') ??
    (isMixed(ips, policy) ? 'mixed' : undefined);
  return why === undefined ? { kind: 'allowed', target, addresses } : { kind: 'refused', why };
}

/** Reads one entry of the allow-list: `host`, `host:port`, an address, `[IPv6]:port` or a range `10.0.0.0/8`. */
export function readAllowedAddress(text: string): AllowedAddress | undefined {
  const range = parseRange(text);
  if (range !== undefined) return { host: undefined, range, port: undefined };
  const read = readAddress(`any://${text}`, { schemes: new Map([['any', 0]]), mayHaveAccount: false });
  if (read.kind === 'refused' || /[/?#]/.test(text)) return undefined;
  const { host, ip, port } = read.target;
  return {
    host: ip === undefined ? host : undefined,
    range: ip === undefined ? undefined : { version: ip.version, first: ip.value, last: ip.value },
    port: port === 0 ? undefined : port,
  };
}

/** Places that no allow-list opens, and this machine unless it is meant. */
function forbiddenPlace(
  ip: IpAddress,
  target: NetworkTarget,
  policy: AddressPolicy,
): AddressRefusal | undefined {
  if (isOwnServer(ip, target, policy)) return 'own-server';
  const kind = kindOfIp(ip);
  if (kind === 'public' || kind === 'private') return undefined;
  if (kind !== 'loopback') return kind;
  // A name that leads here was not meant to, unless somebody listed the place itself.
  return namesLoopback(target) || isInside(ip, target, policy) ? undefined : 'loopback';
}

/** Another database of our server may be a source (the demo is one); our own tables, and other protocols, never. */
function isOwnServer(
  ip: IpAddress,
  { port, scheme, database }: NetworkTarget,
  policy: AddressPolicy,
): boolean {
  return policy.own.some((own) => {
    if (own.port !== port) return false;
    const isThere = own.addresses.some((text) => {
      const address = parseIp(text);
      return address?.version === ip.version && address.value === ip.value;
    });
    const isOtherDatabase =
      own.schemes.includes(scheme) && database !== undefined && database !== own.database;
    return isThere && !isOtherDatabase;
  });
}

function isListed(target: NetworkTarget, ips: readonly IpAddress[], policy: AddressPolicy): boolean {
  if (policy.allowed === undefined) return true;
  const isNamed = policy.allowed.some(({ host, port }) => host === target.host && fits(port, target));
  return isNamed || ips.every((ip) => isInside(ip, target, policy));
}

function isInside(ip: IpAddress, target: NetworkTarget, { allowed = [] }: AddressPolicy): boolean {
  return allowed.some(({ range, port }) => range !== undefined && isInRange(ip, range) && fits(port, target));
}

function fits(port: number | undefined, target: NetworkTarget): boolean {
  return port === undefined || port === target.port;
}

/** Ranges that somebody listed may be mixed as they like. */
function isMixed(ips: readonly IpAddress[], { allowed = [] }: AddressPolicy): boolean {
  const unlisted = ips.filter(
    (ip) => !allowed.some(({ range }) => range !== undefined && isInRange(ip, range)),
  );
  return new Set(unlisted.map((ip) => (kindOfIp(ip) === 'public' ? 'public' : 'own'))).size > 1;
}
