import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_ACCESS_RULES } from '@kntc/domain';
import { loadAccess } from './load-access';

const folder = mkdtempSync(join(tmpdir(), 'kntc-access-'));
afterAll(() => rmSync(folder, { recursive: true }));
const load = (text: string) => {
  writeFileSync(join(folder, 'access.yaml'), text);
  return loadAccess(folder);
};
const person = (roles: string, more = ''): string =>
  `{ id: a, name: A, at: agency, roles: [${roles}]${more} }`;

describe('access.yaml', () => {
  it('of the product has presets for a commune of one and of two and for a province of four, all without a gap', () => {
    const { presets, asked } = loadAccess('config');
    expect(asked).toEqual(DEFAULT_ACCESS_RULES);
    expect(presets.map(({ id }) => id)).toEqual(['xa-1', 'xa-2', 'tinh-4']);
    const ownPeople = presets.map(({ people }) => people.filter(({ at }) => at === 'agency').length);
    expect(ownPeople).toEqual([1, 2, 0]);
    expect(presets[2]?.people).toHaveLength(4);
  });

  it('may be missing', () => {
    expect(loadAccess(join(folder, 'nowhere'))).toEqual({
      asked: {
        unmaskDailyCap: 20,
        requireAccounts: 'both-sides-exist',
        requireProof: false,
        resyncAlone: 20,
      },
      presets: [],
    });
  });

  it.each([
    ['a misspelt key', 'unmaskDailyCaps: 3', /unmaskDailyCaps/],
    ['a rule about accounts that is none', 'requireAccounts: never', /requireAccounts/],
    ['a role that is none', `presets: [{ id: p, name: P, people: [${person('boss')}] }]`, /roles\[0\]/],
    [
      'an exclusive pair',
      `presets: [{ id: p, name: P, people: [${person('inspector, auditor')}] }]`,
      /p: a: inspector và auditor/,
    ],
    [
      'a duty left to nobody',
      `presets: [{ id: p, name: P, people: [${person('operator')}] }]`,
      /p: .*việc audit/,
    ],
    ['no YAML', 'presets: [\n', /line 2/],
  ])('is refused with %s', (_why, text, expected) => {
    expect(() => load(text)).toThrow(
      expect.objectContaining({ code: 'GW_P401', detail: expect.stringMatching(expected) }),
    );
  });
});
