import { dateInVietnam, FINDINGS, settleMs } from '@kntc/domain';
import type {
  Clock,
  CodeBook,
  DescentStore,
  KeyedDigest,
  Logger,
  NationalProfile,
  Ownership,
  Pause,
  ReadBack,
  Reconciled,
  ReconciliationPage,
  ReconciliationRun,
  ReconciliationStore,
  RecordToReconcile,
} from '@kntc/domain';
import { compareOne, type Concluded } from './compare';
import { descend, offersDigests } from './descend';
import type { FindStrangers } from './find-strangers';
import { LookUpPace } from './look-up-pace';
import { nightAt, type NightHours } from './night';
import { PageLooks } from './page-looks';

export interface ReconciliationPorts {
  readonly store: ReconciliationStore;
  /** What differs is found by digests where the profile offers them; without it every record is looked up. */
  readonly descents?: DescentStore | undefined;
  /** Hears of records that stand there under ids we do not know, when everything is compared by digests. */
  readonly strangers?: Pick<FindStrangers, 'seen'> | undefined;
  readonly profile: NationalProfile;
  readonly codeBook: () => CodeBook;
  readonly keyedDigest: KeyedDigest;
  /** Whose a field is when both sides differ; default: `DEFAULT_OWNERSHIP`. */
  readonly ownership?: Ownership | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told when what was acknowledged is gone or is somebody else's: the far side may have gone back in time. */
  readonly suspectFarSide?: (() => void) | undefined;
}

export interface ReconciliationOptions {
  /** Name of this process among those on the same database. */
  readonly process: string;
  /** Look-ups that begin within a minute, at most; besides it the limits of the far side hold. */
  readonly perMinute: number;
  readonly night: NightHours;
  /** Of the province: whose records each account shows. Default: one account shows all. */
  readonly agencies?: readonly string[] | undefined;
}

/** Records compared between two writes: what a crash repeats. */
const PAGE = 50;
/** Longer than any two look-ups; a process that was killed keeps the others waiting for so long. */
const LEASE_MS = 180_000;
const RENEW_MS = 30_000;
/** A record the far side does not answer about is passed over after so many turns; the next round asks again. */
const PATIENCE = 3;
/** After an answer that asks for rest or refuses the account: ever longer, so that no account is locked for our asking. */
const REST_MS = 30_000;
const LONGEST_REST_MS = 3_600_000;

interface Looked {
  readonly results: readonly Reconciled[];
  readonly place: string | undefined;
  /** The far side did not answer about the next one. */
  readonly isStopped: boolean;
}

/**
 * Reads back what stands at the far side and compares it with what was confirmed, record by record, page by page. Reads only:
 * it overwrites nothing on either side, and makes nothing due but what it had held itself. What a page found and where the run
 * stands are written together, so a crash costs a page.
 */
