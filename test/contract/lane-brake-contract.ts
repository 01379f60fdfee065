import type { DueRecord, LaneSession } from '@kntc/domain';
import { aCase } from '../builders';
import { inLane, LANE, LaneSetup, referenceOf } from './lane-setup';
import { movedTo } from './lane-writes';
import type { MakeStores } from './stores-under-test';

const OLD = inLane(LANE, { accepted: { isBackfill: true } });
const DAY_MS = 86_400_000;

/** What every {@link LaneStore} promises of the number of records a day may create. */
export function laneBrakeContract(make: MakeStores): void {
  const setup = new LaneSetup(make);
  const keys = (count: number, prefix: string): readonly string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const dueOf = async (session: LaneSession): Promise<readonly DueRecord[]> => session.fetch([LANE], 100);
  const admissions = (session: LaneSession, dues: readonly DueRecord[]) =>
    Promise.all(dues.map(({ recordId }) => session.admitCreate(recordId)));
  const admittedOf = (answers: readonly string[]): number =>
    answers.filter((answer) => answer === 'admitted').length;

  it('admits as many as the day may see, whoever asks', async () => {
    await setup.stores.window.brake(6);
    for (const key of keys(9, 'N')) await setup.accept(key, inLane(LANE));
    const [one, other] = [await setup.owner(), await setup.open()];
    const dues = await dueOf(one);
    const answers = await Promise.all([admissions(one, dues.slice(0, 5)), admissions(other, dues.slice(5))]);
    expect(dues).toHaveLength(9);
    expect(admittedOf(answers.flat())).toBe(6);
  });

  it('puts who is not admitted off to the next day, still due', async () => {
    await setup.stores.window.brake(1);
    for (const key of ['A', 'B']) await setup.accept(key, inLane(LANE));
    const session = await setup.owner();
    for (const due of await dueOf(session)) await session.admitCreate(due.recordId);
    const waiting = await setup.outbox('B');
    expect(waiting).toMatchObject({ state: 'due', attemptNo: 0 });
    expect(waiting.dueInMs).toBeGreaterThan(0);
    expect(waiting.dueInMs).toBeLessThanOrEqual(DAY_MS);
    expect((await dueOf(session)).map(({ reference }) => reference)).toHaveLength(1);
  });

  it('counts a record once, however often it is tried', async () => {
    await setup.stores.window.brake(2);
    for (const key of ['A', 'B', 'C']) await setup.accept(key, inLane(LANE));
    const session = await setup.owner();
    const [a, b, c] = await dueOf(session);
    if (a === undefined || b === undefined || c === undefined) throw new Error('three are due');
    const asked = [a, a, a, b, c];
    const answers: string[] = [];
    for (const { recordId } of asked) answers.push(await session.admitCreate(recordId));
    expect(answers).toEqual(['admitted', 'admitted', 'admitted', 'admitted', 'braked']);
  });

  it('keeps a third of the day for petitions that come in', async () => {
    await setup.stores.window.brake(6);
    for (const key of keys(6, 'O')) await setup.accept(key, OLD);
    const session = await setup.owner();
    expect(admittedOf(await admissions(session, await dueOf(session)))).toBe(4);
    for (const key of keys(3, 'N')) await setup.accept(key, inLane(LANE));
    const fresh = (await dueOf(session)).slice(0, 3);
    expect(admittedOf(await admissions(session, fresh))).toBe(2);
  });

  it('admits back-fill under an approved campaign up to its quota, and leaves the day to the others', async () => {
    await setup.stores.window.brake(2);
    await setup.stores.window.campaign(3);
    for (const key of keys(8, 'O')) await setup.accept(key, OLD);
    const session = await setup.owner();
    expect(admittedOf(await admissions(session, await dueOf(session)))).toBe(3 + 1);
    await setup.accept('N', inLane(LANE));
    expect(admittedOf(await admissions(session, (await dueOf(session)).slice(0, 1)))).toBe(1);
  });

  it('tells every session which queues people paused, for all agencies or for one', async () => {
    const [one, other] = [await setup.open(), await setup.open()];
    expect(await one.lookAtBrakes()).toEqual({
      pausedCode: undefined,
      isWatching: false,
      pausedAgencies: [],
    });
    await setup.stores.window.pauseQueue('*', true);
    await setup.stores.window.pauseQueue('ttt', true);
    for (const session of [one, other])
      expect(await session.lookAtBrakes()).toMatchObject({ pausedCode: 'GW_N212', pausedAgencies: ['ttt'] });
    await setup.stores.window.pauseQueue('*', false);
    await setup.stores.window.pauseQueue('ttt', false);
    expect(await other.lookAtBrakes()).toMatchObject({ pausedCode: undefined, pausedAgencies: [] });
  });

  it('fetches what comes in before back-fill that waits for longer', async () => {
    for (const key of keys(3, 'O')) await setup.accept(key, OLD);
    await setup.accept('N', inLane(LANE, { case: aCase() }));
    const session = await setup.owner();
    const [first, ...others] = await session.fetch([LANE], 2);
    expect(first?.reference).toBe(referenceOf('N'));
    expect(others).toHaveLength(1);
  });

  it('names the lanes with something else than back-fill, without those asked to leave out', async () => {
    await setup.accept('O', { accepted: { isBackfill: true, lane: 1 } });
    await setup.accept('N', inLane(2));
    await setup.accept('M', inLane(3));
    const session = await setup.open();
    expect(new Set(await session.urgentLanes(10, []))).toEqual(new Set([2, 3]));
    expect(await session.urgentLanes(10, [2])).toEqual([3]);
    expect(await session.urgentLanes(1, [])).toEqual([2]);
  });

  it('takes the back-fill mark from a record that stands at the far side', async () => {
    await setup.accept('A', OLD);
    const session = await setup.owner();
    await movedTo('done', await setup.onlyDue(session), session);
    expect((await setup.outbox('A')).isBackfill).toBe(true);
    await setup.accept('A', { ...OLD, case: aCase({ content: 'mới' }) });
    expect((await setup.outbox('A')).isBackfill).toBe(false);
  });
}
