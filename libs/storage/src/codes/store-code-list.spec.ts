import type { CodeListEntry } from '@kntc/domain';
import { emptied, usePool } from '../../../../test/contract/stores-under-test';
import { storeCodeList, useCodeList } from './store-code-list';

type Named = readonly (readonly [code: string, name: string])[];

describe('a national code list on PostgreSQL', () => {
  const pool = usePool();
  beforeEach(() => emptied(pool.dataSource));

  const listOf = (entries: Named): readonly CodeListEntry[] =>
    entries.map(([code, name]) => ({ code, name }));
  const fetch = (...entries: Named) => storeCodeList(pool.dataSource, 'H507', 5, listOf(entries));
  const use = (entries: Named, fromDay?: string) =>
    pool.dataSource.transaction((manager) =>
      useCodeList(manager, { agencyId: 'H507', list: 5, entries: listOf(entries), fromDay }),
    );
  const entries = (where = 'true') =>
    pool.dataSource.query(
      `select code, name, since_version, until_version from code_entry where ${where} order by code, since_version`,
    ) as Promise<unknown[]>;
  const current = () => entries('valid_until is null');
  const days = () =>
    pool.dataSource.query(
      'select code, from_day::text as begins, until_day::text as ends from code_entry order by code, since_version',
    ) as Promise<unknown[]>;
  const waiting = () =>
    pool.dataSource.query('select list, entries from code_list_wait') as Promise<unknown[]>;

  it('is in use at once when it is the first', async () => {
    expect(await fetch(['1', 'Một'], ['2', 'Hai'])).toBe('in-use');
    expect(await current()).toHaveLength(2);
  });

  it('makes no version when nothing changed, in whatever order it comes', async () => {
    await fetch(['1', 'Một'], ['2', 'Hai']);
    expect(await fetch(['2', 'Hai'], ['1', 'Một'])).toBe('unchanged');
    expect(await entries()).toHaveLength(2);
  });

  it('waits when it changed, and says so once for the same content', async () => {
    await fetch(['1', 'Một']);
    expect(await fetch(['2', 'Hai'])).toBe('waits');
    expect(await fetch(['2', 'Hai'])).toBe('still-waits');
    expect(await fetch(['3', 'Ba'])).toBe('waits');
    expect(await current()).toMatchObject([{ code: '1' }]);
    expect(await waiting()).toEqual([{ list: 5, entries: [{ code: '3', name: 'Ba' }] }]);
  });

  it('waits no longer when the far side shows again what is in use', async () => {
    await fetch(['1', 'Một']);
    await fetch(['2', 'Hai']);
    expect(await fetch(['1', 'Một'])).toBe('unchanged');
    expect(await waiting()).toEqual([]);
  });

  it('ends what vanished, keeps what stayed and begins what is new', async () => {
    await fetch(['1', 'Một'], ['2', 'Hai']);
    await fetch(['2', 'Hai'], ['3', 'Ba']);
    await use([
      ['2', 'Hai'],
      ['3', 'Ba'],
    ]);
    expect(await entries()).toEqual([
      { code: '1', name: 'Một', since_version: 1, until_version: 2 },
      { code: '2', name: 'Hai', since_version: 1, until_version: null },
      { code: '3', name: 'Ba', since_version: 2, until_version: null },
    ]);
    expect(await waiting()).toEqual([]);
  });

  it('keeps the days a person names: the old end the day before, the new begin', async () => {
    await fetch(['1', 'Một'], ['2', 'Hai']);
    await use(
      [
        ['2', 'Hai mới'],
        ['3', 'Ba'],
      ],
      '2025-07-01',
    );
    expect(await days()).toEqual([
      { code: '1', begins: null, ends: '2025-06-30' },
      { code: '2', begins: null, ends: '2025-06-30' },
      { code: '2', begins: null, ends: null },
      { code: '3', begins: '2025-07-01', ends: null },
    ]);
  });

  it('lets a code come back', async () => {
    await fetch(['1', 'Một']);
    await use([['2', 'Hai']]);
    await use([['1', 'Một']]);
    expect(await current()).toEqual([{ code: '1', name: 'Một', since_version: 3, until_version: null }]);
  });

  it('takes a list that names a code twice: the last name counts', async () => {
    await fetch(['1', 'Một'], ['1', 'Uno']);
    expect(await current()).toMatchObject([{ code: '1', name: 'Uno' }]);
  });

  it('serves two refreshes at once one after the other', async () => {
    const fetched = await Promise.all([fetch(['1', 'Một']), fetch(['1', 'Một'])]);
    expect(fetched.toSorted()).toEqual(['in-use', 'unchanged']);
    expect(await current()).toHaveLength(1);
  });
});