export class Reconcile {
  readonly #pace: LookUpPace;
  readonly #unanswered = new Map<string, number>();
  #restMs = REST_MS;
  #restsUntilMs = Number.NEGATIVE_INFINITY;
  #renewedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly ports: ReconciliationPorts,
    private readonly options: ReconciliationOptions,
  ) {
    this.#pace = new LookUpPace(options.perMinute, ports.clock);
  }

  /** Compares until nothing is left to do now, the far side stops answering, or `signal` fires. Records compared. */
  async turn(signal: AbortSignal): Promise<number> {
    const { store, profile, clock } = this.ports;
    const { process, perMinute, night } = this.options;
    const { readBack } = profile;
    if (readBack === undefined || clock.monotonicMs() < this.#restsUntilMs) return 0;
    const now = clock.now();
    await store.keepRuns({ day: dateInVietnam(now), night: nightAt(night, now), perMinute });
    try {
      return await this.#all(readBack, signal);
    } finally {
      await store.release(process);
    }
  }

  async #all(readBack: ReadBack, signal: AbortSignal): Promise<number> {
    const { store, profile, clock } = this.ports;
    const idle: string[] = [];
    let compared = 0;
    while (!signal.aborted) {
      const run = await store.take(this.options.process, LEASE_MS, idle);
      if (run === undefined) return compared;
      this.#renewedAtMs = clock.monotonicMs();
      if (this.#begins(run)) {
        if (!(await this.#chooseWay(run, signal))) return compared;
        continue;
      }
      const page = await store.page(run, PAGE, settleMs(profile.timeBounds));
      const looked = await this.#look(page, readBack, { run, signal });
      await this.#note(run, page, looked);
      compared += looked.results.length;
      if (looked.isStopped) return compared;
      if (page.isLast) idle.push(run.id);
    }
    return compared;
  }

  /** A run that nobody decided yet how to go about; fresh confirmations are always read whole. */
  #begins({ kind, way }: ReconciliationRun): boolean {
    const { descents, profile } = this.ports;
    return way === undefined && kind !== 'fresh' && descents !== undefined && offersDigests(profile);
  }

  /** Picks what differs by digests, or has every record looked up. `false`: the far side did not answer, ask later. */
  async #chooseWay(run: ReconciliationRun, signal: AbortSignal): Promise<boolean> {
    const { descents: store, profile, logger, strangers } = this.ports;
    if (store === undefined) return false;
    const turn = async (ending: AbortSignal): Promise<void> => {
      await this.#renew();
      await this.#pace.turn(run.isDeliveryBusy, ending);
    };
    const agencies = this.options.agencies ?? [];
    const mayAsk = (agency: string): Promise<boolean> => this.ports.store.mayAsk(agency);
    const ended = await descend(run, { profile, store, turn, agencies, mayAsk, strangers }, signal);
    const requests = this.#pace.taken();
    if (ended.kind === 'unanswered') {
      if (!this.#stops(`run ${run.id}`, ended, signal)) await store.lookUpAll(run, [], requests);
      return false;
    }
    if (ended.kind === 'look-up-all') {
      if (ended.doubts.length > 0)
        logger.error(
          { stage: 'reconciliation', count: ended.doubts.length },
          'digests contradict themselves',
        );
      await store.lookUpAll(run, ended.doubts, requests);
    }
    return true;
  }

  /** Other processes wait as long as this one shows that it goes on. */
  async #renew(): Promise<void> {
    const now = this.ports.clock.monotonicMs();
    if (now - this.#renewedAtMs < RENEW_MS) return;
    this.#renewedAtMs = now;
    await this.ports.store.renew(this.options.process, LEASE_MS);
  }

  async #note(run: ReconciliationRun, page: ReconciliationPage, looked: Looked): Promise<void> {
    const isWhole = looked.results.length === page.records.length;
    const place = isWhole ? page.end : looked.place;
    // Fresh confirmations never end; the others do once the last page was compared to its end.
    const isFinished = isWhole && page.isLast && run.kind !== 'fresh';
    const requests = this.#pace.taken();
    if (looked.results.length > 0 || place !== undefined || isFinished)
      await this.ports.store.note(run, { results: looked.results, requests, place, isFinished });
    this.#tell(run, looked.results);
  }

  #tell(run: ReconciliationRun, results: readonly Reconciled[]): void {
    const findings = results.map(({ verdict }) => (verdict.kind === 'compared' ? verdict.findings : []));
    const count = findings.filter((of) => of.length > 0).length;
    if (count === 0) return;
    this.ports.logger.warn({ stage: 'reconciliation', count, reason: run.kind }, 'both sides differ');
    if (findings.flat().some(({ code }) => FINDINGS[code].risk === 'stranger')) this.ports.suspectFarSide?.();
  }

  async #look(
    page: ReconciliationPage,
    readBack: ReadBack,
    { run, signal }: { readonly run: ReconciliationRun; readonly signal: AbortSignal },
  ): Promise<Looked> {
    const { profile, codeBook, keyedDigest, ownership } = this.ports;
    const turn = (ending: AbortSignal): Promise<void> => this.#pace.turn(run.isDeliveryBusy, ending);
    const looks = new PageLooks(
      page.records,
      { profile, readBack, turn, mayBelieveTags: run.kind === 'fresh' },
      signal,
    );
    const results: Reconciled[] = [];
    let place: string | undefined;
    for (const [index, record] of page.records.entries()) {
      if (signal.aborted) return { results, place, isStopped: true };
      await this.#renew();
      const ports = { profile, readBack, codeBook, keyedDigest, ownership, looks };
      const verdict = await compareOne(record, ports);
      if (this.#stops(record.recordId, verdict, signal)) return { results, place, isStopped: true };
      results.push(resultOf(record, verdict));
      place = page.places[index];
    }
    return { results, place, isStopped: false };
  }

  /** Whether to ask no further now: the far side did not answer, and may answer about the same record at the next turn. */
  #stops(asked: string, verdict: Concluded, signal: AbortSignal): boolean {
    if (verdict.kind === 'compared' || verdict.reason === 'absence-not-proven') {
      this.#unanswered.delete(asked);
      this.#restMs = REST_MS;
      return false;
    }
    if (signal.aborted) return true;
    if (verdict.pause !== undefined) {
      this.#rest(verdict.pause);
      return true;
    }
    const times = (this.#unanswered.get(asked) ?? 0) + 1;
    this.#unanswered.set(asked, times);
    if (times < PATIENCE) return true;
    this.#unanswered.delete(asked);
    return false;
  }

  #rest({ code, retryAfterMs }: Pause): void {
    const restMs = Math.max(this.#restMs, retryAfterMs ?? 0);
    this.#restsUntilMs = this.ports.clock.monotonicMs() + restMs;
    this.#restMs = Math.min(2 * this.#restMs, LONGEST_REST_MS);
    this.ports.logger.warn(
      { stage: 'reconciliation', code },
      'the far side cannot be asked: comparing rests',
    );
  }
}

function resultOf(record: RecordToReconcile, verdict: Concluded): Reconciled {
  const { recordId, agencyId, attemptNo, caseVersion, reference } = record;
  const isSent = record.nationalId !== undefined;
  return { recordId, agencyId, attemptNo, caseVersion, reference, isSent, verdict };
}
