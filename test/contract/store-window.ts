import type { CreateRule, OverlayText, RecordIssue, StepKey } from '@kntc/domain';
import type { PgOverlays } from '@kntc/storage';
import type { DataSource } from 'typeorm';
import { SOURCE } from '../builders';
import type { InMemoryLaneStore, InMemoryTables } from '../fakes';

export interface OutboxView {
  readonly state: string;
  readonly caseVersion: number;
  readonly attemptNo: number;
  readonly retryCount: number;
  readonly negativeLookUps: number;
  readonly holdCode: string | undefined;
  readonly holdDetail: string | undefined;
  readonly holdStep: string | undefined;
  readonly dueInMs: number;
  readonly nationalId: string | undefined;
  readonly isBackfill: boolean;
}

export interface Counts {
  readonly records: number;
  readonly cases: number;
  readonly versions: number;
  readonly outbox: number;
}

/** What a test must see or do beside the ports. */
export interface StoreWindow {
  readonly outbox: (reference: string) => Promise<OutboxView>;
  readonly attempts: (reference: string) => Promise<readonly (readonly [number, string, string | null])[]>;
  readonly steps: (
    reference: string,
  ) => Promise<readonly { readonly key: StepKey; readonly resultId: string }[]>;
  readonly counts: () => Promise<Counts>;
  readonly reasons: (localKey: string) => Promise<readonly RecordIssue[]>;
  /** As if so much time had gone by for this record. */
  readonly age: (reference: string, ms: number) => Promise<void>;
  /** As if a key pass had found the record gone at its source. */
  readonly vanish: (localKey: string) => Promise<void>;
  /** A person completes a field of a record; its judgement is outdated by it. */
  readonly complete: (localKey: string, overlay: OverlayText) => Promise<void>;
  /** Breaks the connection that owns a lane, from outside. */
  readonly kill: (lane: number) => Promise<void>;
  /** So many records may be created a day. */
  readonly brake: (rule: CreateRule) => Promise<void>;
  /** An approved campaign of so many records, open today. */
  readonly campaign: (quota: number) => Promise<void>;
  /** A person pauses sending: for all agencies (`*`) or one; another call with `false` ends it. */
  readonly pauseQueue: (target: string, isPaused: boolean) => Promise<void>;
  /** Makes the stored case of a record unreadable. */
  readonly damage: (reference: string) => Promise<void>;
}

export function memoryWindow(tables: InMemoryTables, lanes: InMemoryLaneStore): StoreWindow {
  const find = (reference: string) => {
    const row = tables.byReference(reference);
    if (row === undefined) throw new Error(`no record ${reference}`);
    return row;
  };
  return {
    outbox: async (reference) => {
      const { outbox, nationalId } = find(reference);
      const { state, caseVersion, attemptNo, retryCount, negativeLookUps, holdCode, holdDetail } = outbox;
      const dueInMs = outbox.dueAtMs - tables.nowMs;
      const holdStep = outbox.holdKey?.kind;
      return {
        state,
        caseVersion,
        attemptNo,
        retryCount,
        negativeLookUps,
        holdCode,
        holdDetail,
        holdStep,
        dueInMs,
        nationalId,
        isBackfill: outbox.isBackfill,
      };
    },
    attempts: async (reference) =>
      find(reference).attempts.map((one) => [one.attemptNo, one.key.kind, one.outcome ?? null] as const),
    steps: async (reference) => [...find(reference).steps.values()],
    counts: async () => ({
      records: tables.rows.records.size,
      cases: tables.rows.cases.size,
      versions: [...tables.rows.cases.values()].reduce((sum, one) => sum + one.versions.length, 0),
      outbox: tables.rows.nationalRecords.size,
    }),
    reasons: async (localKey) => tables.record(SOURCE, localKey)?.reasons ?? [],
    age: async (reference, ms) => {
      const { outbox, attempts } = find(reference);
      outbox.dueAtMs -= ms;
      for (const attempt of attempts) attempt.intentAtMs -= ms;
      if (outbox.unknownSinceMs !== undefined) outbox.unknownSinceMs -= ms;
    },
    vanish: async (localKey) => {
      const record = tables.record(SOURCE, localKey);
      if (record !== undefined) record.isGone = true;
    },
    complete: async (localKey, overlay) => {
      const record = tables.record(SOURCE, localKey);
      if (record === undefined) return;
      record.overlays = [...(record.overlays ?? []), overlay];
      record.judgedWith = `overlay ${overlay.field}`;
    },
    kill: async (lane) => {
      const owner = lanes.owners.get(lane);
      if (owner !== undefined) lanes.kill(owner);
    },
    damage: async (reference) => void lanes.damaged.add(reference),
    brake: async (rule) => {
      tables.brake.rule = rule;
    },
    pauseQueue: async (target, isPaused) => {
      if (target === '*') tables.isPausedByPeople = isPaused;
      else tables.pausedAgencies = isPaused ? [target] : [];
    },
    campaign: async (quota) => {
      tables.brake.campaigns.push({ id: 'c', quota, used: 0, untilMs: Number.POSITIVE_INFINITY });
    },
  };
}

