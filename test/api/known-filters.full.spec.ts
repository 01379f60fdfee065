import type { Principal } from '@kntc/domain';
import { AccessWorld } from '../access/access-world';
import { describedOperations } from './described-operations';

jest.setTimeout(120_000);

/** An office that ended; what it left behind is still asked for. */
const ENDED = {
  'agencies.yaml': [
    [
      '  - { id: stnmt',
      '  - { id: stc, name: Sở Tài chính cũ, code: H507.01, until: 2025-06-30, successor: ttt }\n  - { id: stnmt',
    ],
  ],
} as const;
/** What a list asks for besides. */
const BESIDES: Readonly<Record<string, string>> = {
  '/api/v1/codes': '&list=6',
  '/api/v1/statutory/forms': '&period=2026-Q1',
  '/api/v1/statutory/workbook': '&period=2026-Q1',
  '/api/v1/statutory/differences': '&period=2026-Q1&form=01/XLD&column=4',
  '/api/v1/statutory/changes': '&period=2026-Q1',
  '/api/v1/receptions': '&period=2026-Q1',
  '/api/v1/receptions/book': '&period=2026-Q1',
};
/** Of a period nobody has signed there is nothing to tell, whoever asks. */
const foundAt = (path: string): number => (path === '/api/v1/statutory/changes' ? 404 : 200);

describe('filters by an agency or a source', () => {
  let world: AccessWorld;
  let clerk: Principal;
  let officer: Principal;
  let filtered: readonly { readonly path: string; readonly name: 'agency' | 'source' }[];
  beforeAll(async () => {
    world = await AccessWorld.open({ edit: ENDED });
    const person = (name: string, scope: 'province' | 'own agency') =>
      world.account({ name, roles: ['operator', 'config-admin'], scope, as: 'person' });
    [clerk, officer] = [await person('clerk', 'province'), await person('officer', 'own agency')];
    await world.recordAccounts();
    filtered = describedOperations(await world.document()).flatMap(({ path, parameters }) =>
      parameters.flatMap(({ name, in: where }) =>
        where === 'query' && (name === 'agency' || name === 'source') ? [{ path, name } as const] : [],
      ),
    );
  });
  afterAll(() => world.close());

  const ask = async (path: string, name: string, value: string, by = clerk) => {
    const whole = path.replace('{id}', await world.outage('none')).replace('{file}', 'bien-ban.xlsx');
    return world.ask(by, 'GET', `${whole}?${name}=${value}${BESIDES[path] ?? ''}`);
  };

  it('are refused where nothing has that name, on every list, and told what to do', async () => {
    expect(filtered.map(({ path, name }) => `${path} ${name}`)).toEqual(
      expect.arrayContaining(['/api/v1/ledger agency', '/api/v1/records source', '/api/v1/crosswalk source']),
    );
    for (const { path, name } of filtered) {
      const { status, text } = await ask(path, name, 'khong-co');
      expect([path, name, status]).toEqual([path, name, 400]);
      expect(JSON.parse(text)).toMatchObject({ code: 'wrong-request', errors: [{ in: 'query', name }] });
      expect(text).toContain('config/');
      expect(text).not.toContain('khong-co');
    }
  });

  it('find what there is, also of an office that ended and of no single one', async () => {
    for (const { path, name } of filtered)
      for (const value of name === 'source' ? ['mini'] : ['ttt', 'stnmt', 'stc', 'MINI'])
        expect([path, value, (await ask(path, name, value)).status]).toEqual([path, value, foundAt(path)]);
  });

  it('go by what stands in the records, where the folder does not say it any more', async () => {
    const { own } = world.road;
    await own.query(
      "insert into source (id, agency_id, title, mapping_version) values ('cu', 'MINI', 'Sổ cũ', 'x')",
    );
    expect(await ask('/api/v1/records', 'source', 'cu')).toMatchObject({ status: 200 });
    const reference = world.referenceOf('other agency');
    await own.query("update national_record set agency_id = 'bo' where reference = $1", [reference]);
    expect((await ask('/api/v1/records', 'agency', 'bo')).text).toContain(reference);
    expect(await ask('/api/v1/records', 'agency', 'bo', officer)).toMatchObject({ status: 400 });
  });

  it('tell nobody whether an agency exists that they may not see', async () => {
    for (const { path } of filtered.filter(({ name }) => name === 'agency')) {
      const [other, unknown] = [
        await ask(path, 'agency', 'stnmt', officer),
        await ask(path, 'agency', 'khong-co', officer),
      ];
      expect([path, other.status, other.text]).toEqual([path, 400, unknown.text]);
      expect(await ask(path, 'agency', 'ttt', officer)).toMatchObject({ status: foundAt(path) });
    }
  });
});
