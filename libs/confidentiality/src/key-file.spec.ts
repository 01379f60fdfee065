import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GatewayError } from '@kntc/domain';
import { loadKeyFile } from './key-file';
import { keyFingerprint } from './keys';

const HOOK = join(__dirname, '../../../test/environment/typescript-hook.cjs');
const key = (fill: string): string => Buffer.alloc(32, fill).toString('base64');
const good = { format: 1, id: '0123456789abcdef', sealingKey: key('S'), digestKey: key('D') };

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kntc-keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is created once, for its owner only, and gives the same keys afterwards', () => {
  const inNewFolder = join(folder, 'secrets', 'keys.json');
  const first = loadKeyFile(inNewFolder, { createIfMissing: true });
  expect(statSync(inNewFolder).mode & 0o777).toBe(0o600);
  const second = loadKeyFile(inNewFolder, { createIfMissing: true });
  expect(keyFingerprint(second)).toBe(keyFingerprint(first));
  expect(readdirSync(join(folder, 'secrets'))).toEqual(['keys.json']);
});

it('has two different keys of 32 bytes', () => {
  loadKeyFile(path, { createIfMissing: true });
  const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  const sizes = [file['sealingKey'], file['digestKey']].map(
    (text) => Buffer.from(text ?? '', 'base64').length,
  );
  expect(sizes).toEqual([32, 32]);
  expect(file['sealingKey']).not.toBe(file['digestKey']);
});

it('is one file with one set of keys when several processes create it at once', async () => {
  const program = `
    require(${JSON.stringify(HOOK)});
    const { loadKeyFile } = require(${JSON.stringify(join(__dirname, 'key-file.ts'))});
    process.stdout.write(loadKeyFile(process.argv[1], { createIfMissing: true }).id);`;
  const started = Array.from({ length: 3 }, () =>
    promisify(execFile)(process.execPath, ['-e', program, path]),
  );
  const ids = (await Promise.all(started)).map(({ stdout }) => stdout);
  expect(new Set(ids)).toEqual(new Set([loadKeyFile(path, { createIfMissing: false }).id]));
  expect(readdirSync(folder)).toEqual(['keys.json']);
}, 30_000);

it('is not made up when it is missing and must not be created', () => {
  expect(refusal()).toBe(`GW_T303 ${path} does not exist`);
  expect(readdirSync(folder)).toEqual([]);
});

it.each([0o640, 0o604, 0o660, 0o644])('is refused when others may read it (mode %o)', (mode) => {
  write(good);
  chmodSync(path, mode);
  expect(refusal()).toMatch(/^GW_P401 .*others.*chmod 600$/);
});

it('may be read-only for its owner', () => {
  write(good);
  chmodSync(path, 0o400);
  expect(loadKeyFile(path, { createIfMissing: false }).id).toBe(good.id);
});

it('is refused when it is a folder', () => {
  path = folder;
  expect(refusal()).toBe(`GW_P401 ${folder} is not an ordinary file`);
});

it('cannot be created below a file, and says so', () => {
  writeFileSync(path, '');
  path = join(path, 'keys.json');
  expect(refusal(true)).toMatch(/^GW_P401 .* \(ENOTDIR\)$/);
});

it.each([
  ['an empty file', ''],
  ['a cut off file', JSON.stringify(good).slice(0, 90)],
  ['a list', '[]'],
  ['null', 'null'],
  ['another format', JSON.stringify({ ...good, format: 2 })],
  ['a missing key', JSON.stringify({ ...good, digestKey: undefined })],
  ['a short key', JSON.stringify({ ...good, sealingKey: Buffer.alloc(16, 'S').toString('base64') })],
  ['a key that is not base64', JSON.stringify({ ...good, sealingKey: `${good.sealingKey}*` })],
  ['one key twice', JSON.stringify({ ...good, digestKey: good.sealingKey })],
  ['a bad id', JSON.stringify({ ...good, id: 'key-1' })],
])('is refused without showing its content: %s', (_name, content) => {
  writeFileSync(path, content, { mode: 0o600 });
  const said = refusal(true);
  expect(said).toMatch(/^GW_T303 /);
  expect(said).toContain(path);
  expect(said).not.toContain('U1NT'); // base64 of SSS
  expect(readFileSync(path, 'utf8')).toBe(content);
});

function write(content: object): void {
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
}

/** Code and detail, with everything an error printer would add: nothing more may be attached to it. */
function refusal(createIfMissing = false): string {
  try {
    loadKeyFile(path, { createIfMissing });
    return 'no error';
  } catch (err) {
    if (!(err instanceof GatewayError)) return `another error: ${String(err)}`;
    return err.cause === undefined ? `${err.code} ${err.detail}` : 'has a cause';
  }
}
