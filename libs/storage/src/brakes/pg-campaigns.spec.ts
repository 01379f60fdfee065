import type { AcceptedWords } from '../../../../test/builders';
import { aBatch, anAccepted } from '../../../../test/builders';
import {
  anAudit,
  pgStores,
  TYPED_NAMES,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { CountingIds } from '../../../../test/fakes';
import { PgReports } from '../reports/pg-reports';
import { brakeState } from './brake-state';
import { PgCampaigns } from './pg-campaigns';
import { PgCreateBrake } from './pg-create-brake';

const OLD: AcceptedWords = { accepted: { isBackfill: true } };
const DOCUMENT = { documentNo: '12/KH-TT', quota: 5, lastDay: '2099-12-31' };

describe('campaigns', () => {
  const pool = usePool();
  let stores: PgStores;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
  });
  const all = () =>
    new PgCampaigns({
      dataSource: pool.dataSource,
      ids: new CountingIds(),
      provinceId: 'H507',
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
    });
  const idsOf = async (): Promise<readonly string[]> => {
    const rows: { id: string }[] = await pool.dataSource.query('select national_record_id as id from outbox');
    return rows.map(({ id }) => id);
  };
  const accept = (count: number, words: AcceptedWords = {}) =>
    stores.intake.commit(aBatch(Array.from({ length: count }, (_, index) => anAccepted(`K${index}`, words))));

  it('count for nothing until another person approved them; both acts are audited', async () => {
    const one = all();
    expect(await one.record(DOCUMENT, 'Lan')).toBe('done');
    expect(await one.list()).toMatchObject([{ ...DOCUMENT, state: 'pending', isOpen: false, used: 0 }]);
    expect(await one.approve('12/KH-TT', 'Hùng')).toBe('done');
    expect(await one.list()).toMatchObject([{ state: 'approved', isOpen: true, approvedBy: 'Hùng' }]);
    const actions = [];
    for await (const { action, target, result } of anAudit(pool.dataSource).entries())
      actions.push([action, target, result]);
    expect(actions).toEqual([
      ['campaign record', '12/KH-TT', 'done'],
      ['campaign approve', '12/KH-TT', 'done'],
    ]);
  });

  it('are not approved by who recorded them, however the name is written', async () => {
    const one = all();
    await one.record(DOCUMENT, 'Nguyễn Lan');
    expect(await one.approve('12/KH-TT', 'NGUYỄN  LAN')).toBe('same-person');
    expect(await one.list()).toMatchObject([{ state: 'pending', isOpen: false }]);
  });

  it('are refused when their last day has passed, twice, or when nobody recorded them', async () => {
    const one = all();
    expect(await one.record({ ...DOCUMENT, lastDay: '2020-01-01' }, 'Lan')).toBe('over');
    await one.record(DOCUMENT, 'Lan');
    expect(await one.record({ ...DOCUMENT, quota: 9 }, 'Lan')).toBe('exists');
    expect(await one.approve('13/KH-TT', 'Hùng')).toBe('unknown');
    await one.approve('12/KH-TT', 'Hùng');
    expect(await one.approve('12/KH-TT', 'Mai')).toBe('not-pending');
  });

  it('have a quota above zero, whoever writes into the table', async () => {
    await expect(all().record({ ...DOCUMENT, quota: 0 }, 'Lan')).rejects.toThrow(/campaign_quota_check/);
  });

  it('let what waits for the limit go at once, and no more than their quota', async () => {
    await accept(10, OLD);
    const brake = new PgCreateBrake(pool.dataSource, () => 3);
    const ask = async () => Promise.all((await idsOf()).map((id) => brake.admit(id)));
    expect((await ask()).filter((one) => one === 'admitted')).toHaveLength(2);
    expect(await brakeState(pool.dataSource, 3)).toEqual({
      live: 0,
      backfill: 2,
      limit: 3,
      campaignLeft: 0,
      waiting: 8,
      waitingBackfill: 8,
    });
    expect(await new PgReports(pool.dataSource).queueDepth()).toMatchObject({ due: 2, braked: 8 });

    await all().open(DOCUMENT, 'Lan', 'Hùng');
    expect(await new PgReports(pool.dataSource).queueDepth()).toMatchObject({ due: 10, braked: 0 });
    expect((await ask()).filter((one) => one === 'admitted')).toHaveLength(2 + 5);
    expect(await all().list()).toMatchObject([{ used: 5, isOpen: false }]);
    expect(await brakeState(pool.dataSource, 3)).toMatchObject({ campaignLeft: 0, waiting: 3 });
  });

  it('let nothing more through once they are ended', async () => {
    await accept(3, OLD);
    const one = all();
    await one.open(DOCUMENT, 'Lan', 'Hùng');
    expect(await one.end('12/KH-TT', 'Mai', 'sai dữ liệu')).toBe('done');
    const brake = new PgCreateBrake(pool.dataSource, () => 1);
    const answers = await Promise.all((await idsOf()).map((id) => brake.admit(id)));
    expect(answers).toEqual(['braked', 'braked', 'braked']);
    expect(await one.end('12/KH-TT', 'Mai', 'lần nữa')).toBe('unknown');
  });

  it('share the day among processes that ask at the same moment', async () => {
    await accept(60);
    const brakes = Array.from({ length: 3 }, () => new PgCreateBrake(pool.dataSource, () => 25));
    const ids = await idsOf();
    const answers = await Promise.all(
      brakes.flatMap((brake, nth) =>
        ids.filter((_, index) => index % 3 === nth).map((id) => brake.admit(id)),
      ),
    );
    expect(answers.filter((one) => one === 'admitted')).toHaveLength(25);
    const [row]: { live: number }[] = await pool.dataSource.query('select live from create_day');
    expect(row?.live).toBe(25);
  });
});
