import { compareSides, differencesIn, reportPeriod, type LaneSession } from '@kntc/domain';
import { aBatch, aCase, aHandling, anAccepted, aStanding, day } from '../../../../test/builders';
import { movedTo } from '../../../../test/contract/lane-writes';
import {
  pgStores,
  Sessions,
  testSeals,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { PgStatutory } from './pg-statutory';

const PERIOD = reportPeriod('2026-Q2')!;

describe('the report forms on PostgreSQL', () => {
  const pool = usePool();
  let stores: PgStores;
  let statutory: PgStatutory;
  let session: LaneSession;
  const sessions = new Sessions(() => stores);
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    statutory = new PgStatutory(pool.dataSource, testSeals());
    session = await sessions.open();
  });
  afterEach(() => sessions.closeAll());

  const received = day('2026-04-02');
  const handled = { decidedDate: day('2026-04-05') };
  const petition = (key: string, words: Parameters<typeof aCase>[0] = {}) =>
    anAccepted(key, {
      case: aCase({ registerNo: key, petition: { receivedDate: received }, ...words }),
      receivedOn: received,
      petitionKind: 'KN',
    });
  const confirmed = async (key: string): Promise<void> => {
    const { lane = -1, reference } = anAccepted(key).accepted ?? {};
    await session.acquire([lane]);
    const due = (await session.fetch([lane], 10)).find((one) => one.reference === reference);
    if (due === undefined) throw new Error(`${key} is not due`);
    await movedTo('done', due, session);
  };
  const cell = async (id: string, key: string) => {
    const { forms } = compareSides(await statutory.book({ period: PERIOD }), PERIOD);
    const form = forms.find((one) => one.form.id === id);
    const { local, confirmed: there, differing } = form?.total.cells.find((one) => one.key === key) ?? {};
    return [Number(local), Number(there), differing];
  };

  it('count what is stored, and of the far side what it confirmed', async () => {
    await stores.intake.commit(
      aBatch([petition('A', { handling: aHandling(handled) }), petition('B'), petition('C')]),
    );
    await confirmed('A');
    await confirmed('B');
    expect(await cell('01/XLD', '1')).toEqual([3, 2, 1]);
    // Only the first step of A is confirmed.
    expect(await cell('01/XLD', '4')).toEqual([1, 0, 1]);
    const found = differencesIn(await statutory.book({ period: PERIOD }), PERIOD, {
      form: '01/XLD',
      column: '1',
    });
    expect(found?.map(({ reference }) => reference)).toEqual([anAccepted('C').accepted?.reference]);
  });

  it('count nothing at the far side of what it no longer has', async () => {
    await stores.intake.commit(aBatch([petition('A')]));
    await confirmed('A');
    await pool.dataSource.query(
      `insert into comparison (national_record_id, agency_id, class, case_version, agreed, not_compared)
       select id, agency_id, 'onlyLocal', 1, '{}', '[]' from national_record`,
    );
    expect(await cell('01/XLD', '1')).toEqual([1, 0, 1]);
  });

  it('tell what came in and is no case yet', async () => {
    await stores.intake.commit(
      aBatch([
        petition('A'),
        aStanding('Q', 'quarantined', { receivedOn: received, petitionKind: 'KN' }),
        aStanding('late', 'quarantined', { receivedOn: day('2026-07-01'), petitionKind: 'KN' }),
      ]),
    );
    const { notCases } = await statutory.book({ period: PERIOD });
    expect(notCases).toEqual([{ agency: 'H507', kind: 'KN', class: 'quarantined', records: 1 }]);
  });

  it('are those of the cases as they stood at a moment', async () => {
    await stores.intake.commit(aBatch([petition('A')]));
    const [{ now }] = (await pool.dataSource.query('select clock_timestamp() as now')) as [{ now: Date }];
    await stores.intake.commit(aBatch([petition('B')]));
    const then = await statutory.book({ period: PERIOD, asOf: now });
    expect([then.local.length, (await statutory.book({ period: PERIOD })).local.length]).toEqual([1, 2]);
  });

  it('show an account what it may know of', async () => {
    await stores.intake.commit(aBatch([petition('A')]));
    const accountId = '00000000-0000-4000-8000-000000000001';
    const seen = async (agencies: readonly string[]) =>
      (await statutory.book({ period: PERIOD }, { accountId, agencies })).local.length;
    expect([await seen(['thanh-tra-tinh']), await seen(['xa-b'])]).toEqual([1, 0]);
  });
});