export interface PgWindowTools {
  readonly dataSource: DataSource;
  readonly rules: { creates: CreateRule };
  readonly overlays: PgOverlays;
}

export function pgWindow({ dataSource, rules, overlays }: PgWindowTools): StoreWindow {
  const query = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
    dataSource.query(sql, values) as Promise<Row[]>;
  const one = async (sql: string, reference: string): Promise<Record<string, never>> => {
    const row = (await query<Record<string, never>>(sql, reference))[0];
    if (row === undefined) throw new Error(`no record ${reference}`);
    return row;
  };
  const OF = '(select id from national_record where reference = $1)';
  return {
    outbox: async (reference) => {
      const row = await one(
        `select o.*, n.national_id, extract(epoch from o.due_at - clock_timestamp()) * 1000 as due_in_ms
         from outbox o join national_record n on n.id = o.national_record_id where n.reference = $1`,
        reference,
      );
      return {
        state: row['state'] ?? '',
        caseVersion: Number(row['case_version']),
        attemptNo: Number(row['attempt_no']),
        retryCount: Number(row['retry_count']),
        negativeLookUps: Number(row['negative_lookups']),
        holdCode: row['hold_code'] ?? undefined,
        holdDetail: row['hold_detail'] ?? undefined,
        holdStep: row['hold_step'] ?? undefined,
        dueInMs: Number(row['due_in_ms']),
        nationalId: row['national_id'] ?? undefined,
        isBackfill: row['is_backfill'] === true,
      };
    },
    attempts: async (reference) => {
      const sql = `select attempt_no, step, outcome from attempt where national_record_id = ${OF} order by intent_at`;
      const rows = await query<{ attempt_no: number; step: string; outcome: string | null }>(sql, reference);
      return rows.map((row) => [row.attempt_no, row.step, row.outcome] as const);
    },
    steps: async (reference) => {
      const sql = `select kind, ordinal, result_id from step where national_record_id = ${OF} order by confirmed_at`;
      const rows = await query<{ kind: StepKey['kind']; ordinal: number; result_id: string }>(sql, reference);
      return rows.map(({ kind, ordinal, result_id: resultId }) => ({ key: { kind, ordinal }, resultId }));
    },
    counts: async () => {
      const [row] = await query<Record<keyof Counts, number>>(
        `select (select count(*)::int from source_record) as records, (select count(*)::int from case_file) as cases,
           (select count(*)::int from case_version) as versions, (select count(*)::int from outbox) as outbox`,
      );
      return row ?? { records: -1, cases: -1, versions: -1, outbox: -1 };
    },
    reasons: async (localKey) => {
      const sql = 'select reasons from source_record where local_key = $1';
      return (await query<{ reasons: RecordIssue[] }>(sql, localKey))[0]?.reasons ?? [];
    },
    age: async (reference, ms) => {
      await query(
        `update outbox set due_at = due_at - make_interval(secs => $2::float8 / 1000),
           unknown_since = unknown_since - make_interval(secs => $2::float8 / 1000)
         where national_record_id = ${OF}`,
        reference,
        ms,
      );
      await query(
        `update attempt set intent_at = intent_at - make_interval(secs => $2::float8 / 1000)
         where national_record_id = ${OF}`,
        reference,
        ms,
      );
    },
    vanish: async (localKey) => {
      await query('update source_record set gone_at = clock_timestamp() where local_key = $1', localKey);
    },
    complete: async (localKey, { field, text }) => {
      const done = await overlays.set(
        { sourceId: SOURCE, localKey, field, text, documentNo: '7/CV' },
        { actor: 'An', reason: 'theo đơn giấy', idempotencyKey: `${localKey} ${field}` },
      );
      if (done.kind !== 'done') throw new Error(JSON.stringify(done));
    },
    kill: async (lane) => {
      await query(
        `select pg_terminate_backend(pid) from pg_locks l join pg_database d on d.oid = l.database
         where l.locktype = 'advisory' and d.datname = current_database() and l.objid = $1 and l.granted`,
        lane,
      );
    },
    brake: async (rule) => {
      rules.creates = rule;
    },
    pauseQueue: async (target, isPaused) => {
      const sql = isPaused
        ? `insert into queue_pause (agency_id, side, target, paused_by, reason) values ('H507', 'destination', $1, 'a', 'x')`
        : `update queue_pause set resumed_at = clock_timestamp(), resumed_by = 'b' where target = $1`;
      await query(sql, target);
    },
    campaign: async (quota) => {
      await query(
        `insert into campaign (id, agency_id, document_no, quota, last_day, state, recorded_by, approved_by)
         values (gen_random_uuid(), 'H507', '1', $1, current_date + 30, 'approved', 'a', 'b')`,
        quota,
      );
    },
    damage: async (reference) => {
      await query(
        `update case_version set plain = '\\x00' where case_id = (select case_id from national_record where reference = $1)`,
        reference,
      );
    },
  };
}
