import { compareRecords, RECORDS_PER_READ } from '@kntc/domain';
import type {
  DescentStore,
  DigestSide,
  NationalProfile,
  NationalReading,
  Pause,
  ReadOptions,
  ReconciliationRun,
  RecordDifference,
} from '@kntc/domain';
import type { FindStrangers } from './find-strangers';
import { mayAskAs, type WhoMayAsk } from './may-ask-as';

export interface DescendPorts {
  readonly profile: NationalProfile;
  readonly store: DescentStore;
  /** Waits for the turn of a request, and counts it. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** Agencies of the province: whose records an account of several shows. */
  readonly agencies: readonly string[];
  readonly mayAsk: WhoMayAsk['mayAsk'];
  /** Hears of records that stand there under ids we do not know. */
  readonly strangers?: Pick<FindStrangers, 'seen'> | undefined;
}

/** What became of comparing by digests. */
export type Descended =
  /** What differs is picked: the pages of the run hold it. */
  | { readonly kind: 'picked' }
  /** Digests cannot serve this run: every record is looked up. */
  | { readonly kind: 'look-up-all'; readonly doubts: readonly string[] }
  /** Nothing is known: the far side did not answer. */
  | { readonly kind: 'unanswered'; readonly reason: string; readonly pause?: Pause | undefined };

/** One account and the agencies whose records it shows; `undefined`: all there are. */
interface Shown {
  readonly account: string;
  readonly agencyIds: readonly string[] | undefined;
}

/** References that are picked in one statement. */
const AT_ONCE = 200;

/** Whether the profile lets everything be compared by digests. */
export function offersDigests({ capabilities, reading }: NationalProfile): boolean {
  return capabilities.digest && capabilities.readBack === 'full' && reading !== undefined;
}

/** Compares both sides by digests of ranges and picks for a run what must be read whole. Reads only. */
export async function descend(
  run: ReconciliationRun,
  ports: DescendPorts,
  signal: AbortSignal,
): Promise<Descended> {
  const { reading } = ports.profile;
  const all = accountsOf(run, ports);
  if (reading === undefined || all === undefined) return { kind: 'look-up-all', doubts: [] };
  const shown: Shown[] = [];
  for (const one of all) if (await mayAskAs(one.account, ports.profile, ports)) shown.push(one);
  const descents = shown.map((one) => new AccountDescent(run, { ...ports, reading }, { ...one, signal }));
  for (const descent of descents) {
    const ended = await descent.run();
    if (ended.kind !== 'picked') return ended;
  }
  const sum = (of: (descent: AccountDescent) => number): number =>
    descents.reduce((total, descent) => total + of(descent), 0);
  await ports.store.descended(run, {
    requests: sum(({ requests }) => requests),
    onlyNational: sum(({ onlyNational }) => onlyNational),
  });
  return { kind: 'picked' };
}

/**
 * Accounts to ask. Ranges are of everything an account shows: the records of one agency can only be told apart where it has an
 * account of its own. `undefined`: they cannot.
 */
function accountsOf(
  { kind, agencyId }: ReconciliationRun,
  { profile, agencies }: DescendPorts,
): readonly Shown[] | undefined {
  const ofAccount = (account: string): readonly string[] =>
    agencies.filter((agency) => profile.accountOf(agency) === account);
  if (kind === 'asked') {
    if (agencyId === undefined || !agencies.includes(agencyId)) return undefined;
    const account = profile.accountOf(agencyId);
    return ofAccount(account).length === 1 ? [{ account, agencyIds: [agencyId] }] : undefined;
  }
  const [only, ...others] = profile.accounts;
  if (only !== undefined && others.length === 0) return [{ account: only, agencyIds: undefined }];
  return profile.accounts.map((account) => ({ account, agencyIds: ofAccount(account) }));
}

class AccountDescent {
  requests = 0;
  onlyNational = 0;
  #references: string[] = [];
  #strangers: string[] = [];
  readonly #doubts: string[] = [];
  #failed: Descended | undefined;

  constructor(
    private readonly ofRun: ReconciliationRun,
    private readonly ports: DescendPorts & { readonly reading: NationalReading },
    private readonly asks: Shown & { readonly signal: AbortSignal },
  ) {}

  async run(): Promise<Descended> {
    const { store } = this.ports;
    const sides = { store, national: this.#national(), agencyIds: this.asks.agencyIds };
    const report = await compareRecords(sides, (one) => this.#note(one));
    await this.#pick();
    await this.#look();
    if (this.#failed !== undefined) return this.#failed;
    if (report.kind === 'failed')
      return { kind: 'unanswered', reason: report.reason ?? '', pause: report.pause };
    const isUseless = report.kind === 'stopped' || this.#doubts.length > 0;
    return isUseless ? { kind: 'look-up-all', doubts: this.#doubts } : { kind: 'picked' };
  }

  get #options(): ReadOptions {
    return { signal: this.asks.signal, account: this.asks.account };
  }

  /** The far side's ranges at the rate of reconciliation. */
  #national(): DigestSide {
    const side = this.ports.reading.digests(this.#options);
    return {
      look: async (ranges, detail) =>
        (await this.#mayAsk()) ? side.look(ranges, detail) : { kind: 'failed', reason: 'ending' },
    };
  }

  async #mayAsk(): Promise<boolean> {
    await this.ports.turn(this.asks.signal);
    if (this.asks.signal.aborted) return false;
    this.requests += 1;
    return true;
  }

  async #note(found: RecordDifference): Promise<void> {
    switch (found.kind) {
      case 'different':
      case 'only-local':
      case 'undigested':
        this.#references.push(found.reference);
        if (this.#references.length >= AT_ONCE) await this.#pick();
        return;
      case 'only-national':
        this.#strangers.push(found.id);
        if (this.#strangers.length >= RECORDS_PER_READ) await this.#look();
        return;
      case 'doubt':
        // What was written while it was looked at is compared as a fresh confirmation.
        if (found.doubt !== 'moving')
          this.#doubts.push(
            `TraTomTat ${found.range}*: ${found.doubt} (${found.side === 'ours' ? 'local' : 'national'})`,
          );
    }
  }

  async #pick(): Promise<void> {
    const references = this.#references;
    this.#references = [];
    await this.ports.store.pick(this.ofRun, references);
  }

  /** What stands there under an id we do not know may carry a reference of ours: an unsent record, or one that moved. */
  async #look(): Promise<void> {
    const ids = this.#strangers;
    this.#strangers = [];
    if (ids.length === 0 || this.#failed !== undefined) return;
    const read = (await this.#mayAsk())
      ? await this.ports.reading.records(ids, this.#options)
      : ({ kind: 'failed', reason: 'ending' } as const);
    if (read.kind === 'failed') {
      this.#failed = { kind: 'unanswered', reason: read.reason, pause: read.pause };
      return;
    }
    const references = read.records.flatMap(({ reference }) => reference ?? []);
    const ours = await this.ports.store.pick(this.ofRun, references);
    this.onlyNational += Math.max(0, read.records.length - ours);
    await this.ports.strangers?.seen(read.records);
  }
}
