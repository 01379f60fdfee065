import type { IntakeStore, LaneSession, LaneStore, RecordIssue, StepKey } from '@kntc/domain';
import { createSealBox, Keys } from '@kntc/confidentiality';
import { connect, createDataSource, migrate, PgIntakeStore, PgLaneStore } from '@kntc/storage';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { SOURCE } from '../builders';
import { fromTemplate } from '../environment';
import type { TestDatabase } from '../environment';
import {
  CountingIds,
  FakeClock,
  InMemoryIntakeStore,
  InMemoryLaneStore,
  InMemoryTables,
  RecordingLogger,
} from '../fakes';

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
  /** Breaks the connection that owns a lane, from outside. */
  readonly kill: (lane: number) => Promise<void>;
  /** Makes the stored case of a record unreadable. */
  readonly damage: (reference: string) => Promise<void>;
}

export interface Stores {
  readonly intake: IntakeStore;
  readonly lanes: LaneStore;
  readonly window: StoreWindow;
  readonly end: () => Promise<void>;
}

/** An empty pair of stores with the source `mini` registered. */
export type MakeStores = () => Promise<Stores>;

export async function inMemoryStores(): Promise<Stores> {
  const tables = new InMemoryTables(new FakeClock());
  tables.registerSource(SOURCE);
  const lanes = new InMemoryLaneStore(tables);
  return {
    intake: new InMemoryIntakeStore(tables),
    lanes,
    window: memoryWindow(tables, lanes),
    end: async () => undefined,
  };
}

function memoryWindow(tables: InMemoryTables, lanes: InMemoryLaneStore): StoreWindow {
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
      const { outbox } = find(reference);
      outbox.dueAtMs -= ms;
      if (outbox.unknownSinceMs !== undefined) outbox.unknownSinceMs -= ms;
    },
    kill: async (lane) => {
      const owner = lanes.owners.get(lane);
      if (owner !== undefined) lanes.kill(owner);
    },
    damage: async (reference) => void lanes.damaged.add(reference),
  };
}

const TABLES =
  'source, source_record, case_file, case_version, national_record, outbox, step, attempt, operation, binding, ' +
  'mapping_version, crosswalk_version, crosswalk_row, code_list_version, code_entry, identity_policy';

export const testKeys = Keys.of({
  id: '00112233aabbccdd',
  sealingKey: new Uint8Array(32).fill(1),
  digestKey: new Uint8Array(32).fill(2),
});

/** A copy of a database at the newest schema. */
function migratedDatabase(): Promise<TestDatabase> {
  return fromTemplate('storage contract', async (url) => {
    const dataSource = createDataSource(url, 2);
    await connect(dataSource);
    await migrate(dataSource);
    await dataSource.destroy();
  });
}

/** For use at the top of a `describe`: a migrated database and a pool on it, closed and removed afterwards. */
export function usePool(): { readonly dataSource: DataSource; readonly url: string } {
  let database: TestDatabase | undefined;
  let dataSource: DataSource | undefined;
  beforeAll(async () => {
    database = await migratedDatabase();
    dataSource = createDataSource(database.url, 4);
    await connect(dataSource);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });
  return {
    get dataSource() {
      if (dataSource === undefined) throw new Error('the pool exists from the first beforeAll on');
      return dataSource;
    },
    get url() {
      return database?.url ?? '';
    },
  };
}

export async function emptied(dataSource: DataSource): Promise<void> {
  await dataSource.query(`truncate ${TABLES} cascade`);
}

export interface PgStores extends Stores {
  readonly dataSource: DataSource;
  readonly url: string;
  readonly logger: RecordingLogger;
}

/** Stores on PostgreSQL; the real sealing, so that a value read in another place would not open. */
export async function pgStores(dataSource: DataSource, url: string): Promise<PgStores> {
  await emptied(dataSource);
  await dataSource.query(
    "insert into source (id, agency_id, title, mapping_version) values ($1, 'H507', 'Nguồn', 'mapping-1')",
    [SOURCE],
  );
  const seal = createSealBox(testKeys);
  const logger = new RecordingLogger();
  return {
    intake: new PgIntakeStore(dataSource, seal, new CountingIds()),
    lanes: new PgLaneStore({ databaseUrl: url, dataSource, seal, logger }),
    window: pgWindow(dataSource),
    end: async () => undefined,
    dataSource,
    url,
    logger,
  };
}

function pgWindow(dataSource: DataSource): StoreWindow {
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
    },
    kill: async (lane) => {
      await query(
        `select pg_terminate_backend(pid) from pg_locks l join pg_database d on d.oid = l.database
         where l.locktype = 'advisory' and d.datname = current_database() and l.objid = $1 and l.granted`,
        lane,
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

/** Until so many connections of this database wait for a lock. */
export async function waitingForLocks(client: Client, count: number): Promise<void> {
  for (;;) {
    // Inside a transaction the view would show its first picture for ever.
    await client.query('select pg_stat_clear_snapshot()');
    const { rowCount } = await client.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rowCount === count) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Opens sessions of a store and closes whatever a test left open. */
export class Sessions {
  readonly #open: LaneSession[] = [];

  constructor(private readonly stores: () => Stores) {}

  async open(): Promise<LaneSession> {
    const session = await this.stores().lanes.open();
    this.#open.push(session);
    return session;
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((session) => session.close()));
  }
}
