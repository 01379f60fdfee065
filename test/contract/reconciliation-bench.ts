import type {
  FindingCode,
  LaneSession,
  Reconciled,
  ReconciliationKind,
  ReconciliationRun,
  RecordToReconcile,
} from '@kntc/domain';
import { PgReconciliation } from '@kntc/storage';
import { RecordingLogger } from '../fakes';
import { LaneSetup, referenceOf } from './lane-setup';
import { movedTo } from './lane-writes';
import { pgStores, testHouse, testSeals, usePool } from './stores-under-test';

export const LEASE_MS = 60_000;
/** As short ago as can be: everything confirmed is compared. */
export const NOW = 0;

/** For use at the top of a `describe`: the store of reconciliation on PostgreSQL, and records that the far side confirmed. */
export function useReconciliation() {
  const pool = usePool();
  const setup = new LaneSetup(() => pgStores(pool.dataSource, pool.url));
  const store = (): PgReconciliation =>
    new PgReconciliation({
      dataSource: pool.dataSource,
      seals: testSeals(),
      house: testHouse,
      provinceId: 'H507',
      logger: new RecordingLogger(),
    });
  const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    pool.dataSource.query(text, values);
  const ask = (kind: ReconciliationKind, key = ''): Promise<unknown> =>
    sql(
      `insert into reconciliation_run (agency_id, kind, key, per_minute, expected) values ('H507', $1, $2, 60, 0)`,
      [kind, key],
    );

  let session: LaneSession;
  /** Records that the far side confirmed, under `QG-` and their reference. */
  const confirmed = async (...keys: readonly string[]): Promise<void> => {
    session ??= await setup.owner();
    for (const key of keys) {
      await setup.accept(key);
      await movedTo('done', await setup.onlyDue(session), session);
    }
  };
  beforeEach(async () => {
    session = await setup.owner();
  });

  const taken = async (of = store(), process = 'one', except: readonly string[] = []) =>
    of.take(process, LEASE_MS, except);
  const full = async (): Promise<ReconciliationRun> => {
    await ask('full');
    const run = await taken();
    if (run === undefined) throw new Error('no run');
    return run;
  };
  const loaded = async (run: ReconciliationRun): Promise<RecordToReconcile> => {
    const { records } = await store().page(run, 10, NOW);
    if (records[0] === undefined) throw new Error('no record');
    return records[0];
  };
  const resultOf = (record: RecordToReconcile, ...codes: readonly FindingCode[]): Reconciled => ({
    ...record,
    isSent: true,
    verdict: {
      kind: 'compared',
      class: codes.length === 0 ? 'matching' : 'different',
      findings: codes.map((code) => ({ code, fields: [], nationalIds: [] })),
      notCompared: [],
      agreed: new Map([['content', 'd']]),
      foreign: 0,
    },
  });
  const noted = (run: ReconciliationRun, ...results: readonly Reconciled[]): Promise<void> =>
    store().note(run, { results, requests: results.length, place: undefined, isFinished: false });
  const outbox = async (key: string): Promise<string> => {
    const rows = await sql<{ state: string; hold_code: string | null; hold_detail: string | null }>(
      `select o.state, o.hold_code, o.hold_detail from outbox o join national_record n on n.id = o.national_record_id
       where n.reference = $1`,
      [referenceOf(key)],
    );
    const { state, hold_code, hold_detail } = rows[0] ?? { state: '', hold_code: null, hold_detail: null };
    return [state, hold_code, hold_detail].filter((one) => one !== null).join(' ');
  };
  const open = async (): Promise<readonly string[]> =>
    (await sql<{ code: string }>('select code from finding where settled_at is null order by code')).map(
      ({ code }) => code,
    );

  return {
    pool,
    setup,
    store,
    sql,
    ask,
    confirmed,
    taken,
    full,
    loaded,
    resultOf,
    noted,
    outbox,
    open,
    get session() {
      return session;
    },
  };
}
