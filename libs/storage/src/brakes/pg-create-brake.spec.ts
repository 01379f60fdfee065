import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
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
import { brakeState } from './brake-state';
import { PgCampaigns } from './pg-campaigns';
import { PgCreateBrake } from './pg-create-brake';

const OLD: AcceptedWords = { accepted: { isBackfill: true } };

describe('the brake on creates', () => {
  const pool = usePool();
  let stores: PgStores;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
  });
  const takeIn = async (count: number, words: AcceptedWords = {}): Promise<readonly string[]> => {
    const records = Array.from({ length: count }, (_, index) => anAccepted(`K${index}`, words));
    await stores.intake.commit(aBatch(records));
    const rows: { id: string }[] = await pool.dataSource.query('select national_record_id as id from outbox');
    return rows.map(({ id }) => id);
  };
  /** The pool, with the transactions that were begun on it. */
  const counted = () => {
    const seen = { transactions: 0 };
    const transaction = (work: Parameters<DataSource['transaction']>[0]) => {
      seen.transactions += 1;
      return pool.dataSource.transaction(work as never);
    };
    return { seen, dataSource: { transaction } as unknown as DataSource };
  };

  it('asks once for records that ask within a moment, and two processes together let through what the day may see', async () => {
    const ids = await takeIn(20);
    const { seen, dataSource } = counted();
    const [one, other] = [new PgCreateBrake(dataSource, () => 12), new PgCreateBrake(dataSource, () => 12)];
    const answers = await Promise.all(
      ids.map(async (id, index) => {
        await wait(index < 10 ? 0 : 1);
        return (index % 2 === 0 ? one : other).admit(id);
      }),
    );
    expect(answers.filter((answer) => answer === 'admitted')).toHaveLength(12);
    expect(seen.transactions).toBe(2);
  });

  it('gives who asks together in vain the same reason, and asks again for the next', async () => {
    const [first = '', second = ''] = await takeIn(2);
    const broken = { transaction: () => Promise.reject(new Error('away')) } as unknown as DataSource;
    const brake = new PgCreateBrake(broken, () => 5);
    const asked = await Promise.allSettled([brake.admit(first), brake.admit(second)]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(brake.admit(first)).rejects.toThrow('away');
  });

  it('takes three times the median of the last thirty days, days without a create included', async () => {
    await pool.dataSource.query(`insert into create_day (day, live, backfill)
      select (now() at time zone 'Asia/Ho_Chi_Minh')::date - i, 30, 10 from generate_series(1, 20) i`);
    expect((await brakeState(pool.dataSource, 'auto')).limit).toBe(120);
    await pool.dataSource.query(
      `delete from create_day where day < (now() at time zone 'Asia/Ho_Chi_Minh')::date - 10`,
    );
    expect((await brakeState(pool.dataSource, 'auto')).limit).toBe(50);
  });

  it('uses up the campaign that ends first before the next one', async () => {
    const campaigns = new PgCampaigns({
      dataSource: pool.dataSource,
      ids: new CountingIds(),
      provinceId: 'H507',
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
    });
    await campaigns.open({ documentNo: 'LATE', quota: 2, lastDay: '2099-12-31' }, 'Lan', 'Hùng');
    await campaigns.open({ documentNo: 'SOON', quota: 2, lastDay: '2098-12-31' }, 'Lan', 'Hùng');
    const ids = await takeIn(3, OLD);
    const brake = new PgCreateBrake(pool.dataSource, () => 2);
    for (const id of ids) expect(await brake.admit(id)).toBe('admitted');
    const used = new Map((await campaigns.list()).map(({ documentNo, used: count }) => [documentNo, count]));
    expect(used).toEqual(
      new Map([
        ['SOON', 2],
        ['LATE', 1],
      ]),
    );
  });
});
