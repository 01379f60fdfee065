import type {
  FindingCode,
  LaneSession,
  Reconciled,
  ReconciliationKind,
  ReconciliationRun,
  RecordToReconcile,
} from '@kntc/domain';
import { LaneSetup, LANE, referenceOf } from '../../../../test/contract/lane-setup';
import { aWrite, movedTo, openedCase } from '../../../../test/contract/lane-writes';
import {
  anAudit,
  pgStores,
  testHouse,
  testSeals,
  TYPED_NAMES,
  usePool,
} from '../../../../test/contract/stores-under-test';
import { RecordingLogger } from '../../../../test/fakes';
import { PgRestorations, signOff } from '../restoration/pg-restorations';
import { PgReconciliation } from './pg-reconciliation';
import { reconciliationStanding } from './reconciliation-standing';

const DAY = { day: '2026-11-27', night: undefined, perMinute: 60 };
const NIGHT = { ...DAY, night: '2026-11-27' };
const LEASE_MS = 60_000;
const NOW = 0;

describe('reconciliation in PostgreSQL', () => {
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

  describe('runs', () => {
    it('are one a day and one a night, and end with them', async () => {
      await store().keepRuns(NIGHT);
      await store().keepRuns(NIGHT);
      const kinds = async () =>
        sql(`select kind, key, finished_at is null as is_open from reconciliation_run order by id`);
      expect(await kinds()).toEqual([
        { kind: 'fresh', key: '2026-11-27', is_open: true },
        { kind: 'nightly', key: '2026-11-27', is_open: true },
      ]);
      await store().keepRuns({ ...DAY, day: '2026-11-28' });
      expect(await kinds()).toMatchObject([
        { is_open: false },
        { is_open: false },
        { key: '2026-11-28', is_open: true },
      ]);
    });

    it('go on by night where the last night stopped, and from the beginning after a round', async () => {
      await confirmed('A', 'B');
      const place = async (): Promise<string | undefined> =>
        (
          await sql<{ place: string }>(
            "select place from reconciliation_run where kind = 'nightly' order by id desc limit 1",
          )
        )[0]?.place;
      await store().keepRuns(NIGHT);
      const run = {
        id:
          (
            await sql<{ id: string }>("select id::text as id from reconciliation_run where kind = 'nightly'")
          )[0]?.id ?? '',
        kind: 'nightly',
        isDeliveryBusy: false,
      } as const;
      const { end, isLast } = await store().page(run, 1, NOW);
      expect(isLast).toBe(false);
      await store().note(run, { results: [], requests: 1, place: end, isFinished: false });
      await store().keepRuns({ ...NIGHT, day: '2026-11-28', night: '2026-11-28' });
      expect(await place()).toBe(end);
      const next = { ...run, id: String(Number(run.id) + 2) };
      await store().note(next, { results: [], requests: 1, place: end, isFinished: true });
      await store().keepRuns({ ...NIGHT, day: '2026-11-29', night: '2026-11-29' });
      expect(await place()).toBeNull();
    });

    it('belong to one process until it lets go or is silent too long', async () => {
      await ask('full');
      expect(await taken(store(), 'one')).toMatchObject({ kind: 'full' });
      expect(await taken(store(), 'two')).toBeUndefined();
      await store().release('one');
      expect(await taken(store(), 'two')).toMatchObject({ kind: 'full' });
      await sql("update reconciliation_run set taken_until = clock_timestamp() - interval '1 second'");
      await store().renew('two', LEASE_MS);
      expect(await taken(store(), 'one')).toMatchObject({ kind: 'full' });
    });

    it('come in the order of their haste, and not in an outage', async () => {
      await store().keepRuns(NIGHT);
      await ask('full');
      const order: string[] = [];
      for (const except: string[] = []; ;) {
        const run = await taken(store(), 'one', except);
        if (run === undefined) break;
        order.push(run.kind);
        except.push(run.id);
      }
      expect(order).toEqual(['fresh', 'full', 'nightly']);
      await sql(
        `insert into outage (agency_id, scope, code, causes, began_at) values ('H507', '', 'GW_N202', '[]', clock_timestamp())`,
      );
      expect(await taken()).toBeUndefined();
    });

    it('say whether something waits to be sent', async () => {
      await ask('full');
      expect(await taken()).toMatchObject({ isDeliveryBusy: false });
      await setup.accept('DUE');
      expect(await taken()).toMatchObject({ isDeliveryBusy: true });
    });

    it('leave out what is under way, and what was confirmed a moment ago', async () => {
      await confirmed('A');
      const run = await full();
      expect((await store().page(run, 10, NOW)).records).toHaveLength(1);
      expect((await store().page(run, 10, 3_600_000)).records).toEqual([]);
      await sql("update outbox set state = 'unknown'");
      expect((await store().page(run, 10, NOW)).records).toEqual([]);
    });
  });

  describe('what was found', () => {
    it('is kept once, however often it is seen, and ends when it is not found any more', async () => {
      await confirmed('A');
      const run = await full();
      const record = await loaded(run);
      await noted(run, resultOf(record, 'FIELDS_DIFFER'));
      await noted(run, resultOf(record, 'FIELDS_DIFFER'));
      expect(await sql('select code, seen from finding')).toEqual([{ code: 'FIELDS_DIFFER', seen: 2 }]);
      expect(await outbox('A')).toBe('done');
      await noted(run, resultOf(record));
      expect(await open()).toEqual([]);
      expect((await reconciliationStanding(pool.dataSource)).classes).toEqual({ matching: 1 });
    });

    it('holds what would go to a stranger, and lets it go on by itself afterwards', async () => {
      await confirmed('A');
      const run = await full();
      const record = await loaded(run);
      await noted(run, resultOf(record, 'ID_REASSIGNED'));
      expect(await outbox('A')).toBe('held NATIONAL_DIFFERS ID_REASSIGNED');
      await noted(run, resultOf(record, 'FIELDS_DIFFER'));
      expect(await outbox('A')).toBe('due');
    });

    it('is told to delivery, whatever brought the record back', async () => {
      await confirmed('A');
      const run = await full();
      await noted(run, resultOf(await loaded(run), 'ID_VANISHED'));
      await sql("update outbox set state = 'due', hold_code = null, due_at = clock_timestamp()");
      expect(await session.fetch([LANE], 10)).toMatchObject([{ findings: ['ID_VANISHED'] }]);
    });

    it('ends as well for a record that was never sent, once it is not there', async () => {
      await setup.accept('A');
      const run = await full();
      const record = await loaded(run);
      await noted(run, { ...resultOf(record, 'FOUND_UNSENT'), isSent: false });
      expect(await outbox('A')).toBe('held NATIONAL_DIFFERS FOUND_UNSENT');
      await noted(run, { ...resultOf(record), isSent: false });
      expect([await outbox('A'), await open()]).toEqual(['due', []]);
      expect((await reconciliationStanding(pool.dataSource)).classes).toEqual({});
    });

    it('is over when two people signed off that a side went back: both begin anew to agree', async () => {
      await confirmed('A', 'B');
      const run = await full();
      const { records } = await store().page(run, 10, NOW);
      await noted(run, ...records.map((one) => resultOf(one, 'ID_VANISHED')));
      const restorations = new PgRestorations(pool.dataSource, 'H507');
      await restorations.begin('national', 'test');
      const { id = '' } = (await restorations.open()) ?? {};
      await restorations.note(
        id,
        records.map(({ recordId, agencyId, reference }) => {
          const kind = reference === referenceOf('A') ? 'lost-there' : 'same';
          return { recordId, agencyId, finding: { kind } } as const;
        }),
      );
      const tools = {
        dataSource: pool.dataSource,
        provinceId: 'H507',
        audit: anAudit(pool.dataSource),
        approvals: TYPED_NAMES,
      };
      const { difference = '' } = (await restorations.open()) ?? {};
      const by = { actor: 'Lan', approver: 'Hùng', reason: 'đã xem', difference };
      expect(await signOff(tools, by)).toBe('signed');
      expect([await outbox('A'), await outbox('B'), await open()]).toEqual(['due', 'due', []]);
      expect(await sql('select from comparison')).toEqual([]);
    });

    it('leaves alone what waits for another reason', async () => {
      await confirmed('A');
      const run = await full();
      const record = await loaded(run);
      await sql("update outbox set state = 'held', hold_code = 'REJECTED'");
      await noted(run, resultOf(record, 'ID_VANISHED'));
      expect(await outbox('A')).toBe('held REJECTED');
      await noted(run, resultOf(record));
      expect(await outbox('A')).toBe('held REJECTED');
    });

    it('takes back an approval that knew nothing of it, once', async () => {
      await confirmed('A');
      const run = await full();
      const record = await loaded(run);
      const approved = async () =>
        (await sql<{ approved_version: number | null }>('select approved_version from outbox'))[0]
          ?.approved_version;
      await sql('update outbox set approved_version = case_version');
      await noted(run, resultOf(record, 'FIELDS_DIFFER'));
      expect(await approved()).toBeNull();
      await sql('update outbox set approved_version = case_version');
      await noted(run, resultOf(record, 'FIELDS_DIFFER'));
      expect(await approved()).toBe(1);
    });

    it('is dropped when something was sent while it was looked up', async () => {
      await confirmed('A');
      const run = await full();
      const record = await loaded(run);
      await sql("update outbox set state = 'due', due_at = clock_timestamp()");
      const due = await setup.onlyDue(session);
      await session.commit(aWrite(due, { open: openedCase(due), next: { state: 'in_flight' } }));
      await noted(run, resultOf(record, 'ID_VANISHED'));
      const close = { attemptNo: 2, outcome: 'confirmed', reason: '' } as const;
      await session.commit(aWrite(due, { expectedAttempt: 2, close, next: { state: 'done' } }));
      await noted(run, resultOf(record, 'ID_VANISHED'));
      expect(await open()).toEqual([]);
      expect(await sql('select from comparison')).toEqual([]);
    });

    it('waits for nobody: a row that delivery holds at this moment is left out', async () => {
      await confirmed('A');
      const run = await full();
      const record = await loaded(run);
      const delivering = pool.dataSource.createQueryRunner();
      await delivering.startTransaction();
      await delivering.query('select from outbox for update');
      await noted(run, resultOf(record, 'ID_VANISHED'));
      await delivering.rollbackTransaction();
      await delivering.release();
      expect(await open()).toEqual([]);
    });
  });
});
