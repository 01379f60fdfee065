import type { Clock, CreateRule, IntakeStore, KeyWrapper, LaneSession, LaneStore } from '@kntc/domain';
import { createHouseSealBox, createOldSealBox, DataKeys, FileKeyWrapper, Keys } from '@kntc/confidentiality';
import {
  connect,
  createDataSource,
  KeyRegister,
  migrate,
  PgAccess,
  PgApprovals,
  PgAudit,
  PgCreateBrake,
  PgIntakeStore,
  PgLaneStore,
  PgOverlays,
} from '@kntc/storage';
import { randomIds } from '@kntc/platform';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { aSourceInfo, SOURCE } from '../builders';
import { fromTemplate } from '../environment';
import type { TestDatabase } from '../environment';
import {
  CountingIds,
  FakeClock,
  fakeDigest,
  FakeWitness,
  InMemoryIntakeStore,
  InMemoryLaneStore,
  InMemoryTables,
  KeysInMemory,
  RecordingLogger,
} from '../fakes';
import { emptyTables } from './empty-tables';
import { memoryWindow, pgWindow } from './store-window';
import type { StoreWindow } from './store-window';

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
  tables.registerSource(SOURCE, aSourceInfo().mappingVersion);
  const lanes = new InMemoryLaneStore(tables);
  return {
    intake: new InMemoryIntakeStore(tables),
    lanes,
    window: memoryWindow(tables, lanes),
    end: async () => undefined,
  };
}

const TABLES =
  `alert_notice alert_incident alert_watch national_account retired_login gateway_user office_term office cause_note resync_item resync_operation duplicate_setting duplicate_search national_look_up duplicate_hold duplicate_pair case_group_member prepared_case inspectorate_request source source_record case_file case_version finding comparison reconciliation_pick reconciliation_run shadow_agency shadow_entered shadow_comparison hand_agency entry_row entry_batch national_feed proposal proposal_match correction_request correction_entry national_record record_digest source_digest outbox step attempt receipt_due conflict_decision operation binding
  mapping_version mapping_wait access_settings folder_content outdated_process refused_restore crosswalk_version
  crosswalk_row crosswalk_code_change code_list_version code_list_wait code_entry identity_policy policy_proposal rendition
  no_channel_entry statutory_adjustment statutory_period secret_record key_encryption_key overlay outage outage_process outage_record delivery_minute delivery_ramp
  campaign create_day create_slot delivery_watch delivery_pause queue_pause restoration restoration_finding agency_superior
  account_person delegation case_denounced case_exclusion unmask_request unmask_reveal audit_entry receipt
  receipt_checkpoint receipt_stamp`.split(/\s+/);

export const testKeys = Keys.of({
  id: '00112233aabbccdd',
  sealingKey: new Uint8Array(32).fill(1),
  digestKey: new Uint8Array(32).fill(2),
});

export const testWrapper = new FileKeyWrapper(testKeys, new KeysInMemory(testKeys));

/** Data keys under {@link testKeys}, in a cache of their own. */
export function testSeals(wrapper: KeyWrapper = testWrapper, clock: Clock = new FakeClock()): DataKeys {
  const old = createOldSealBox(testKeys);
  return new DataKeys({ wrapper, old, clock, cache: { maxKeys: 100, maxAgeMs: 60_000 } });
}

export const testHouse = createHouseSealBox(testKeys);

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

export function emptied(dataSource: DataSource): Promise<void> {
  return emptyTables(dataSource, TABLES);
}

/** The audit of a test, witnessed in memory. */
export function anAudit(dataSource: DataSource, witness = new FakeWitness()): PgAudit {
  return new PgAudit(dataSource, { keyed: fakeDigest, witness, clock: new FakeClock() });
}

/** Who may decide what, asked of a database in which – unless a test makes accounts – names are typed. */
export const TYPED_NAMES = new PgApprovals(new FakeClock(), {
  requireAccounts: 'both-sides-exist',
  requireProof: false,
});

export function anAccess(dataSource: DataSource, audit: PgAudit): PgAccess {
  return new PgAccess({
    dataSource,
    ids: new CountingIds(),
    provinceId: 'H507',
    audit,
    approvals: TYPED_NAMES,
  });
}

/** Overlays of a source whose map says nothing about a field before a person does. */
export function anOverlayBook(dataSource: DataSource): PgOverlays {
  return new PgOverlays({
    dataSource,
    ids: randomIds,
    audit: anAudit(dataSource),
    approvals: TYPED_NAMES,
    seals: testSeals(),
    judge: () => ({ fit: 'fits', kind: 'KN' }),
    policy: async () => undefined,
  });
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
  await new KeyRegister(dataSource, testWrapper, 'H507').start();
  const seals = testSeals();
  const logger = new RecordingLogger();
  const rules: { creates: CreateRule } = { creates: 'unlimited' };
  const overlays = anOverlayBook(dataSource);
  const brake = new PgCreateBrake(dataSource, () => rules.creates);
  return {
    intake: new PgIntakeStore(dataSource, seals, new CountingIds(), fakeDigest),
    lanes: new PgLaneStore({ databaseUrl: url, dataSource, seals, house: testHouse, logger, brake }),
    window: pgWindow({ dataSource, rules, overlays }),
    end: async () => undefined,
    dataSource,
    url,
    logger,
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
