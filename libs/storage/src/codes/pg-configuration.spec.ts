import { AGENCIES, CROSSWALK, SOURCE } from '../../../../test/builders';
import { emptied, usePool } from '../../../../test/contract/stores-under-test';
import { PgConfiguration } from './pg-configuration';
import type { Binding } from './pg-configuration';
import { useCodeList } from './store-code-list';
import { registerSource, type SourceRegistration } from './register-source';

const BINDING: Binding = {
  endpoint: 'https://csdlqg.example/api',
  account: 'tinh-507',
  profile: 'ttcp-2018',
  keyFingerprint: 'f1',
  lanes: 256,
};
const REGISTRATION: SourceRegistration = {
  id: SOURCE,
  title: 'Phần mềm nhỏ',
  mappingVersion: 'mapping-1',
  definition: 'id: mini',
};

describe('the configuration on PostgreSQL', () => {
  const pool = usePool();
  let configuration: PgConfiguration;
  beforeEach(async () => {
    await emptied(pool.dataSource);
    configuration = new PgConfiguration(pool.dataSource, 'H507');
  });
  const rows = <Row>(sql: string): Promise<Row[]> => pool.dataSource.query(sql) as Promise<Row[]>;

  describe('binding', () => {
    it('takes a fresh database and knows it again', async () => {
      await configuration.bind(BINDING);
      await configuration.bind(BINDING);
      expect(await rows('select account, lanes from binding')).toEqual([{ account: 'tinh-507', lanes: 256 }]);
    });

    it.each<[string, Partial<Binding>, string]>([
      ['endpoint', { endpoint: 'https://other.example' }, 'GW_T302'],
      ['account', { account: 'tinh-508' }, 'GW_T302'],
      ['profile', { profile: 'ttcp-2026' }, 'GW_T302'],
      ['number of lanes', { lanes: 128 }, 'GW_T302'],
      ['key', { keyFingerprint: 'f2' }, 'GW_T303'],
    ])('refuses another %s', async (_what, changes, code) => {
      await configuration.bind(BINDING);
      await expect(configuration.bind({ ...BINDING, ...changes })).rejects.toMatchObject({ code });
      await expect(configuration.bind(BINDING)).resolves.toBeUndefined();
    });

    it('goes on with the profile that succeeds the one it ran with, at the same endpoint, and not back', async () => {
      await configuration.bind(BINDING);
      const next = { ...BINDING, profile: 'next', succeeds: [BINDING.profile] };
      await expect(configuration.bind({ ...next, endpoint: 'https://other.example' })).rejects.toMatchObject({
        detail: 'endpoint is https://csdlqg.example/api, started with https://other.example',
      });
      await configuration.bind(next);
      await configuration.bind(next);
      await expect(configuration.bind(BINDING)).rejects.toMatchObject({ code: 'GW_T302' });
    });

    it('says in one line what differs', async () => {
      await configuration.bind(BINDING);
      const other = { ...BINDING, endpoint: 'https://other.example', account: 'x' };
      await expect(configuration.bind(other)).rejects.toMatchObject({
        detail:
          'endpoint is https://csdlqg.example/api, started with https://other.example; account is tinh-507, started with x',
      });
    });

    it('lets one of two different first starts win', async () => {
      const other = new PgConfiguration(pool.dataSource, 'H507');
      const results = await Promise.allSettled([
        configuration.bind(BINDING),
        other.bind({ ...BINDING, account: 'x' }),
      ]);
      expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    });
  });

  describe('sources', () => {
    const register = (source: SourceRegistration) => registerSource(pool.dataSource, 'H507', source);
    const cursor = () =>
      rows<{ cursor: string | null }>('select cursor from source').then((all) => all[0]?.cursor);

    it('keep their cursor while the mapping is the same', async () => {
      await register(REGISTRATION);
      await pool.dataSource.query("update source set cursor = 'x'");
      await register({ ...REGISTRATION, title: 'Tên mới' });
      expect(await cursor()).toBe('x');
      expect(await rows('select title from source')).toEqual([{ title: 'Tên mới' }]);
    });

    it('are read from the start under a new mapping, which may need columns not read before', async () => {
      await register(REGISTRATION);
      await pool.dataSource.query("update source set cursor = 'x'");
      await register({ ...REGISTRATION, mappingVersion: 'mapping-2' });
      expect(await cursor()).toBeNull();
    });

    it('keep every mapping version, one of them active', async () => {
      for (const mappingVersion of ['mapping-1', 'mapping-2', 'mapping-1'])
        await register({ ...REGISTRATION, mappingVersion });
      expect(await rows('select version, active from mapping_version order by version')).toEqual([
        { version: 'mapping-1', active: true },
        { version: 'mapping-2', active: false },
      ]);
    });
  });

  describe('the crosswalk', () => {
    it('is known by its content, whatever the order of its rows', async () => {
      const one = await configuration.importCrosswalk(CROSSWALK);
      expect(await configuration.importCrosswalk(CROSSWALK.toReversed())).toBe(one);
      expect(await rows('select count(*)::int as n from crosswalk_row')).toEqual([{ n: CROSSWALK.length }]);
    });

    it('can go back to an earlier version', async () => {
      const one = await configuration.importCrosswalk(CROSSWALK);
      await configuration.importCrosswalk(CROSSWALK.slice(1));
      await configuration.importCrosswalk(CROSSWALK);
      expect(await rows('select version from crosswalk_version where active')).toEqual([{ version: one }]);
    });
  });

  describe('the code book', () => {
    const load = () => configuration.loadCodeBook(AGENCIES);

    it('translates through crosswalk and current lists, with validity', async () => {
      await configuration.importCrosswalk([
        { sourceId: SOURCE, list: 5, localCode: 'X', nationalCode: '1', validUntil: '2025-12-31' },
        { sourceId: SOURCE, list: 5, localCode: 'X', nationalCode: '2', validFrom: '2026-01-01' },
      ]);
      await configuration.store(5, [
        { code: '1', name: 'Cũ' },
        { code: '2', name: 'Mới' },
      ]);
      const book = await load();
      expect(book.translate(SOURCE, 5, 'X', undefined)).toEqual({ kind: 'found', code: '2' });
      expect(book.nameOf(5, '2')).toBe('Mới');
      expect(book.agencyOn('H507.02', undefined)).toEqual({ kind: 'open', id: 'thanh-tra-tinh' });
    });

    it('has another version exactly when something changed', async () => {
      await configuration.importCrosswalk(CROSSWALK);
      await configuration.store(5, [{ code: '1', name: 'Một' }]);
      const { version } = await load();
      await configuration.importCrosswalk(CROSSWALK);
      await configuration.store(5, [{ code: '1', name: 'Một' }]);
      expect((await load()).version).toBe(version);

      const entries = [{ code: '1', name: 'Hai' }];
      await configuration.store(5, entries);
      expect((await load()).version).toBe(version);
      await useCodeList(pool.dataSource.manager, { agencyId: 'H507', list: 5, entries });
      expect((await load()).version).not.toBe(version);
      expect((await configuration.loadCodeBook([])).version).not.toBe((await load()).version);
    });

    it('counts the lists that were fetched', async () => {
      expect(await configuration.fetchedLists()).toBe(0);
      await configuration.store(5, []);
      await configuration.store(6, [{ code: 'KN', name: 'Khiếu nại' }]);
      await configuration.store(6, []);
      expect(await configuration.fetchedLists()).toBe(2);
    });
  });
});
