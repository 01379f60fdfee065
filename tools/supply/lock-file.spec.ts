import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installScriptProblems, SCRIPTS_NOT_RUN } from './install-scripts';
import { isAllowed, LICENCE_EXCEPTIONS, licenceProblems } from './licences';
import { lockProblems, parseLockFile, readLockFile } from './lock-file';
import type { LockedPackage } from './lock-file';

const ROOT = join(__dirname, '../..');
const { packages } = readLockFile(ROOT);

const aPackage = (changes: Partial<LockedPackage> = {}): LockedPackage => ({
  path: 'node_modules/a-package',
  name: 'a-package',
  version: '1.0.0',
  resolved: undefined,
  integrity: 'sha512-AAAA',
  license: 'MIT',
  hasInstallScript: false,
  isDev: false,
  isOptional: false,
  needs: [],
  ...changes,
});

describe('our lock file', () => {
  it('fixes every package by a sha512 and names no address to fetch it from', () => {
    expect(packages.length).toBeGreaterThan(500);
    expect(lockProblems(packages)).toEqual([]);
  });

  it('has only packages with a licence a public authority can use, or a reason', () => {
    expect(licenceProblems(ROOT, packages)).toEqual([]);
  });

  it('has only install scripts that somebody has looked at', () => {
    expect(installScriptProblems(packages)).toEqual([]);
  });

  it('gives a whole sentence for every exception', () => {
    const reasons = [
      ...Object.values(SCRIPTS_NOT_RUN),
      ...Object.values(LICENCE_EXCEPTIONS).map((x) => x.why),
    ];
    expect(reasons.filter((reason) => reason.length < 30)).toEqual([]);
  });
});

describe('a bad lock file', () => {
  it.each([
    ['an address', { resolved: 'https://packages.example/a-package-1.0.0.tgz' }],
    ['no integrity', { integrity: undefined }],
    ['a weak integrity', { integrity: 'sha1-AAAA' }],
    ['a version of a repository', { version: 'github:somebody/a-package' }],
  ])('is found by %s', (_what, changes) => {
    expect(lockProblems([aPackage(changes)])).toHaveLength(1);
  });

  it.each([
    ['GPL-3.0-only', 'is not allowed'],
    ['SSPL-1.0', 'is not allowed'],
    ['CC-BY-4.0', 'is not allowed'],
    ['UNLICENSED', 'is not allowed'],
    [undefined, 'no licence'],
  ])('is found by the licence %s', (license, problem) => {
    const found = licenceProblems(ROOT, [aPackage({ license, path: 'node_modules/is-not-there' })]);
    expect(found).toContainEqual(expect.stringContaining(problem));
  });

  it('is found by a licence that the installed package contradicts', () => {
    const lie = aPackage({ name: 'pg', path: 'node_modules/pg', license: 'ISC' });
    expect(licenceProblems(ROOT, [lie])).toContain(
      'node_modules/pg: the lock file says ISC, the package MIT',
    );
  });

  it('is found by an install script nobody has looked at', () => {
    expect(installScriptProblems([...packages, aPackage({ hasInstallScript: true })])).toEqual([
      'node_modules/a-package: has an install script and no reason why it is not needed',
    ]);
  });

  it('is found by an exception that nothing needs any more', () => {
    expect(licenceProblems(ROOT, [])).toEqual(
      Object.keys(LICENCE_EXCEPTIONS).map((name) => `${name}: the exception is not needed any more`),
    );
    expect(installScriptProblems([])).toHaveLength(Object.keys(SCRIPTS_NOT_RUN).length);
  });
});

describe('a licence expression', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-2.0-only)', true],
    ['Apache-2.0 AND MIT', true],
    ['MIT AND GPL-2.0-only', false],
    ['GPL-2.0-only WITH Classpath-exception-2.0', false],
    ['(MIT AND ISC) OR (GPL-2.0-only)', false],
    ['', false],
  ])('%s is allowed: %s', (expression, allowed) => expect(isAllowed(expression)).toBe(allowed));
});

it('a lock file of another version is refused', () => {
  expect(() =>
    parseLockFile('{"lockfileVersion":2,"packages":{}}', '{"name":"x","version":"1.0.0"}'),
  ).toThrow('lockfileVersion');
});

describe('installing', () => {
  const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

  it('runs no script of a package, whoever types the command', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  it.each(['docker/Dockerfile', '.ci/run'])('%s installs exactly the lock file, without scripts', (file) => {
    const commands = read(file).match(/\b(npm (ci|i|install|update|exec)|npx)\b[^\n]*/g) ?? [];
    expect(commands.filter((command) => !command.startsWith('npm ci --ignore-scripts'))).toEqual([]);
  });

  it('and so does every npm script, which installs by itself', () => {
    expect(read('docker/Dockerfile').match(/npm ci --ignore-scripts/g)).toHaveLength(2);
    expect(read('tools/install.cjs')).toMatch(/'ci',\s*'--ignore-scripts'/);
  });
});
