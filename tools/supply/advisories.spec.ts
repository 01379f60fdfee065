import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedFigure } from '../../test/figures/figures';
import { checkAdvisories, isAffected, MAX_AGE_DAYS, parseSnapshot } from './advisories';
import { readLockFile } from './lock-file';
import type { LockedPackage } from './lock-file';
import { compareVersions } from './version-order';

const ROOT = join(__dirname, '../..');
const { packages } = readLockFile(ROOT);
const snapshot = parseSnapshot(readFileSync(join(__dirname, 'advisories.json'), 'utf8'));
const THE_DAY = new Date(`${snapshot.asOf}T12:00:00Z`);
const days = (count: number): Date => new Date(THE_DAY.getTime() + count * 86_400_000);

const planted = (name: string, version: string): readonly LockedPackage[] =>
  packages.map((locked) => (locked.name === name ? { ...locked, version } : locked));

describe('known vulnerabilities', () => {
  it('none of them is in what we lock', () => {
    const answer = checkAdvisories(packages, snapshot, new Date());
    // How old the snapshot is changes without anybody touching the code: a test that fails some morning helps nobody.
    if (answer.kind === 'skipped')
      process.stderr.write(`skipped: known vulnerabilities – ${answer.reason}\n`);
    expect(answer.kind === 'skipped' ? [] : answer.found).toEqual([]);
  });

  it('covers what answers requests and opens connections, and says what it does not cover', () => {
    const checked = checkAdvisories(packages, snapshot, THE_DAY);
    if (checked.kind !== 'checked') throw new Error(checked.reason);
    expect(checked.covered).toEqual(
      expect.arrayContaining(['axios', 'undici', 'express', 'multer', 'qs', 'mysql2', 'typeorm']),
    );
    expect(checked.notCovered.length).toBeGreaterThan(0);
    const { length } = snapshot.advisories;
    expect(documentedFigure('advisories', length)).toBe(length);
    expect(documentedFigure('advisories-packages', checked.covered.length)).toBe(checked.covered.length);
    expect(checked.covered.length + checked.notCovered.length).toBe(
      new Set(packages.filter(({ isDev }) => !isDev).map(({ name }) => name)).size,
    );
  });

  it.each([
    ['axios', '1.8.1', 'GHSA-jr5f-v2jv-69x6'],
    ['axios', '1.14.1', 'axios-2026-03-31'],
    ['multer', '2.2.0', 'GHSA-wc9g-mqfw-jrwm'],
    ['qs', '6.15.3', 'GHSA-x5fp-wj9c-mxmx'],
    ['mysql2', '3.9.3', 'GHSA-fpw7-j2hg-69v5'],
    ['undici', '7.27.0', 'GHSA-35p6-xmwp-9g52'],
  ])('a planted %s %s is found', (name, version, id) => {
    const checked = checkAdvisories(planted(name, version), snapshot, THE_DAY);
    if (checked.kind !== 'checked') throw new Error(checked.reason);
    expect(checked.found).toContainEqual(expect.stringContaining(`node_modules/${name} ${version}: ${id} (`));
  });

  it('a missing snapshot is said to be missing, not taken for good news', () => {
    expect(checkAdvisories(packages, undefined, THE_DAY)).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining('no advisory snapshot'),
    });
  });

  it('an old snapshot says nothing about today', () => {
    expect(checkAdvisories(packages, snapshot, days(MAX_AGE_DAYS)).kind).toBe('checked');
    expect(checkAdvisories(packages, snapshot, days(MAX_AGE_DAYS + 1))).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining('days old'),
    });
  });

  it.each([
    ['a range without a start', { ranges: [{ fixed: '1.0.0' }] }],
    ['an unknown severity', { severity: 'bad' }],
    ['a field nobody reads', { patched: '1.0.0' }],
  ])('a snapshot with %s is refused', (_what, changes) => {
    const advisories = [{ ...snapshot.advisories[0], ...changes }];
    expect(() => parseSnapshot(JSON.stringify({ ...snapshot, advisories }))).toThrow(
      /"path": \[\s+"advisories",\s+0/,
    );
  });
});

describe('versions', () => {
  it('have the order of Semantic Versioning', () => {
    const ordered = [
      '0.9.9',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0',
      '1.0.10',
      '1.9.0',
      '1.10.0',
    ];
    expect([...ordered].toReversed().toSorted(compareVersions)).toEqual(ordered);
  });

  it.each([
    ['0.9.0', false],
    ['1.0.0', true],
    ['1.4.9', true],
    ['1.5.0', false],
    ['2.0.0', true],
    ['2.3.0', true],
    ['2.3.1', false],
    ['3.1.4', true],
  ])('%s in [1.0.0, 1.5.0), [2.0.0, 2.3.0] and 3.1.4: %s', (version, expected) => {
    const ranges = [
      { introduced: '1.0.0', fixed: '1.5.0' },
      { introduced: '2.0.0', last: '2.3.0' },
    ];
    expect(isAffected({ ranges, versions: ['3.1.4'] }, version)).toBe(expected);
  });

  it('that are none stop the check', () => {
    expect(() => compareVersions('latest', '1.0.0')).toThrow('not a version');
  });
});
