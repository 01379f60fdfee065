import type { LateDays } from '@kntc/domain';
import { aCase, day } from '../builders';
import { inLane, LANE, LaneSetup, referenceOf } from './lane-setup';
import { movedTo } from './lane-writes';
import type { MakeStores } from './stores-under-test';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** What every {@link LaneStore} promises of the order in which records are served. */
export function laneUrgencyContract(make: MakeStores): void {
  const setup = new LaneSetup(make);
  const urgent = (date: string, lane = LANE, more: object = {}) =>
    inLane(lane, { accepted: { lane, urgent: { case: day(date) }, ...more } });
  const served = async (limit = 10): Promise<readonly string[]> =>
    (await (await setup.owner()).fetch([LANE], limit)).map(({ reference }) => reference);

  it('serves what shows as late first before what is older, and that before what is not timed', async () => {
    await setup.accept('A');
    await setup.accept('C', urgent('2020-03-04'));
    await setup.accept('B', urgent('2020-03-03'));
    await setup.stores.window.age(referenceOf('A'), HOUR_MS);
    expect(await served(2)).toEqual([referenceOf('B'), referenceOf('C')]);
  });

  it('serves the oldest of one day first', async () => {
    await setup.accept('A', urgent('2020-03-03'));
    await setup.accept('B', urgent('2020-03-03'));
    await setup.stores.window.age(referenceOf('B'), HOUR_MS);
    expect(await served()).toEqual([referenceOf('B'), referenceOf('A')]);
  });

  it('leaves back-fill behind what comes in, however urgent', async () => {
    await setup.accept('O', urgent('2020-03-03', LANE, { isBackfill: true }));
    await setup.accept('N');
    expect(await served()).toEqual([referenceOf('N'), referenceOf('O')]);
  });

  it('serves what is not timed before what would show as late only after it has waited for a week', async () => {
    await setup.accept('A');
    await setup.accept('B', urgent('2999-01-01'));
    await setup.stores.window.age(referenceOf('A'), WEEK_MS);
    expect(await served()).toEqual([referenceOf('A'), referenceOf('B')]);
  });

  it('names the lanes with the most urgent records first', async () => {
    await setup.accept('A', inLane(1));
    await setup.accept('B', urgent('2020-03-04', 2));
    await setup.accept('C', urgent('2020-03-03', 3));
    await setup.accept('O', urgent('2020-01-01', 1, { isBackfill: true }));
    await setup.stores.window.age(referenceOf('A'), HOUR_MS);
    const session = await setup.open();
    expect(await session.dueLanes(10)).toEqual([3, 2, 1]);
    expect(await session.urgentLanes(1, [])).toEqual([3]);
    expect(new Set(await session.urgentLanes(2, []))).toEqual(new Set([2, 3]));
  });

  it('keeps the place of a record that waits when a newer version is less urgent', async () => {
    await setup.accept('A', urgent('2020-03-03'));
    await setup.accept('B', urgent('2020-03-04'));
    await setup.accept('A', { ...inLane(LANE), case: aCase({ content: 'mới' }) });
    await setup.stores.window.age(referenceOf('B'), HOUR_MS);
    expect(await served()).toEqual([referenceOf('A'), referenceOf('B')]);
  });

  it('counts no step that stands at the far side already', async () => {
    await setup.accept('A', urgent('2020-03-01'));
    const session = await setup.owner();
    await movedTo('done', await setup.onlyDue(session), session);
    const late: LateDays = { case: day('2020-03-01'), handling: day('2020-03-05') };
    await setup.accept('A', {
      case: aCase({ content: 'mới' }),
      accepted: { lane: LANE, urgent: late },
    });
    await setup.accept('B', urgent('2020-03-04'));
    const due = await session.fetch([LANE], 10);
    expect(due.map(({ reference }) => reference)).toEqual([referenceOf('B'), referenceOf('A')]);
  });
}
