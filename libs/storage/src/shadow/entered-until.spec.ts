import type { LaneSession, PartialDate } from '@kntc/domain';
import { aBatch, aStanding, day, knownAs, SOURCE } from '../../../../test/builders';
import { inLane, LANE, LaneSetup, referenceOf } from '../../../../test/contract/lane-setup';
import { aWrite, CASE_STEP, movedTo, openedCase } from '../../../../test/contract/lane-writes';
import { anAudit, pgStores, TYPED_NAMES, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds } from '../../../../test/fakes';
import { PgHandAgencies } from '../entry/pg-hand-agencies';
import { PgOperations } from '../operations/pg-operations';
import { PgShadowAgencies } from './pg-shadow-agencies';

const AGENCY = 'thanh-tra-tinh';
const BEGIN = { agency: AGENCY, actor: 'Lan', reason: 'thử' };
const END = { ...BEGIN, approver: 'Hùng', enteredUntil: '2026-03-31' };
const BEFORE = day('2026-03-31');
const AFTER = day('2026-04-01');
const HELD = { state: 'held', hold_code: 'UNKNOWN_OUTCOME', hold_detail: 'entered-by-hand' };

describe('the last day that an agency in shadow entered by hand', () => {
  const pool = usePool();
  const setup = new LaneSetup(() => pgStores(pool.dataSource, pool.url));
  const tools = () => ({
    dataSource: pool.dataSource,
    audit: anAudit(pool.dataSource),
    approvals: TYPED_NAMES,
  });
  const agencies = (): PgShadowAgencies => new PgShadowAgencies(tools());
  const ids = new CountingIds();
  const operations = (): PgOperations => new PgOperations(pool.dataSource, ids, tools().audit, TYPED_NAMES);
  const outbox = async (key: string): Promise<unknown> => {
    const rows: unknown[] = await pool.dataSource.query(
      `select o.state, o.hold_code, o.hold_detail from outbox o join national_record n on n.id = o.national_record_id
       where n.reference = $1`,
      [referenceOf(key)],
    );
    return rows[0];
  };
  const parked = async (): Promise<readonly unknown[]> => {
    const rows: { parked: boolean }[] = await pool.dataSource.query(
      'select parked from outbox order by national_record_id',
    );
    return rows.map((row) => row.parked);
  };
  const received = (key: string, receivedOn: PartialDate) => setup.accept(key, inLane(LANE, { receivedOn }));
  const found = async (): Promise<readonly string[]> =>
    (await session.fetch([LANE], 10)).map(({ reference }) => reference).toSorted();
  const shadowed = async (end = END): Promise<void> => {
    await agencies().begin(BEGIN);
    await agencies().end(end);
  };
  let session: LaneSession;
  beforeEach(async () => {
    session = await setup.owner();
  });

  it('holds what is read only later, and lets go what was received after it', async () => {
    await shadowed();
    await received('A', BEFORE);
    await received('B', AFTER);
    expect(await outbox('A')).toEqual(HELD);
    expect(await found()).toEqual([referenceOf('B')]);
  });

  it('holds what comes out of quarantine, which had never been in the queue', async () => {
    await setup.stores.intake.commit(aBatch([aStanding('A', 'quarantined', { receivedOn: BEFORE })]));
    await shadowed();
    await received('A', BEFORE);
    expect(await outbox('A')).toEqual(HELD);
    expect(await found()).toEqual([]);
  });

  it('holds what was accepted, lay in quarantine that day and is accepted anew', async () => {
    await received('A', BEFORE);
    const known = (await setup.stores.intake.known(SOURCE, ['A'])).get('A');
    await setup.stores.intake.commit(
      aBatch([knownAs(aStanding('A', 'quarantined', { receivedOn: BEFORE }), known)]),
    );
    await shadowed();
    await received('A', BEFORE);
    expect(await outbox('A')).toEqual(HELD);
    expect(await found()).toEqual([]);
  });

  it('holds what people let go of another hold', async () => {
    await received('A', BEFORE);
    await movedTo('REJECTED', await setup.onlyDue(session), session);
    await shadowed();
    const command = { actor: 'Lan', reason: 'đã sửa', idempotencyKey: 'release' };
    expect(await operations().release(referenceOf('A'), command)).toMatchObject({ kind: 'done' });
    expect(await outbox('A')).toEqual(HELD);
  });

  it('holds what nobody knew that day, once a look-up says that we created nothing', async () => {
    await received('A', BEFORE);
    const due = await setup.onlyDue(session);
    await movedTo('unknown', due, session);
    await shadowed();
    const next = { state: 'due', delayMs: 0, retryCount: 0 } as const;
    const close = { attemptNo: 1, outcome: 'not-sent', reason: 'not-found' } as const;
    expect(await session.commit(aWrite(due, { expectedAttempt: 1, close, next }))).toBe('written');
    const again = await setup.onlyDue(session);
    const open = openedCase(again);
    expect(await session.commit(aWrite(again, { open, next: { state: 'in_flight' } }))).toBe('not-opened');
    expect(await outbox('A')).toEqual(HELD);
  });

  it('holds nothing of which the id is written down while a newer version waits', async () => {
    await received('A', BEFORE);
    const due = await setup.onlyDue(session);
    await movedTo('unknown', due, session);
    await shadowed();
    await pool.dataSource.query('update outbox set case_version = case_version + 1');
    const confirm = {
      ...openedCase(due),
      key: CASE_STEP,
      resultId: 'id-1',
      nationalId: 'id-1',
      bodySha256: 'b',
    };
    const close = { attemptNo: 1, outcome: 'confirmed', reason: '' } as const;
    await session.commit(aWrite(due, { expectedAttempt: 1, close, confirm, next: { state: 'done' } }));
    expect(await outbox('A')).toMatchObject({ state: 'due', hold_code: null });
  });

  it('lets go what two people looked for in vain, and what they named', async () => {
    await shadowed();
    await received('A', BEFORE);
    await received('B', BEFORE);
    const two = { actor: 'Lan', approver: 'Hùng', reason: 'đã tra' };
    await operations().resolveNotThere(referenceOf('A'), { ...two, idempotencyKey: 'a' });
    await operations().resolveWithId(referenceOf('B'), 'id-1', { ...two, idempotencyKey: 'b' });
    expect(await found()).toEqual([referenceOf('A'), referenceOf('B')].toSorted());
  });

  it('asks anew after another time in shadow, whatever people found before it', async () => {
    await shadowed();
    await received('A', BEFORE);
    const two = { actor: 'Lan', approver: 'Hùng', reason: 'đã tra' };
    await operations().resolveNotThere(referenceOf('A'), { ...two, idempotencyKey: 'a' });
    await shadowed();
    expect(await outbox('A')).toEqual(HELD);
  });

  it('is undone by going back into shadow, and put right by another end', async () => {
    await received('A', BEFORE);
    await shadowed();
    expect(await outbox('A')).toEqual(HELD);
    await agencies().begin(BEGIN);
    await received('B', BEFORE);
    expect(await outbox('A')).toMatchObject({ state: 'due', hold_code: null });
    expect(await parked()).toEqual([true, true]);
    expect(await found()).toEqual([]);
    await agencies().end({ ...END, enteredUntil: '2026-01-31' });
    expect(await found()).toEqual([referenceOf('A'), referenceOf('B')].toSorted());
  });

  it('counts for the source alone that was in shadow', async () => {
    await agencies().begin({ ...BEGIN, source: 'another' });
    await agencies().end({ ...END, source: 'another' });
    await received('A', BEFORE);
    expect(await found()).toEqual([referenceOf('A')]);
  });

  it('holds, and does not hand out, what an agency that enters by hand typed already', async () => {
    await received('A', BEFORE);
    await agencies().begin(BEGIN);
    await new PgHandAgencies(tools()).begin(BEGIN);
    await agencies().end(END);
    await received('B', AFTER);
    expect(await outbox('A')).toEqual(HELD);
    expect(await outbox('B')).toMatchObject({ state: 'due' });
  });
});
