import type { OutageReport } from '@kntc/domain';
import { aBatch, anAccepted, aStanding } from '../../../../test/builders';
import type { AcceptedWords } from '../../../../test/builders';
import { SOURCE } from '../../../../test/builders/a-code-book';
import { pgStores, usePool, type PgStores } from '../../../../test/contract/stores-under-test';
import { affectedRecords, openOutages, outageOf, outages, recovery } from './outages';
import { PgOutageStore } from './pg-outage-store';

const ONE = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const RATES = { requestsPerMinute: 'unlimited', rampMs: 0 } as const;

const report = (words: Partial<OutageReport> = {}): OutageReport => ({
  scope: '',
  code: 'GW_N202',
  shutForMs: 7_000,
  failedProbes: 1,
  lastProbeAgoMs: 2_000,
  nextProbeInMs: 4_000,
  agencies: undefined,
  isNews: true,
  newFailedProbes: 1,
  ...words,
});

describe('outages in the database', () => {
  const pool = usePool();
  let stores: PgStores;
  let store: PgOutageStore;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    store = new PgOutageStore(pool.dataSource, 'H507');
  });
  const accept = (keys: readonly string[], words: AcceptedWords = {}) =>
    stores.intake.commit(aBatch(keys.map((key) => anAccepted(key, words))));
  const listed = async (id = ''): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const one of affectedRecords(pool.dataSource, id)) found.push(one.reference);
    return found;
  };
  const referencesOf = (...keys: readonly string[]) =>
    keys.map((key) => anAccepted(key).accepted?.reference ?? '').toSorted();
  const onlyId = async (): Promise<string> => (await openOutages(pool.dataSource))[0]?.id ?? '';
  const set = (what: string, key: string) =>
    pool.dataSource.query(
      `update outbox set ${what} where national_record_id = (select id from national_record where reference = $1)`,
      referencesOf(key),
    );

  it('begin once, however many processes meet one at the same moment', async () => {
    const told = await Promise.all(
      [ONE, OTHER, ONE, OTHER].map((process) => store.report(process, report())),
    );
    expect(told.filter((one) => one === 'began')).toHaveLength(1);
    expect(await openOutages(pool.dataSource)).toHaveLength(1);
  });

  it('begin when the gate shut, and keep every reason with its time', async () => {
    await store.report(ONE, report());
    await store.report(ONE, report({ code: 'GW_N207', shutForMs: 60_000, newFailedProbes: 2 }));
    await store.report(ONE, report({ code: 'GW_N207', isNews: false, newFailedProbes: 0 }));
    const [outage] = await openOutages(pool.dataSource);
    expect(outage).toMatchObject({ code: 'GW_N207', failedProbes: 3, endedAt: null, affected: 0 });
    expect(outage?.causes.map(({ code }) => code)).toEqual(['GW_N202', 'GW_N207']);
    expect(outage?.seconds).toBeGreaterThanOrEqual(7);
    expect(outage?.seconds).toBeLessThan(30);
    expect(Date.parse(outage?.nextProbeAt ?? '')).toBeGreaterThan(Date.parse(outage?.lastProbeAt ?? ''));
  });

  it('are apart for the far side and for each account', async () => {
    await store.report(ONE, report());
    expect(await store.report(ONE, report({ scope: 'xã', code: 'GW_N201' }))).toBe('began');
    expect(await store.standing()).toEqual([
      { scope: '', code: 'GW_N202' },
      { scope: 'xã', code: 'GW_N201' },
    ]);
  });

  it('list what could be sent and is not, once, and nothing that waits for something else', async () => {
    await store.report(ONE, report());
    await accept(['A', 'B', 'UNKNOWN', 'SOON', 'HELD', 'DONE', 'BRAKED', 'GONE', 'LATER']);
    await set(
      "state = 'unknown', unknown_since = clock_timestamp(), due_at = now() + interval '1 day'",
      'UNKNOWN',
    );
    await set("due_at = clock_timestamp() + interval '30 seconds', retry_count = 1", 'SOON');
    await set("state = 'held', hold_code = 'REJECTED', held_at = now()", 'HELD');
    await set("state = 'done'", 'DONE');
    await set(
      "due_at = now() + interval '20 seconds', braked_until = now() + interval '20 seconds'",
      'BRAKED',
    );
    await set("due_at = now() + interval '1 day'", 'LATER');
    const known = (await stores.intake.known(SOURCE, ['GONE'])).get('GONE');
    await stores.intake.commit(aBatch([aStanding('GONE', 'quarantined', { known })]));
    await store.listWaiting('', undefined);
    await store.listWaiting('', undefined);
    expect(await listed(await onlyId())).toEqual(referencesOf('A', 'B', 'UNKNOWN', 'SOON'));
  });

  it('list of an account only what its agencies have, and show since when and that it went', async () => {
    await accept(['P'], { accepted: { agencyId: 'tinh' } });
    await accept(['X'], { accepted: { agencyId: 'xa-a' } });
    await store.report(ONE, report({ scope: 'xã', code: 'GW_N205' }));
    await store.listWaiting('xã', ['xa-a', 'xa-b']);
    const found = [];
    for await (const one of affectedRecords(pool.dataSource, await onlyId())) found.push(one);
    expect(found).toMatchObject([
      { reference: referencesOf('X')[0], kind: 'KN', agency: 'xa-a', state: 'due', sentAt: null },
    ]);
    expect(Number.isNaN(Date.parse(found[0]?.since ?? ''))).toBe(false);
  });

  it('end when deliveries succeed again, and not while another living process finds the gate shut', async () => {
    await store.report(ONE, report());
    await store.report(OTHER, report());
    await store.reopened(ONE, '');
    expect(await store.end('', true)).toBe(false);
    await store.reopened(OTHER, '');
    expect(await store.end('', true)).toBe(true);
    expect(await store.end('', true)).toBe(false);
    const [outage] = await outages(pool.dataSource, 10);
    expect(outage).toMatchObject({ nextProbeAt: null, endedAt: expect.any(String) as string });
    expect(await outageOf(pool.dataSource, outage?.id ?? '')).toEqual(outage);
  });

  it('wait fifteen seconds at most for a process that died while it found the gate shut', async () => {
    await store.report(ONE, report());
    expect(await store.end('', true)).toBe(false);
    await pool.dataSource.query("update outage_process set seen_at = seen_at - interval '16 seconds'");
    expect(await store.end('', true)).toBe(true);
  });

  it('end without a delivery only when nothing on their list waits any more', async () => {
    await accept(['A']);
    await store.report(ONE, report());
    await store.listWaiting('', undefined);
    await store.reopened(ONE, '');
    expect(await store.end('', false)).toBe(false);
    await set("state = 'done'", 'A');
    expect(await store.end('', false)).toBe(true);
  });

  it('are another one the next time', async () => {
    await store.report(ONE, report());
    await store.reopened(ONE, '');
    await store.end('', true);
    expect(await store.report(ONE, report({ code: 'GW_N204' }))).toBe('began');
    expect((await outages(pool.dataSource, 10)).map(({ code }) => code).toSorted()).toEqual([
      'GW_N202',
      'GW_N204',
    ]);
  });

  it('tell what waits, for how long, and from the busiest minutes how long it may take', async () => {
    await accept(['A', 'B', 'C']);
    await set("due_at = clock_timestamp() - interval '1 hour'", 'B');
    await set("state = 'done'", 'C');
    await store.noteWork(9, 2);
    await store.noteWork(3, 2);
    expect(await recovery(pool.dataSource, RATES)).toMatchObject({
      backlog: 2,
      drain: { minutes: 0.5, recordsPerMinute: 4, from: 'measured' },
      share: undefined,
    });
    expect((await recovery(pool.dataSource, RATES)).oldestSeconds).toBeGreaterThanOrEqual(3_600);
  });

  it('show the smallest share of the limits any living process uses', async () => {
    await store.noteShare(ONE, 0.4);
    await store.noteShare(OTHER, 0.1);
    expect((await recovery(pool.dataSource, RATES)).share).toBeCloseTo(0.1);
    await store.noteShare(OTHER, undefined);
    expect((await recovery(pool.dataSource, RATES)).share).toBeCloseTo(0.4);
  });
});
