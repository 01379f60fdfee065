import { reportPeriod } from '@kntc/domain';
import { aBatch, aCase, anAccepted, day } from '../../../../test/builders';
import {
  anAudit,
  pgStores,
  testSeals,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import { PgApprovals } from '../access/pg-approvals';
import { PgStatutory } from './pg-statutory';
import { PgStatutoryPeriods } from './pg-statutory-periods';

const PERIOD = reportPeriod('2026-Q1')!;
const OF = { period: PERIOD };

describe('periods that are signed', () => {
  const pool = usePool();
  let stores: PgStores;
  let periods: PgStatutoryPeriods;
  let key = 0;
  beforeEach(async () => {
    const { dataSource } = pool;
    stores = await pgStores(dataSource, pool.url);
    periods = new PgStatutoryPeriods({
      dataSource,
      ids: new CountingIds(),
      audit: anAudit(dataSource),
      approvals: new PgApprovals(new FakeClock(), {
        requireAccounts: 'both-sides-exist',
        requireProof: false,
      }),
      statutory: new PgStatutory(dataSource, testSeals()),
      provinceId: 'H507',
    });
    await stores.intake.commit(aBatch([petition('A')]));
  });

  const petition = (name: string) =>
    anAccepted(name, {
      case: aCase({ registerNo: name, petition: { receivedDate: day('2026-02-02') } }),
      receivedOn: day('2026-02-02'),
    });
  const by = (approver?: string) => ({
    actor: 'Lan',
    approver,
    reason: 'báo cáo quý I',
    idempotencyKey: `khoa-${(key += 1)}`,
  });

  it('are frozen by two people, once, and what comes later is an adjustment with its reason', async () => {
    expect(await periods.close(OF, by('Minh'))).toEqual({ kind: 'done' });
    expect(await periods.close(OF, by('Minh'))).toMatchObject({ why: 'period-closed-already' });
    expect(await periods.adjust(OF, by('Minh'))).toMatchObject({ why: 'nothing-to-adjust' });

    await stores.intake.commit(aBatch([petition('B')]));
    const changes = await periods.changes(OF);
    expect(changes).toContainEqual({ agency: '', form: '01/XLD', column: '1', before: '1', after: '2' });
    expect(await periods.adjust(OF, by('Minh'))).toEqual({ kind: 'done' });
    expect(await periods.changes(OF)).toEqual([]);

    const [closed] = await periods.closed();
    expect(closed).toMatchObject({ period: '2026-Q1', agency: '', closedBy: 'Lan', approvedBy: 'Minh' });
    expect(closed?.adjustments).toMatchObject([{ adjustedBy: 'Lan', approvedBy: 'Minh', changes }]);
  });

  it('are not signed by one person, or before they are over, or adjusted before they are signed', async () => {
    expect(await periods.close(OF, by())).toMatchObject({ why: 'needs-approver' });
    expect(await periods.close({ period: reportPeriod('2199')! }, by('Minh'))).toMatchObject({
      why: 'period-not-over',
    });
    expect(await periods.adjust(OF, by('Minh'))).toMatchObject({ why: 'period-not-closed' });
    expect(await periods.changes(OF)).toBeUndefined();
    expect(await periods.closed()).toEqual([]);
  });

  it('are seen by whoever works there, and of the province by whoever works for all of it', async () => {
    await periods.close(OF, by('Minh'));
    await periods.close({ ...OF, agency: 'thanh-tra-tinh' }, by('Minh'));
    const accountId = '00000000-0000-4000-8000-000000000001';
    const seenBy = async (agencies: 'all' | readonly string[]) =>
      (await periods.closed({ accountId, agencies })).map(({ agency }) => agency).toSorted();
    expect([await seenBy('all'), await seenBy(['thanh-tra-tinh']), await seenBy(['xa-b'])]).toEqual([
      ['', 'thanh-tra-tinh'],
      ['thanh-tra-tinh'],
      [],
    ]);
    expect(await periods.changes(OF, { accountId, agencies: ['xa-b'] })).toBeUndefined();
  });
});
