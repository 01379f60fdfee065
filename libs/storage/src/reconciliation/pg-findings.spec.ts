import { LANE, referenceOf } from '../../../../test/contract/lane-setup';
import { aWrite, openedCase } from '../../../../test/contract/lane-writes';
import { NOW, useReconciliation } from '../../../../test/contract/reconciliation-bench';
import { anAudit, TYPED_NAMES } from '../../../../test/contract/stores-under-test';
import { PgRestorations, signOff } from '../restoration/pg-restorations';
import { reconciliationStanding } from './reconciliation-standing';

describe('reconciliation in PostgreSQL', () => {
  const bench = useReconciliation();
  const { pool, setup, store, sql, confirmed, full, loaded, resultOf, noted, outbox, open } = bench;

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
      expect(await bench.session.fetch([LANE], 10)).toMatchObject([{ findings: ['ID_VANISHED'] }]);
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
      const due = await setup.onlyDue(bench.session);
      await bench.session.commit(aWrite(due, { open: openedCase(due), next: { state: 'in_flight' } }));
      await noted(run, resultOf(record, 'ID_VANISHED'));
      const close = { attemptNo: 2, outcome: 'confirmed', reason: '' } as const;
      await bench.session.commit(aWrite(due, { expectedAttempt: 2, close, next: { state: 'done' } }));
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
