import { setMaxListeners } from 'node:events';
import { ADOPTED_BODY, GatewayError } from '@kntc/domain';
import type {
  Adoption,
  DueRecord,
  LaneSession,
  LaneWrite,
  Logger,
  RecordBox,
  RecordSeals,
  SealBox,
  StandingRecord,
} from '@kntc/domain';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { lookAtBrakes, noteWatched } from '../brakes/delivery-watch';
import type { PgCreateBrake } from '../brakes/pg-create-brake';
import { storedKeyOf, usable } from '../keys/stored-key';
import { ADOPT } from './adopt-statement';
import { toDueRecord, toWriteRow } from './lane-rows';
import type { DueRow } from './lane-rows';
import { toJsonb } from '../rows/to-jsonb';
import { isUniqueViolation } from '../rows/unless-taken';
import {
  ACQUIRE,
  COMMIT,
  DUE_LANES,
  FETCH,
  LANE_LOCK_CLASS,
  PUT_ASIDE,
  RELEASE,
  SETTLE_BASE,
  STANDING_RECORD,
  URGENT_LANES,
} from './lane-statements';

/** More would only make one statement slow; a burst beyond it waits for the next one a few milliseconds later. */
const MAX_GROUP = 400;
/** What is written within this time shares one statement: PostgreSQL's work per step nearly halves. */
const GATHER_MS = 4;
/** How long a record rests whose stored case cannot be read: only a restored key or row helps. */
const PUT_ASIDE_MS = 900_000;
/** A session shows life this often; see {@link LaneStore.endFrozen}. */
const BEAT_MS = 2_000;

type CommitResult = Awaited<ReturnType<LaneSession['commit']>>;
type AdoptResult = Awaited<ReturnType<LaneSession['adopt']>>;

interface WrittenRow {
  readonly id: string;
  /** `null` when nothing was to be opened. */
  readonly is_opened: boolean | null;
}

interface StandingRow {
  readonly reference: string;
  readonly agency_id: string;
  readonly national_id: string;
}

interface Waiting {
  readonly write: LaneWrite;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** What a session works with besides its connection. */
export interface LaneSessionParts {
  /** For reads; writes go over the pinned connection only. */
  readonly dataSource: DataSource;
  readonly seals: RecordSeals;
  /** Of what belongs to no record: redacted renditions. */
  readonly house: SealBox;
  readonly logger: Logger;
  /** How many records a day may create. */
  readonly brake: PgCreateBrake;
}

/** {@link LaneSession} on a connection of its own; see {@link PgLaneStore}. */
export class PgLaneSession implements LaneSession {
  readonly #gone = new AbortController();
  readonly #owned = new Set<number>();
  readonly #beating: NodeJS.Timeout;
  #waiting: Waiting[] = [];
  #flushing = false;

