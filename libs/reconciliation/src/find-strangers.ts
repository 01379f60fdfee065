import { RECORDS_PER_READ } from '@kntc/domain';
import type {
  Clock,
  CodeBook,
  Logger,
  NationalChange,
  NationalProfile,
  NationalReading,
  NationalRecordRead,
  Pause,
  ProposalStore,
  Stranger,
} from '@kntc/domain';
import { mayAskAs, type WhoMayAsk } from './may-ask-as';

export interface StrangersPorts extends WhoMayAsk {
  readonly store: ProposalStore;
  readonly profile: NationalProfile;
  readonly codeBook: () => CodeBook;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One question about changes takes the place of so many look-ups of a minute. */
const LOOK_UPS_A_TURN = 30;
const REST_MS = 30_000;
const LONGEST_REST_MS = 3_600_000;

interface Asking {
  readonly account: string;
  readonly signal: AbortSignal;
}

interface Failed {
  readonly reason: string;
  readonly pause?: Pause | undefined;
}

/**
 * Finds cases that the far side holds for agencies of this province and that are of no record here: reads what changed, from the
 * beginning on, and reads whole what it does not know. Reads only. A crash repeats a page of changes.
 *
 * Needs a far side that tells what changed, and references that travel: without them our own creates would look like
 * strangers until their answer is stored. Otherwise it does nothing.
 */
export class FindStrangers {
  #nextMs = Number.NEGATIVE_INFINITY;
  #restMs = REST_MS;

  /** @param perMinute look-ups that reconciliation may begin within a minute; this takes two thirtieths of it at most */
  constructor(
    private readonly ports: StrangersPorts,
    private readonly perMinute: number,
  ) {}

  /** Reads to the end of what changed, unless it is too early to ask again. @returns new proposals and changed ones */
  async turn(signal: AbortSignal): Promise<number> {
    const { profile, clock, store } = this.ports;
    const { reading, capabilities, accounts } = profile;
    if (reading === undefined || !capabilities.changeFeed || capabilities.lookupByReference === 'no')
      return 0;
    if (clock.monotonicMs() < this.#nextMs) return 0;
    this.#nextMs = clock.monotonicMs() + (LOOK_UPS_A_TURN * 60_000) / this.perMinute;
    let found = 0;
    for (const account of accounts)
      if (await mayAskAs(account, profile, this.ports))
        found += await this.#ofAccount(reading, { account, signal });
    await store.match();
    return found;
  }

  /**
   * What a comparison of everything came upon under ids we do not know. Changes were told of it long ago where its id was ours then
   * and became somebody else's.
   */
  async seen(records: readonly NationalRecordRead[]): Promise<void> {
    const { profile, store } = this.ports;
    const { reading, capabilities } = profile;
    if (reading === undefined || capabilities.lookupByReference === 'no') return;
    const unknown = new Set(await store.strangersAmong(records));
    const found = records.flatMap((record) =>
      unknown.has(record.id) ? (this.#stranger(reading, record) ?? []) : [],
    );
    if (found.length > 0) await store.noteStanding(found);
  }

  async #ofAccount(reading: NationalReading, { account, signal }: Asking): Promise<number> {
    const { store, logger } = this.ports;
    let count = 0;
    for (let isMore = true; isMore && !signal.aborted;) {
      const place = await store.place(account);
      if (place === undefined) break;
      const read = await reading.changes(place.cursor, { account, signal });
      const page =
        read.kind === 'failed' ? read : await this.#page(reading, read.changes, { account, signal });
      if (read.kind === 'failed' || 'reason' in page) return this.#rest(page as Failed, count);
      const isNoted = await store.note({ account, from: place.cursor, cursor: read.cursor, ...page });
      if (!isNoted) break;
      this.#restMs = REST_MS;
      count += page.found.length;
      isMore = read.hasMore && read.cursor !== place.cursor;
    }
    if (count > 0)
      logger.warn({ stage: 'reconciliation', count }, 'cases stand there that are of no record here');
    return count;
  }

  async #page(
    reading: NationalReading,
    changes: readonly NationalChange[],
    options: Asking,
  ): Promise<{ readonly found: readonly Stranger[]; readonly gone: readonly string[] } | Failed> {
    const last = new Map(changes.map((change) => [change.id, change]));
    const removed = [...last.values()].filter(({ kind }) => kind === 'removed').map(({ id }) => id);
    const present = [...last.values()].filter(({ kind }) => kind !== 'removed');
    const unknown = present.length === 0 ? [] : await this.ports.store.strangersAmong(present);
    const found: Stranger[] = [];
    const gone = [...removed];
    for (let at = 0; at < unknown.length; at += RECORDS_PER_READ) {
      const read = await reading.records(unknown.slice(at, at + RECORDS_PER_READ), options);
      if (read.kind === 'failed') return read;
      for (const record of read.records) {
        const stranger = this.#stranger(reading, record);
        if (stranger === undefined) gone.push(record.id);
        else found.push(stranger);
      }
      gone.push(...read.absent);
    }
    return { found, gone };
  }

  /** `undefined`: of no agency of this province. */
  #stranger(reading: NationalReading, record: NationalRecordRead): Stranger | undefined {
    const facts = reading.facts(record);
    const agencyOf = (code: string | undefined): string | undefined => {
      const agency = code === undefined ? undefined : this.ports.codeBook().agencyOn(code, facts.receivedOn);
      return agency?.kind === 'closed' ? (agency.successor ?? agency.id) : agency?.id;
    };
    const { id: nationalId, reference } = record;
    const entered = agencyOf(record.agencyCode);
    if (entered !== undefined) return { nationalId, reference, facts, agencyId: entered, way: 'entered' };
    const assigned = agencyOf(facts.nextAgencyCode);
    if (assigned === undefined) return undefined;
    return { nationalId, reference, facts, agencyId: assigned, way: 'assigned' };
  }

  /** The far side did not answer: ever longer, so that no account is locked for our asking. */
  #rest({ reason, pause }: Failed, count: number): number {
    const restMs = Math.max(this.#restMs, pause?.retryAfterMs ?? 0);
    this.#nextMs = this.ports.clock.monotonicMs() + restMs;
    this.#restMs = Math.min(2 * this.#restMs, LONGEST_REST_MS);
    this.ports.logger.warn(
      { stage: 'reconciliation', reason: pause?.code ?? reason },
      'changes of the far side are not told',
    );
    return count;
  }
}
