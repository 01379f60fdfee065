import type { DuplicateStore, HashedKey, PartialDate } from '@kntc/domain';
import { usePool } from '../../../../test/contract/stores-under-test';
import { PgDuplicateStore } from './pg-duplicate-store';

const caseId = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const key = (hash: string, limit = 5): HashedKey => ({ hash, limit });

describe('cases that may be duplicates, stored', () => {
  const pool = usePool();
  let store: DuplicateStore;
  beforeEach(async () => {
    store = new PgDuplicateStore(pool.dataSource);
    await pool.dataSource.query('truncate blocking_key, prepared_case, case_file cascade');
    await pool.dataSource.query(
      `insert into case_file (id, agency_id, kind, source_id, local_key, fingerprint, digest, version)
       select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'xa-7', 'KN', 'mini', n::text, '', '', 1
       from generate_series(1, 40) n`,
    );
  });

  const put = (at: number, hashes: readonly string[], version = 1): Promise<void> =>
    store.put([
      {
        caseId: caseId(at),
        agencyId: 'xa-7',
        kind: 'KN',
        caseVersion: 1,
        receivedOn: '2026-03-02' as PartialDate,
        isAfterDecision: false,
        arrivedMs: at,
        normaliserVersion: version,
        keys: hashes.map((hash) => key(hash)),
        prepared: Uint8Array.of(at),
      },
    ]);
  const found = async (keys: readonly HashedKey[], except?: string): Promise<readonly string[]> =>
    ((await store.candidates([{ keys, except }], 50))[0] ?? []).map((one) => one.caseId);

  it('are found by common keys, the rarer key first, without the one that asks', async () => {
    await put(1, ['10', '-9223372036854775808']);
    await put(2, ['10', '20']);
    await put(3, ['20']);
    await put(4, ['20', '30']);
    const asked = [key('10'), key('20'), key('-9223372036854775808')];
    expect(await found(asked)).toEqual([1, 2, 4, 3].map(caseId));
    expect(await found(asked, caseId(1))).not.toContain(caseId(1));
    expect(await store.candidates([{ keys: [key('30')] }, { keys: [key('10')] }], 50)).toMatchObject([
      [{ caseId: caseId(4), prepared: Buffer.from([4]), worth: 0.5, common: ['30'] }],
      [{ caseId: caseId(2) }, { caseId: caseId(1) }],
    ]);
  });

  it('that are many under one key are looked through from the newest, and not all', async () => {
    for (let at = 1; at <= 40; at += 1) await put(at, ['77']);
    const few = await found([key('77', 20)]);
    expect(few).toHaveLength(12);
    expect(few[0]).toBe(caseId(40));
    expect(await found([key('77', 60)])).toHaveLength(40);
  });

  it('keep nothing of their old keys when they are prepared again, and name those of an older normaliser', async () => {
    await put(1, ['10']);
    await put(2, ['10'], 2);
    expect(await store.outdated(2, 10)).toEqual([caseId(1)]);
    await put(1, ['20'], 2);
    expect(await found([key('10')])).toEqual([caseId(2)]);
    expect(await store.outdated(2, 10)).toEqual([]);
    await store.remove(caseId(2));
    expect(await found([key('10')])).toEqual([]);
  });
});
