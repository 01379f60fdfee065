import { ADOPTED_BODY, GatewayError, watchVerdict } from '@kntc/domain';
import type { Adoption, DueRecord, LaneSession, LaneStore, LaneWrite } from '@kntc/domain';
import { createdBefore, sinceFirst, unsettledOf } from './attempt-history';
import { untilNextDay } from './in-memory-brake';
import { closeAttempt, confirmStep, moveOutbox, openAttempt, putBack } from './in-memory-lane-writes';
import { fromCaseText } from './in-memory-tables';
import type { InMemoryTables, NationalRecordRow, OutboxRow } from './in-memory-tables';

type CommitResult = Awaited<ReturnType<LaneSession['commit']>>;

const FETCHED: readonly OutboxRow['state'][] = ['due', 'unknown', 'in_flight'];

/** {@link LaneStore} in memory; the contract suite holds it to the behaviour of the one on PostgreSQL. */
export class InMemoryLaneStore implements LaneStore {
  readonly sessions: InMemoryLaneSession[] = [];
  readonly owners = new Map<number, InMemoryLaneSession>();
  /** Set: opening a session fails, as with a database that is down. */
  isDown = false;
  /** References whose stored case cannot be read back. */
  readonly damaged = new Set<string>();
  /** Records handed out by fetches. */
  fetched = 0;
  /** Called before every write counts; what it throws the writer sees. */
  beforeCommit: (write: LaneWrite) => void = () => undefined;

  constructor(readonly tables: InMemoryTables) {}

  async open(): Promise<InMemoryLaneSession> {
    if (this.isDown) throw new GatewayError('GW_T301');
    const session = new InMemoryLaneSession(this);
    this.sessions.push(session);
    return session;
  }

  async endFrozen(silentForMs: number): Promise<number> {
    const silent = (one: InMemoryLaneSession): boolean =>
      !one.lost.aborted && this.tables.nowMs - one.lastSeenAtMs() >= silentForMs;
    const frozen = this.sessions.filter(silent);
    for (const session of frozen) session.lose();
    return frozen.length;
  }

  get openSessions(): number {
    return this.sessions.filter((session) => !session.lost.aborted).length;
  }

  /** The connection breaks: its lanes are free at once. */
  kill(session: InMemoryLaneSession): void {
    session.lose();
  }
}

export class InMemoryLaneSession implements LaneSession {
  readonly #gone = new AbortController();
  /** Time of its last sign of life: now, unless somebody froze it. */
  lastSeenAtMs: () => number = () => this.store.tables.nowMs;

  constructor(private readonly store: InMemoryLaneStore) {}

  get lost(): AbortSignal {
    return this.#gone.signal;
  }

  lose(): void {
    for (const [lane, owner] of this.store.owners) if (owner === this) this.store.owners.delete(lane);
    this.#gone.abort();
  }

  async acquire(lanes: readonly number[]): Promise<readonly number[]> {
    this.#mustBeOpen();
    for (const lane of lanes) if (!this.store.owners.has(lane)) this.store.owners.set(lane, this);
    return lanes.filter((lane) => this.store.owners.get(lane) === this);
  }

  async release(lanes: readonly number[]): Promise<void> {
    this.#mustBeOpen();
    for (const lane of lanes) if (this.store.owners.get(lane) === this) this.store.owners.delete(lane);
  }

  async dueLanes(limit: number): Promise<readonly number[]> {
    const lanes = this.#due().map((row) => row.lane);
    return [...new Set(lanes)].slice(0, limit);
  }

  async urgentLanes(limit: number, except: readonly number[]): Promise<readonly number[]> {
    const urgent = this.#due().filter(({ outbox, lane }) => !outbox.isBackfill && !except.includes(lane));
    return [...new Set(urgent.slice(0, limit).map((row) => row.lane))];
  }

