import type { DeadlinesOfCase, JudgedRecord, LaneSession } from '@kntc/domain';
import { aBatch, anAccepted, aStanding, day } from '../../../../test/builders';
import { movedTo, type Place } from '../../../../test/contract/lane-writes';
import { pgStores, Sessions, usePool, type PgStores } from '../../../../test/contract/stores-under-test';
import { PgLists } from '../lists/pg-lists';
import { deadlineCounts } from './deadline-counts';
import type { DeadlineFilter } from './deadline-list';

const DAYS = { today: '2026-03-10', soon: '2026-03-13' };

describe('the list of deadlines on PostgreSQL', () => {
  const pool = usePool();
  let stores: PgStores;
  let session: LaneSession;
  const sessions = new Sessions(() => stores);
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    session = await sessions.open();
  });
  afterEach(() => sessions.closeAll());

  const commit = (...records: readonly JudgedRecord[]) => stores.intake.commit(aBatch(records));
  const until = (date: string, late: DeadlinesOfCase['late'] = {}): DeadlinesOfCase => ({
    legal: { stage: 'resolution', dueOn: day(date), law: 'LKN Đ28' },
    late,
  });
  const moved = async (key: string, place: Place): Promise<void> => {
    const { lane = -1, reference } = anAccepted(key).accepted ?? {};
    await session.acquire([lane]);
    const due = (await session.fetch([lane], 10)).find((one) => one.reference === reference);
    if (due === undefined) throw new Error(`${key} is not due`);
    await movedTo(place, due, session);
  };
  const listed = async (filter: DeadlineFilter = {}, limit = 10, after?: readonly string[]) =>
    new PgLists(pool.dataSource).deadlines({ filter, limit, after }, 'everything');
  const keys = async (filter: DeadlineFilter = {}) =>
    (await listed(filter)).items.map(({ localKey }) => localKey);

  it('shows the most urgent first by either clock, the paused ones last, a page at a time', async () => {
    await commit(
      anAccepted('A', { deadlines: until('2026-03-20') }),
      anAccepted('B', { deadlines: until('2026-04-20', { case: day('2026-03-12') }) }),
      anAccepted('C', { deadlines: { legal: { stage: 'resolution' }, late: {} } }),
      aStanding('D', 'quarantined', { deadlines: { late: { case: day('2026-03-09') } } }),
      anAccepted('E'),
      aStanding('F', 'outOfScope', { deadlines: until('2026-03-01') }),
    );
    expect(await keys()).toEqual(['D', 'B', 'A', 'C']);
    const first = await listed({}, 2);
    const second = await listed({}, 2, first.next);
    expect(second.items.map(({ localKey }) => localKey)).toEqual(['A', 'C']);
    expect(second.next).toBeUndefined();
  });

  it('says what runs and what would show as late', async () => {
    await commit(anAccepted('B', { deadlines: until('2026-04-20', { case: day('2026-03-12') }) }));
    const [row] = (await listed()).items;
    expect(row).toMatchObject({
      source: 'mini',
      agency: 'thanh-tra-tinh',
      kind: 'KN',
      class: 'waiting',
      stage: 'resolution',
      dueOn: '2026-04-20',
      lateOn: '2026-03-12',
    });
  });

  it('takes what is confirmed as not late, and of the rest the first step that is not', async () => {
    const late = { case: day('2026-03-12'), acceptance: day('2026-03-20'), resolution: day('2026-04-21') };
    await commit(anAccepted('A', { deadlines: until('2026-04-20', late) }));
    await moved('A', 'done');
    await pool.dataSource.query("update outbox set state = 'due'");
    expect((await listed()).items).toMatchObject([{ lateOn: '2026-03-20' }]);
  });

  it('shows a suspended case as late from the day of the decision nobody took, though all of it was sent', async () => {
    const late = { acceptance: day('2026-03-20'), resolution: day('2026-03-10') };
    await commit(anAccepted('A', { deadlines: { legal: { stage: 'resolution' }, late } }));
    await moved('A', 'done');
    const shown = { class: 'confirmed', dueOn: null, lateOn: '2026-03-10' };
    expect((await listed({ lateBy: '2026-03-10' })).items).toMatchObject([shown]);
    expect(await deadlineCounts(pool.dataSource, DAYS)).toMatchObject({ paused: 1, late: 1 });
  });

  it('shows nothing as late that is confirmed and over, or not accepted yet', async () => {
    const late = { case: day('2026-03-12'), handling: day('2026-03-20') };
    await commit(anAccepted('A', { deadlines: { legal: { stage: 'acceptance' }, late } }));
    await moved('A', 'done');
    expect((await listed()).items).toMatchObject([{ class: 'confirmed', lateOn: null }]);
  });

  it.each<[string, DeadlineFilter, readonly string[]]>([
    ['what the law ends by then', { dueBy: '2026-03-20' }, ['A']],
    ['what shows as late by then', { lateBy: '2026-03-12' }, ['B']],
    ['either', { by: '2026-03-20' }, ['B', 'A']],
    ['a stage', { stage: 'resolution' }, ['B', 'A', 'C']],
    ['a kind', { kind: 'TC' }, []],
    ['an agency', { agency: 'xa-7' }, []],
    ['what is paused', { isPaused: true }, ['C']],
  ])('narrows to %s', async (_what, filter, expected) => {
    await commit(
      anAccepted('A', { deadlines: until('2026-03-20') }),
      anAccepted('B', { deadlines: until('2026-04-20', { case: day('2026-03-12') }) }),
      anAccepted('C', { deadlines: { legal: { stage: 'resolution' }, late: {} } }),
    );
    expect(await keys(filter)).toEqual(expected);
  });

  it('counts what is past, what is soon and what is paused', async () => {
    await commit(
      anAccepted('A', { deadlines: until('2026-03-09') }),
      anAccepted('B', { deadlines: until('2026-03-10') }),
      anAccepted('C', { deadlines: until('2026-03-13', { case: day('2026-03-10') }) }),
      anAccepted('D', { deadlines: until('2026-03-14', { case: day('2026-03-11') }) }),
      anAccepted('E', { deadlines: { legal: { stage: 'resolution' }, late: {} } }),
    );
    expect(await deadlineCounts(pool.dataSource, DAYS)).toEqual({
      overdue: 1,
      dueSoon: 2,
      late: 1,
      lateSoon: 1,
      paused: 1,
    });
    const nobody = { accountId: '00000000-0000-4000-8000-000000000000', agencies: ['xa-7'] };
    expect(await deadlineCounts(pool.dataSource, DAYS, nobody)).toMatchObject({ overdue: 0, late: 0 });
  });
});
