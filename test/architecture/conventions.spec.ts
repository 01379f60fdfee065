import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const CODE = ['apps', 'libs', 'tools', 'bench', 'test'];
const FOLDERS = ['.ci', 'apps', 'bench', 'config', 'docker', 'docs', 'libs', 'test', 'tools'];
/** Made by tools, never committed. */
const LOCAL = /^(\.git|node_modules|var|coverage|dist(\.(tmp|old)-\d+)?)$/;
const BANNED = new Set(['utils', 'helpers', 'common', 'shared', 'lib', 'misc', 'base', 'util', 'helper']);
const IN_VIRTUAL_TIME = ['domain', 'intake', 'delivery', 'reconciliation', 'duplicates'];

function filesBelow(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
    return [path];
  });
}

/** Source without comments: they may speak of what code must not do. */
function codeOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}

const sources = CODE.flatMap(filesBelow).filter((file) => /\.[cm]?tsx?$/.test(file));
const production = sources.filter(
  (file) => /^(apps|libs)\//.test(file) && !/\.spec\.ts$|\/test\//.test(file),
);
const libraries = readdirSync(join(ROOT, 'libs'));

it('top-level folders are the agreed ones', () => {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const unknown = folders
    .map(({ name }) => name)
    .filter((name) => !FOLDERS.includes(name) && !LOCAL.test(name));
  expect(unknown).toEqual([]);
});

it('no file or folder has a name that says nothing', () => {
  const parts = (file: string): string[] => file.split('/').map((part) => basename(part).split('.')[0] ?? '');
  expect(sources.filter((file) => parts(file).some((part) => BANNED.has(part)))).toEqual([]);
});

it.each(libraries)('libs/%s has a README and a public face', (library) => {
  expect(existsSync(join(ROOT, 'libs', library, 'README.md'))).toBe(true);
  expect(existsSync(join(ROOT, 'libs', library, 'src/index.ts'))).toBe(true);
});

it('only a main.ts reads the environment, to hand it to loadEnvironment', () => {
  const readers = production.filter((file) => /process\s*(\.\s*|\[\s*['"`])env\b/.test(codeOf(file)));
  expect(readers.filter((file) => !/^apps\/[^/]+\/src\/main\.ts$/.test(file))).toEqual([]);
});

it('nothing in libs or apps writes to the console', () => {
  expect(production.filter((file) => /\bconsole\.\w+\(/.test(codeOf(file)))).toEqual([]);
});

it('stages and domain get time and chance through ports', () => {
  const direct =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bset(Timeout|Interval|Immediate)\(|\bperformance\.now\(|\brandom(UUID|Bytes|Int)\(|node:timers/;
  const inside = production.filter(
    (file) => IN_VIRTUAL_TIME.includes(file.split('/')[1] ?? '') && file.startsWith('libs/'),
  );
  expect(inside.filter((file) => direct.test(codeOf(file)))).toEqual([]);
});

it('export * stands only in public faces', () => {
  const starred = production.filter((file) => /^export \*/m.test(codeOf(file)));
  expect(starred.filter((file) => !/^libs\/[^/]+\/src\/index\.ts$/.test(file))).toEqual([]);
});

it('queue processors live in the queue library', () => {
  const processors = production.filter((file) => file.endsWith('.processor.ts'));
  expect(processors.filter((file) => !file.startsWith('libs/queue/'))).toEqual([]);
});

it('no module is mocked', () => {
  const here = 'test/architecture/conventions.spec.ts';
  expect(sources.filter((file) => file !== here && /\bjest\.(mock|doMock)\(/.test(codeOf(file)))).toEqual([]);
});

it('no committed text names a folder of a developer machine', () => {
  const texts = [...CODE, 'config', 'docs', 'docker', '.ci']
    .flatMap(filesBelow)
    .filter((file) => !/\.(xlsx|png|ico|gz)$/.test(file));
  const here = 'test/architecture/conventions.spec.ts';
  const machine = /(?<![\w.-])\/(root|home\/\w+|work\/\w+)\//;
  expect(
    texts.filter((file) => file !== here && machine.test(readFileSync(join(ROOT, file), 'utf8'))),
  ).toEqual([]);
});