  async fetch(
    lanes: readonly number[],
    perLane: number,
    except: readonly string[] = [],
  ): Promise<readonly DueRecord[]> {
    const records = lanes.flatMap((lane) =>
      this.#due()
        .filter((row) => !except.includes(row.agencyId))
        .filter((row) => row.lane === lane && (row.outbox.state !== 'due' || this.#isAccepted(row)))
        .slice(0, perLane)
        .filter((row) => !this.#isPutAside(row))
        .map((row) => this.#toDueRecord(row)),
    );
    this.store.fetched += records.length;
    return records;
  }

  async commit(write: LaneWrite): Promise<CommitResult> {
    this.#mustBeOpen();
    this.store.beforeCommit(write);
    await Promise.resolve();
    this.#mustBeOpen();
    const row = this.store.tables.rows.nationalRecords.get(write.recordId);
    if (row === undefined || row.outbox.attemptNo !== write.expectedAttempt) return 'stale';
    if (this.#isTaken(row, write.confirm?.nationalId)) return 'id-taken';
    closeAttempt(row, write, this.store.tables.nowMs);
    confirmStep(row, write);
    if (write.open !== undefined && !this.#mayOpen(row, write.open)) {
      putBack(row.outbox, write, this.store.tables.nowMs);
      return 'not-opened';
    }
    openAttempt(row, write, this.store.tables.nowMs);
    moveOutbox(row.outbox, write, this.store.tables.nowMs);
    return 'written';
  }

  async adopt(adoption: Adoption): ReturnType<LaneSession['adopt']> {
    this.#mustBeOpen();
    const row = this.store.tables.rows.nationalRecords.get(adoption.recordId);
    if (row === undefined || row.outbox.attemptNo !== adoption.expectedAttempt) return 'stale';
    if (this.#isTaken(row, adoption.caseId)) return 'id-taken';
    for (const step of adoption.steps) {
      const attemptNo = row.outbox.attemptNo + 1;
      const { caseVersion, reason } = adoption;
      const how = { bodySha256: ADOPTED_BODY, outcome: 'confirmed' as const, reason };
      const { nowMs } = this.store.tables;
      const { resultId = adoption.caseId } = step;
      row.attempts.push({ ...step, ...how, attemptNo, caseVersion, intentAtMs: nowMs, settledAtMs: nowMs });
      row.steps.set(`${step.key.kind}:${step.key.ordinal}`, { ...step, resultId });
      row.outbox.attemptNo = attemptNo;
    }
    row.nationalId = adoption.caseId;
    return 'written';
  }

  async standing(exceptRecordId: string, sinceMs: number): ReturnType<LaneSession['standing']> {
    this.#mustBeOpen();
    const until = this.store.tables.nowMs - sinceMs;
    const row = [...this.store.tables.rows.nationalRecords.values()].find(
      ({ id, attempts }) => id !== exceptRecordId && attempts.some((one) => createdBefore(one, until)),
    );
    if (row?.nationalId === undefined) return undefined;
    return { reference: row.reference, agencyId: row.agencyId, nationalId: row.nationalId };
  }

  async admitCreate(recordId: string): ReturnType<LaneSession['admitCreate']> {
    this.#mustBeOpen();
    const { tables } = this.store;
    const outbox = tables.rows.nationalRecords.get(recordId)?.outbox;
    if (outbox === undefined || outbox.hasSlot === true || tables.brake.rule === 'unlimited')
      return 'admitted';
    if (tables.brake.take(outbox.isBackfill, tables.wallMs)) {
      outbox.hasSlot = true;
      return 'admitted';
    }
    if (outbox.state === 'due') outbox.dueAtMs = tables.nowMs + untilNextDay(tables.wallMs);
    return 'braked';
  }

  async settleBase(recordId: string): Promise<void> {
    this.#mustBeOpen();
    const row = this.store.tables.rows.nationalRecords.get(recordId);
    if (row === undefined) return;
    row.unknownBase = undefined;
    row.outbox.isDoubtful = false;
  }

  async lookAtBrakes(): ReturnType<LaneSession['lookAtBrakes']> {
    const { watch, restoration } = this.store.tables;
    const { pausedAgencies } = this.store.tables;
    const byPeople = this.store.tables.isPausedByPeople ? ('GW_N212' as const) : undefined;
    const code = restoration.open === undefined ? byPeople : ('GW_N210' as const);
    const pausedCode = watch.state === 'tripped' ? ('GW_N209' as const) : code;
    return { pausedCode, pausedAgencies, isWatching: watch.state === 'watching' };
  }

  async noteWatched({
    isRefused,
    isChange,
  }: Parameters<LaneSession['noteWatched']>[0]): ReturnType<LaneSession['noteWatched']> {
    const { watch } = this.store.tables;
    if (watch.state !== 'watching') return 'passed';
    watch.seen += 1;
    watch.refused += Number(isRefused);
    watch.changed += Number(isChange);
    watch.state = watchVerdict(watch);
    return watch.state;
  }

  async close(): Promise<void> {
    this.lose();
  }

  #mustBeOpen(): void {
    if (this.lost.aborted) throw new GatewayError('GW_T301', 'lane connection lost');
  }

  #due(): readonly NationalRecordRow[] {
    const { nowMs, rows } = this.store.tables;
    return [...rows.nationalRecords.values()]
      .filter(({ outbox }) => FETCHED.includes(outbox.state) && outbox.dueAtMs <= nowMs)
      .toSorted(({ outbox: a }, { outbox: b }) =>
        placeOf(a) === placeOf(b) ? a.dueAtMs - b.dueAtMs : placeOf(a) < placeOf(b) ? -1 : 1,
      );
  }

  /** Nothing new is sent for a record that no longer counts; what was sent is still resolved. */
  #isAccepted(row: NationalRecordRow): boolean {
    const record = this.store.tables.sourceRecordOf(row.caseId);
    return record?.class === 'accepted' && !record.isGone;
  }

  #mayOpen(row: NationalRecordRow, { caseVersion }: NonNullable<LaneWrite['open']>): boolean {
    return this.#isAccepted(row) && row.outbox.caseVersion === caseVersion;
  }

  /** A row that cannot be read waits, so that the others of its lane go on. */
  #isPutAside(row: NationalRecordRow): boolean {
    if (!this.store.damaged.has(row.reference)) return false;
    row.outbox.dueAtMs = this.store.tables.nowMs + 900_000;
    return true;
  }

  #isTaken(row: NationalRecordRow, nationalId: string | undefined): boolean {
    if (nationalId === undefined) return false;
    return [...this.store.tables.rows.nationalRecords.values()].some(
      (other) => other !== row && other.nationalId === nationalId,
    );
  }

