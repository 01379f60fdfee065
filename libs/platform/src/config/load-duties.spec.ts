import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDuties } from './load-duties';

describe('duties.yaml', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-duties-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const load = (text: string) => {
    writeFileSync(join(folder, 'duties.yaml'), text);
    return loadDuties(folder);
  };

  it('as it is shipped has a rule for every duty', () => {
    expect(loadDuties('config').map(({ duty }) => duty)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('gives nothing where there is none', () => {
    expect(loadDuties(folder)).toEqual([]);
  });

  it('reads days', () => {
    const text = 'duties: [{ duty: 3, roles: [approver], reach: agency, from: 2026-07-01 }]';
    expect(load(text)).toEqual([
      { duty: '3', roles: ['approver'], reach: 'agency', from: '2026-07-01', until: undefined },
    ]);
  });

  it.each([
    ['a role that no form gives', 'duties: [{ duty: 1, roles: [config-admin], reach: agency }]', /roles/],
    ['a duty there is not', 'duties: [{ duty: 6, roles: [operator], reach: agency }]', /duty/],
    [
      'two rules for a day',
      'duties: [{ duty: 1, roles: [operator], reach: agency }, { duty: 1, roles: [inspector], reach: agency }]',
      /chồng nhau/,
    ],
  ])('refuses %s', (_what, text, said) => {
    expect(() => load(text)).toThrow(said);
  });
});
