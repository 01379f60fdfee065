import type { CodeListEntry } from '@kntc/domain';
import { emptied, usePool } from '../../../../test/contract/stores-under-test';
import { storeCodeList } from './store-code-list';

describe('a national code list on PostgreSQL', () => {
  const pool = usePool();
  beforeEach(() => emptied(pool.dataSource));

  const store = (...entries: readonly (readonly [code: string, name: string])[]) => {
    const list: readonly CodeListEntry[] = entries.map(([code, name]) => ({ code, name }));
    return storeCodeList(pool.dataSource, 'H507', 5, list);
  };
  const entries = (where = 'true') =>
    pool.dataSource.query(
      `select code, name, since_version, until_version from code_entry where ${where} order by code, since_version`,
    ) as Promise<unknown[]>;
  const current = () => entries('valid_until is null');

  it('is new at first', async () => {
    expect(await store(['1', 'Một'], ['2', 'Hai'])).toEqual({
      list: 5,
      version: 1,
      added: ['1', '2'],
      removed: [],
      renamed: [],
    });
  });

  it('makes no version when nothing changed, in whatever order it comes', async () => {
    await store(['1', 'Một'], ['2', 'Hai']);
    expect(await store(['2', 'Hai'], ['1', 'Một'])).toMatchObject({
      version: 1,
      added: [],
      removed: [],
      renamed: [],
    });
    expect(await entries()).toHaveLength(2);
  });

  it('ends what vanished, keeps what stayed and begins what is new', async () => {
    await store(['1', 'Một'], ['2', 'Hai']);
    expect(await store(['2', 'Hai'], ['3', 'Ba'])).toMatchObject({
      version: 2,
      added: ['3'],
      removed: ['1'],
    });
    expect(await entries()).toEqual([
      { code: '1', name: 'Một', since_version: 1, until_version: 2 },
      { code: '2', name: 'Hai', since_version: 1, until_version: null },
      { code: '3', name: 'Ba', since_version: 2, until_version: null },
    ]);
  });

  it('keeps both names of a code that was renamed, each with its time', async () => {
    await store(['1', 'Một']);
    expect(await store(['1', 'Mới'])).toMatchObject({ version: 2, renamed: ['1'], added: [], removed: [] });
    expect(await entries()).toEqual([
      { code: '1', name: 'Một', since_version: 1, until_version: 2 },
      { code: '1', name: 'Mới', since_version: 2, until_version: null },
    ]);
    const [{ gap }] = (await pool.dataSource.query(
      'select (max(valid_from) >= max(valid_until)) as gap from code_entry',
    )) as [{ gap: boolean }];
    expect(gap).toBe(true);
  });

  it('lets a code come back', async () => {
    await store(['1', 'Một']);
    await store(['2', 'Hai']);
    await store(['1', 'Một']);
    expect(await current()).toEqual([{ code: '1', name: 'Một', since_version: 3, until_version: null }]);
  });

  it('takes a list that names a code twice: the last name counts', async () => {
    expect(await store(['1', 'Một'], ['1', 'Uno'])).toMatchObject({ added: ['1'] });
    expect(await current()).toMatchObject([{ code: '1', name: 'Uno' }]);
  });

  it('serves two refreshes at once one after the other', async () => {
    const diffs = await Promise.all([store(['1', 'Một']), store(['1', 'Một'])]);
    expect(diffs.map((diff) => diff.added.length).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(await current()).toHaveLength(1);
  });
});