  #claimOf({ id, claim, nationalId, claimIsByPerson }: NationalRecordRow): DueRecord['claim'] {
    if (claim === undefined || nationalId !== undefined) return undefined;
    const isShared = [...this.store.tables.rows.nationalRecords.values()].some(
      (other) =>
        other.id !== id && (other.claim?.caseId === claim.caseId || other.nationalId === claim.caseId),
    );
    return { ...claim, isShared, isByPerson: claimIsByPerson === true };
  }

  #mayStand(row: NationalRecordRow): boolean {
    const { signedAtMs } = this.store.tables.restoration;
    const record = this.store.tables.sourceRecordOf(row.caseId);
    return signedAtMs !== undefined && record !== undefined && record.firstReadAtMs <= signedAtMs;
  }

  #toDueRecord(row: NationalRecordRow): DueRecord {
    const { outbox } = row;
    const file = this.store.tables.rows.cases.get(row.caseId);
    const { nowMs } = this.store.tables;
    const open = row.attempts.findLast((attempt) => attempt.attemptNo === outbox.attemptNo);
    const sentForMs = open && sinceFirst(open, row.attempts, nowMs);
    return {
      recordId: row.id,
      agencyId: row.agencyId,
      reference: row.reference,
      lane: row.lane,
      state: outbox.state as DueRecord['state'],
      attemptNo: outbox.attemptNo,
      retryCount: outbox.retryCount,
      caseVersion: outbox.caseVersion,
      mappingVersion: outbox.mappingVersion,
      approvedVersion: outbox.approvedVersion,
      identityPolicy: row.identityPolicy,
      nationalId: row.nationalId,
      case: fromCaseText(file?.versions[outbox.caseVersion - 1] ?? ''),
      steps: [...row.steps.values()],
      openAttempt: outbox.state === 'due' || open === undefined ? undefined : { ...open, sentForMs },
      unsettled: row.nationalId === undefined ? [] : unsettledOf(row.attempts),
      unknownForMs: outbox.unknownSinceMs === undefined ? undefined : nowMs - outbox.unknownSinceMs,
      negativeLookUps: outbox.negativeLookUps,
      isTransferred: file !== undefined && file.agencyId !== row.agencyId,
      barred: !this.#isAccepted(row),
      claim: this.#claimOf(row),
      unknownBase: row.nationalId === undefined ? undefined : row.unknownBase,
      isDoubtful: outbox.isDoubtful === true,
      mayStandAlready: row.nationalId === undefined && this.#mayStand(row),
    };
  }
}

/** What comes in now before back-fill, and what is urgent before what is not. */
function placeOf({ isBackfill, sendBy }: OutboxRow): string {
  return `${Number(isBackfill)} ${sendBy}`;
}