  constructor(
    private readonly client: Client,
    private readonly options: LaneSessionParts,
  ) {
    // Every request in flight listens.
    setMaxListeners(0, this.#gone.signal);
    client.on('error', () => this.#lose());
    client.on('end', () => this.#lose());
    this.#beating = setInterval(() => void this.#beat(), BEAT_MS);
    this.#beating.unref();
  }

  get lost(): AbortSignal {
    return this.#gone.signal;
  }

  async acquire(lanes: readonly number[]): Promise<readonly number[]> {
    const missing = lanes.filter((lane) => !this.#owned.has(lane));
    if (missing.length > 0) {
      const result = await this.#query<{ lane: number }>(ACQUIRE, [LANE_LOCK_CLASS, missing]);
      for (const row of result) this.#owned.add(row.lane);
    }
    return lanes.filter((lane) => this.#owned.has(lane));
  }

  async release(lanes: readonly number[]): Promise<void> {
    const mine = lanes.filter((lane) => this.#owned.delete(lane));
    if (mine.length > 0) await this.#query(RELEASE, [LANE_LOCK_CLASS, mine]);
  }

  async dueLanes(limit: number): Promise<readonly number[]> {
    const rows: { lane: number }[] = await this.options.dataSource.query(DUE_LANES, [limit]);
    return rows.map((row) => row.lane);
  }

  async urgentLanes(limit: number, except: readonly number[]): Promise<readonly number[]> {
    const rows: { lane: number }[] = await this.options.dataSource.query(URGENT_LANES, [limit, except]);
    return rows.map((row) => row.lane);
  }

  async fetch(
    lanes: readonly number[],
    perLane: number,
    except: readonly string[] = [],
  ): Promise<readonly DueRecord[]> {
    const rows: DueRow[] = await this.options.dataSource.query(FETCH, [lanes, perLane, except]);
    // One round trip for the keys of all of them at most; opening the sealed members later takes none.
    const boxes = await this.options.seals.of(
      rows.map((row) =>
        storedKeyOf({ ...row, source_id: row.source_id ?? '', local_key: row.local_key ?? '' }),
      ),
    );
    const readable: DueRecord[] = [];
    const unreadable: string[] = [];
    for (const [index, row] of rows.entries()) {
      const record = this.#read(row, boxes[index]);
      if (record === undefined) unreadable.push(row.national_record_id);
      else readable.push(record);
    }
    if (unreadable.length > 0) await this.options.dataSource.query(PUT_ASIDE, [unreadable, PUT_ASIDE_MS]);
    return readable;
  }

  #read(row: DueRow, box: RecordBox | undefined): DueRecord | undefined {
    try {
      return toDueRecord(row, usable(box), this.options.house);
    } catch (err) {
      this.options.logger.error(
        { stage: 'delivery', record: row.reference, code: 'GW_T303', err },
        'stored case cannot be read: put aside',
      );
      return undefined;
    }
  }

  commit(write: LaneWrite): Promise<CommitResult> {
    return new Promise<CommitResult>((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      if (!this.#flushing) void this.#flush();
    });
  }

  async adopt(adoption: Adoption): Promise<AdoptResult> {
    const steps = adoption.steps.map(({ key, resultId, ...digests }) => ({
      kind: key.kind,
      ordinal: key.ordinal,
      result: resultId,
      content: digests.contentDigest,
      protected: digests.protectedDigest,
      identity: digests.identityDigest,
      comparable: digests.comparableDigest,
    }));
    const { recordId, expectedAttempt, caseVersion, mappingVersion, caseId, reference, reason } = adoption;
    const values = [
      recordId,
      expectedAttempt,
      caseVersion,
      mappingVersion,
      toJsonb(steps),
      caseId,
      reference,
    ];
    try {
      const rows = await this.#query(ADOPT, [...values, ADOPTED_BODY, reason]);
      return rows.length > 0 ? 'written' : 'stale';
    } catch (err) {
      if (isUniqueViolation(err)) return 'id-taken';
      throw err;
    }
  }

  async standing(exceptRecordId: string, sinceMs: number): Promise<StandingRecord | undefined> {
    const rows: StandingRow[] = await this.options.dataSource.query(STANDING_RECORD, [
      exceptRecordId,
      sinceMs,
      ADOPTED_BODY,
    ]);
    const [row] = rows;
    return row && { reference: row.reference, agencyId: row.agency_id, nationalId: row.national_id };
  }

  admitCreate(recordId: string): ReturnType<LaneSession['admitCreate']> {
    return this.options.brake.admit(recordId);
  }

  async settleBase(recordId: string): Promise<void> {
    if (this.lost.aborted) throw new GatewayError('GW_T301', 'lane connection lost');
    await this.options.dataSource.query(SETTLE_BASE, [recordId]);
  }

  lookAtBrakes(): ReturnType<LaneSession['lookAtBrakes']> {
    return lookAtBrakes(this.options.dataSource);
  }

  noteWatched(...seen: Parameters<LaneSession['noteWatched']>): ReturnType<LaneSession['noteWatched']> {
    return noteWatched(this.options.dataSource, ...seen);
  }

  async close(): Promise<void> {
    this.#lose();
    await this.client.end().catch(() => undefined);
  }

  /** Takes whatever has gathered while the previous statement ran: the busier, the larger the group. */
  async #flush(): Promise<void> {
    this.#flushing = true;
    while (this.#waiting.length > 0) {
      await new Promise<void>((resolve) => setTimeout(resolve, GATHER_MS));
      const group = this.#waiting.splice(0, MAX_GROUP);
      await this.#write(group);
    }
    this.#flushing = false;
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    try {
      const rows = await this.#query<WrittenRow>(
        COMMIT,
        [toJsonb(group.map((one) => toWriteRow(one.write)))],
        'lane-commit',
      );
      const written = new Map(rows.map((row) => [row.id, row]));
      for (const { write, resolve } of group) resolve(resultOf(write, written.get(write.recordId)));
    } catch (err) {
      if (!isUniqueViolation(err)) {
        for (const one of group) one.reject(err);
      } else if (group.length === 1) {
        group[0]?.resolve('id-taken');
      } else {
        for (const one of group) await this.#write([one]);
      }
    }
  }

  async #query<Row>(text: string, values: unknown[], name?: string): Promise<readonly Row[]> {
    if (this.lost.aborted) throw new GatewayError('GW_T301', 'lane connection lost');
    try {
      const result = await this.client.query({ text, values, ...(name !== undefined && { name }) });
      return result.rows as Row[];
    } catch (err) {
      // Without a server-side code nothing is known about the connection or the statement: the session is over.
      if (!hasServerCode(err)) this.#lose();
      throw err;
    }
  }

  /** What does not come back within the query's time ends the session. */
  async #beat(): Promise<void> {
    await this.#query('select 1', []).catch(() => undefined);
  }

  #lose(): void {
    if (this.#gone.signal.aborted) return;
    clearInterval(this.#beating);
    this.#owned.clear();
    this.#gone.abort();
    this.client.end().catch(() => undefined);
  }
}

function resultOf(write: LaneWrite, row: WrittenRow | undefined): CommitResult {
  if (row === undefined) return 'stale';
  return write.open !== undefined && row.is_opened !== true ? 'not-opened' : 'written';
}

function hasServerCode(err: unknown): boolean {
  return err instanceof Error && 'severity' in err && 'code' in err && !String(err.code).startsWith('57P');
}
