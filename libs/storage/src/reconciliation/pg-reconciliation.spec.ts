import type { ReconciliationRun } from '@kntc/domain';
import { referenceOf } from '../../../../test/contract/lane-setup';
import { LEASE_MS, NOW, useReconciliation } from '../../../../test/contract/reconciliation-bench';

const DAY = { day: '2026-11-27', night: undefined, perMinute: 60 };
const NIGHT = { ...DAY, night: '2026-11-27' };

describe('reconciliation in PostgreSQL', () => {
  const { setup, store, sql, ask, confirmed, taken, full } = useReconciliation();

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

    it('leave out what is attached to the case of another: it has none of its own there', async () => {
      await confirmed('A', 'B');
      await sql(
        `update national_record set national_id = null, attach_to = (select id from national_record where reference = $1)
         where reference = $2`,
        [referenceOf('A'), referenceOf('B')],
      );
      const { records } = await store().page(await full(), 10, NOW);
      expect(records.map(({ reference }) => reference)).toEqual([referenceOf('A')]);
    });

    it('ask nothing about agencies that may use no interface; a list is compared with them', async () => {
      await confirmed('A');
      await sql(
        "insert into hand_agency (agency_id, begun_by, reason) values ('thanh-tra-tinh', 'Lan', 'thử')",
      );
      await store().keepRuns(NIGHT);
      await ask('full');
      const shown = async (page: ReconciliationRun): Promise<number> =>
        (await store().page(page, 10, NOW)).records.length;
      const runs = await sql<{ id: string; kind: ReconciliationRun['kind']; expected: number }>(
        'select id::text as id, kind, expected from reconciliation_run order by id',
      );
      for (const { id, kind, expected } of runs) {
        expect([kind, expected]).toEqual([kind, 0]);
        expect([kind, await shown({ id, kind, isDeliveryBusy: false })]).toEqual([kind, 0]);
      }
      expect(runs.map(({ kind }) => kind)).toEqual(['fresh', 'nightly', 'full']);
      const run = { id: runs[2]?.id ?? '', kind: 'full', isDeliveryBusy: false } as const;
      expect(await store().page(run, 1, NOW)).toMatchObject({
        records: [],
        end: expect.any(String) as string,
      });
      expect(await shown({ ...run, isListed: true })).toBe(1);
    });
  });
});
