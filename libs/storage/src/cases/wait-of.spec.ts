import { referenceOf, waitText } from '@kntc/domain';
import type { Wait } from '@kntc/domain';
import { aBatch, anAccepted } from '../../../../test/builders';
import { pgStores, testSeals, usePool, type PgStores } from '../../../../test/contract/stores-under-test';
import { PgOutageStore } from '../outages/pg-outage-store';
import { PgCaseViews } from './pg-case-views';

const AGENCY = 'xa-a';
const PROCESS = '00000000-0000-4000-8000-000000000001';
const REFERENCE = referenceOf({
  prefix: 'BDI',
  province: 'H507',
  sourceId: 'mini',
  localKey: 'A',
  agencyId: AGENCY,
});
const SCOPE = { accountId: PROCESS, agencies: [AGENCY] } as const;

describe('why a case that is due is not sent', () => {
  const pool = usePool();
  let stores: PgStores;
  let store: PgOutageStore;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    store = new PgOutageStore(pool.dataSource, 'H507');
    await stores.intake.commit(
      aBatch([anAccepted('A', { accepted: { agencyId: AGENCY, reference: REFERENCE } })]),
    );
  });
  const wait = async (): Promise<Wait | undefined> =>
    (await new PgCaseViews(pool.dataSource, testSeals()).find(REFERENCE, SCOPE))?.wait;
  const outage = (scope: string) =>
    store.report(PROCESS, {
      scope,
      code: 'GW_N202',
      shutForMs: 60_000,
      failedProbes: 0,
      lastProbeAgoMs: undefined,
      nextProbeInMs: 1_000,
      agencies: undefined,
      isNews: true,
      newFailedProbes: 0,
    });
  const brake = (isBackfill: boolean) =>
    pool.dataSource.query(
      "update outbox set is_backfill = $1, due_at = t.at, braked_until = t.at from (select clock_timestamp() + interval '3 hours' as at) t",
      [isBackfill],
    );
  const pause = () =>
    pool.dataSource.query(
      "insert into delivery_pause (agency_id, code, detail) values ('H507', 'GW_N209', '')",
    );

  it('is nothing when nothing stands in the way', async () => {
    expect(await wait()).toBeUndefined();
  });

  it('is an outage of the far side, for everybody, until it is over', async () => {
    await outage('');
    expect(await wait()).toMatchObject({ kind: 'outage', since: expect.any(String) as string });
    await store.reopened(PROCESS, '');
    await store.end('', true);
    expect(await wait()).toBeUndefined();
  });

  it('is an outage of an account only for whom that account speaks', async () => {
    await outage('tỉnh');
    await store.listWaiting('tỉnh', ['thanh-tra-tinh']);
    expect(await wait()).toBeUndefined();
    await store.listWaiting('tỉnh', [AGENCY]);
    expect(await wait()).toMatchObject({ kind: 'outage' });
  });

  it.each([
    [true, 'campaign', 'Chờ đợt cập nhật'],
    [false, 'day-limit', 'Đạt hạn mức tạo mới trong ngày'],
  ] as const)('is the limit of the day (back-fill: %s): %s', async (isBackfill, kind, says) => {
    await brake(isBackfill);
    const found = await wait();
    expect(found).toMatchObject({ kind, until: expect.any(String) as string });
    expect(found && waitText(found)[0]).toContain(says);
  });

  it('is a pause of delivery itself before the limit of the day, and an outage before both', async () => {
    await brake(true);
    await pause();
    expect(await wait()).toMatchObject({ kind: 'paused' });
    await outage('');
    expect(await wait()).toMatchObject({ kind: 'outage' });
  });

  it('is a side that went back in time before anything else', async () => {
    await outage('');
    await pool.dataSource.query(
      "insert into restoration (agency_id, side, detail) values ('H507', 'national', '6 of 20 not found')",
    );
    const found = await wait();
    expect(found?.kind).toBe('restoration');
    expect(found && waitText(found)[2]).toContain('(kntc restoration status, restoration sign-off)');
  });

  it('is the ramp after an outage', async () => {
    await store.noteShare(PROCESS, 0.3);
    expect(await wait()).toEqual({ kind: 'recovering' });
  });

  it('is not asked of what is finished or held', async () => {
    await outage('');
    await pool.dataSource.query("update outbox set state = 'done'");
    expect(await wait()).toBeUndefined();
  });

  it('is told in three lines, with the time in Vietnam', () => {
    expect(waitText({ kind: 'outage', since: '2026-11-20T18:30:00Z' })[0]).toBe(
      'Đang chờ kết nối lại với CSDLQG từ 21/11/2026 01:30.',
    );
  });
});
