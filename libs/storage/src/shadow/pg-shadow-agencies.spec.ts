import type { LaneSession } from '@kntc/domain';
import { Client } from 'pg';
import { LANE, LaneSetup, referenceOf } from '../../../../test/contract/lane-setup';
import { aWrite, movedTo, openedCase } from '../../../../test/contract/lane-writes';
import {
  anAudit,
  pgStores,
  TYPED_NAMES,
  usePool,
  waitingForLocks,
} from '../../../../test/contract/stores-under-test';
import { PgHandAgencies } from '../entry/pg-hand-agencies';
import { PgSweep } from '../lanes/pg-sweep';
import { PgReports } from '../reports/pg-reports';
import { PgShadowAgencies } from './pg-shadow-agencies';

const AGENCY = 'thanh-tra-tinh';
const BEGIN = { agency: AGENCY, actor: 'Lan', reason: 'thử' };
const END = { ...BEGIN, approver: 'Hùng', enteredUntil: '2020-01-01' };

describe('an agency in shadow', () => {
  const pool = usePool();
  const setup = new LaneSetup(() => pgStores(pool.dataSource, pool.url));
  const agencies = (): PgShadowAgencies =>
    new PgShadowAgencies({
      dataSource: pool.dataSource,
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
    });
  const states = (): Promise<readonly { state: string; parked: boolean }[]> =>
    pool.dataSource.query('select state, parked from outbox order by national_record_id');
  let session: LaneSession;
  beforeEach(async () => {
    session = await setup.owner();
  });
  const found = async (): Promise<readonly string[]> =>
    (await session.fetch([LANE], 10)).map(({ reference }) => reference);

  it('has nothing due: not what was there, not what comes later, and nobody is rung for it', async () => {
    await setup.accept('A');
    await agencies().begin(BEGIN);
    await setup.accept('B');
    expect(await found()).toEqual([]);
    expect(await session.dueLanes(10)).toEqual([]);
    expect(await new PgSweep(pool.dataSource).takeUnrung(10, -1)).toEqual([]);
    expect(await new PgReports(pool.dataSource).queueDepth()).toMatchObject({ due: 0 });
    expect(await states()).toEqual([
      { state: 'due', parked: true },
      { state: 'due', parked: true },
    ]);
  });

  it('opens no intent for what was fetched before', async () => {
    await setup.accept('A');
    const due = await setup.onlyDue(session);
    await agencies().begin(BEGIN);
    const write = aWrite(due, { open: openedCase(due), next: { state: 'in_flight' } });
    expect(await session.commit(write)).toBe('not-opened');
    expect(await states()).toEqual([{ state: 'due', parked: true }]);
  });

  it('goes no step further with what is under way, and settles what nobody knows without sending', async () => {
    await setup.accept('A');
    await movedTo('unknown', await setup.onlyDue(session), session);
    await pool.dataSource.query('update outbox set due_at = clock_timestamp()');
    await agencies().begin(BEGIN);
    expect(await session.fetch([LANE], 10)).toMatchObject([{ state: 'unknown', barred: true }]);
  });

  it('is of one source alone where that is named', async () => {
    await setup.accept('A');
    await agencies().begin({ ...BEGIN, source: 'another' });
    expect(await found()).toEqual([referenceOf('A')]);
  });

  it('goes on once two people said so, and looks before it creates', async () => {
    await setup.accept('A');
    await agencies().begin(BEGIN);
    await pool.dataSource.query("update source_record set received_on = '2026-03-02'");
    expect(await agencies().end({ ...END, approver: 'Lan' })).toBe('same-person');
    expect(await found()).toEqual([]);
    expect(await agencies().end(END)).toBe('ended');
    expect(await session.fetch([LANE], 10)).toMatchObject([{ mayStandAlready: true }]);
    expect(await agencies().end(END)).toBe('not-shadowed');
  });

  it('keeps for a person what was entered by hand, or of which nobody knows when it came in', async () => {
    await setup.accept('A');
    await agencies().begin(BEGIN);
    await pool.dataSource.query('update source_record set received_on = null');
    await agencies().end(END);
    expect(await found()).toEqual([]);
    expect(await pool.dataSource.query('select hold_code, hold_detail from outbox')).toEqual([
      { hold_code: 'UNKNOWN_OUTCOME', hold_detail: 'entered-by-hand' },
    ]);
  });

  describe('while somebody writes a record that is not committed yet', () => {
    /** Another session reads the record in while `act` goes on; it commits once that waits for it, or is done. */
    const whileRead = async (act: () => Promise<unknown>): Promise<void> => {
      await setup.accept('A');
      await pool.dataSource.query('drop table if exists read_later');
      await pool.dataSource.query('create table read_later as select * from outbox');
      await pool.dataSource.query('delete from outbox');
      const reading = new Client({ connectionString: pool.url });
      await reading.connect();
      try {
        await reading.query('begin');
        await reading.query('insert into outbox select * from read_later');
        const acting = act();
        await Promise.race([waitingForLocks(reading, 1), acting]);
        await reading.query('commit');
        await acting;
      } finally {
        await reading.end();
        await pool.dataSource.query('drop table read_later');
      }
    };

    it('has that one parked as well', async () => {
      await whileRead(() => agencies().begin(BEGIN));
      expect(await states()).toEqual([{ state: 'due', parked: true }]);
    });

    it('lets that one go as well', async () => {
      await agencies().begin(BEGIN);
      await whileRead(async () => {
        await pool.dataSource.query("update source_record set received_on = '2026-03-02'");
        await agencies().end(END);
      });
      expect(await states()).toEqual([{ state: 'due', parked: false }]);
    });

    it('has that one wait for a batch as well where it is to be typed', async () => {
      const tools = { dataSource: pool.dataSource, audit: anAudit(pool.dataSource), approvals: TYPED_NAMES };
      await whileRead(() => new PgHandAgencies(tools).begin(BEGIN));
      expect(await states()).toEqual([{ state: 'due', parked: true }]);
    });
  });

  it('is on the audit, both ways', async () => {
    await agencies().begin(BEGIN);
    await agencies().end(END);
    const actions: string[] = [];
    for await (const { action, target } of anAudit(pool.dataSource).entries())
      actions.push(`${action} ${target}`);
    expect(actions).toEqual([`shadow begin ${AGENCY}`, `shadow end ${AGENCY}`]);
  });
});
