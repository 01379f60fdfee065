import { aBatch, anAccepted, aStanding, knownAs, SOURCE } from '../../../../test/builders';
import {
  anAudit,
  pgStores,
  TYPED_NAMES,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { CountingIds } from '../../../../test/fakes';
import { PgOperations } from '../operations/pg-operations';
import { PgLists } from '../lists/pg-lists';
import { PgReports } from '../reports/pg-reports';
import { PgGoneStore } from './pg-gone-store';

const HOUR_MS = 3_600_000;

describe('rows that are gone at their source', () => {
  const pool = usePool();
  let stores: PgStores;
  let gone: PgGoneStore;
  let reports: PgReports;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    gone = new PgGoneStore(pool.dataSource);
    reports = new PgReports(pool.dataSource);
  });

  const begun = async () => {
    const pass = await gone.begin(SOURCE, 0);
    if (pass === undefined) throw new Error('the pass is not due');
    return pass;
  };
  const idOf = async (key: string, startedAt: string): Promise<string> => {
    const { keys } = await gone.stood(SOURCE, startedAt, '0', 100);
    return keys.find((one) => one.localKey === key)?.id ?? '';
  };
  const flag = async (key: string): Promise<void> => {
    const { startedAt } = await begun();
    await gone.flag({ startedAt, gone: [await idOf(key, startedAt)], back: [] });
  };

  const listed = async (standing: 'gone' | 'waiting') =>
    (
      await new PgLists(pool.dataSource).records(
        { filter: { class: standing }, limit: 9, after: undefined },
        'everything',
      )
    ).items;

  it('leave the classes, are counted and listed by themselves, and get nothing new sent', async () => {
    await stores.intake.commit(aBatch([anAccepted('A'), aStanding('B', 'quarantined')]));
    const session = await stores.lanes.open();
    const lane = anAccepted('A').accepted?.lane ?? 0;
    await session.acquire([lane]);
    await flag('A');
    expect([...(await reports.classes())]).toEqual([['quarantined', 1]]);
    expect(await reports.goneCount()).toBe(1);
    expect(await listed('gone')).toMatchObject([{ localKey: 'A', class: 'waiting' }]);
    expect(await listed('waiting')).toEqual([]);
    expect((await reports.queueDepth()).due).toBe(0);
    expect(await session.fetch([lane], 9)).toEqual([]);
    await session.close();
  });

  it('are back as soon as they are read again, changed or not', async () => {
    await stores.intake.commit(aBatch([anAccepted('A')]));
    await flag('A');
    const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
    expect(known).toMatchObject({ isGone: true });
    await stores.intake.commit(aBatch([knownAs(anAccepted('A'), known)]));
    expect(await reports.goneCount()).toBe(1); // judged again from what is stored, not read
    await stores.intake.commit(aBatch([knownAs(anAccepted('A'), known)], { cursor: 'read' }));
    expect(await reports.goneCount()).toBe(0);
    expect((await reports.queueDepth()).due).toBe(1);
  });

  it('are left alone when intake read them after the pass began', async () => {
    await stores.intake.commit(aBatch([aStanding('A', 'waiting')]));
    const { startedAt } = await begun();
    const id = await idOf('A', startedAt);
    const known = (await stores.intake.known(SOURCE, ['A'])).get('A');
    await stores.intake.commit(aBatch([aStanding('A', 'waiting', { known }), aStanding('B', 'waiting')]));
    expect(await gone.stood(SOURCE, startedAt, '0', 9)).toEqual({ keys: [], next: undefined });
    expect((await gone.stood(SOURCE, startedAt, '0', 1)).next).toBeDefined();
    await gone.flag({ startedAt, gone: [id], back: [] });
    expect(await reports.goneCount()).toBe(0);
  });

  it('are looked for once a period', async () => {
    const { startedAt } = await begun();
    await gone.finish(SOURCE, startedAt, { kind: 'complete' });
    expect(await gone.begin(SOURCE, HOUR_MS)).toBeUndefined();
    expect(await gone.begin(SOURCE, 0)).toBeDefined();
  });

  it('wait for a person when too many are missing, and the answer holds for so many, once', async () => {
    const operations = new PgOperations(
      pool.dataSource,
      new CountingIds(),
      anAudit(pool.dataSource),
      TYPED_NAMES,
    );
    const command = (key: string) => ({ actor: 'operator-one', reason: 'Đã xoá thật.', idempotencyKey: key });
    expect(await operations.confirmGone(SOURCE, command('0'))).toMatchObject({ kind: 'refused' });
    expect(await operations.confirmGone('khong-co', command('1'))).toEqual({ kind: 'not-found' });
    await gone.finish(SOURCE, (await begun()).startedAt, { kind: 'suspicious', missing: 7, stood: 9 });
    expect(await reports.sources()).toMatchObject([{ suspicious: { missing: 7, stood: 9 } }]);
    expect(await operations.confirmGone(SOURCE, command('2'))).toEqual({ kind: 'done' });
    expect(await operations.confirmGone(SOURCE, command('2'))).toEqual({
      kind: 'repeated',
      before: { kind: 'done' },
    });
    expect(await reports.sources()).toMatchObject([{ suspicious: undefined }]);
    const pass = await gone.begin(SOURCE, HOUR_MS);
    expect(pass).toMatchObject({ confirmedMissing: 7 });
    await gone.finish(SOURCE, pass?.startedAt ?? '', { kind: 'complete' });
    expect(await begun()).toMatchObject({ confirmedMissing: 0 });
  });
});
