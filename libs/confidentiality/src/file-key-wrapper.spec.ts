import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock, KeysInMemory, sealedTheOldWay } from '../../../test/fakes';
import { DataKeys } from './data-keys';
import { FileKeyWrapper, keptInFile } from './file-key-wrapper';
import { loadKeyFile } from './key-file';
import { parseKeyFile } from './key-file-format';
import { keyFingerprint } from './keys';
import { createOldSealBox } from './seal-box';

const folder = mkdtempSync(join(tmpdir(), 'kntc-rotate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KEY = new Uint8Array(32).fill(7);
let files = 0;

function aKeyFile() {
  files += 1;
  const path = join(folder, `keys-${files}.json`);
  const keys = loadKeyFile(path, { createIfMissing: true });
  return { path, keys, first: `file:${keys.id}`, wrapper: new FileKeyWrapper(keys, keptInFile(path)) };
}

/** As a process that starts now reads it. */
function again(path: string) {
  return loadKeyFile(path, { createIfMissing: false });
}

async function wrapped(wrapper: FileKeyWrapper, kek: string, place = 'a') {
  const [key] = await wrapper.wrap([{ key: KEY, place }], kek);
  return { ...key!, place };
}

describe('rotating a key file', () => {
  it('adds a key and keeps the older ones, the fingerprint and the mode', async () => {
    const { path, keys, first, wrapper } = aKeyFile();
    const before = await wrapped(wrapper, first);
    const second = await wrapper.rotate();
    const after = await wrapped(wrapper, second);
    const read = again(path);
    expect(read.wrappingIds.map((id) => `file:${id}`)).toEqual([first, second]);
    expect(keyFingerprint(read)).toBe(keyFingerprint(keys));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const restarted = new FileKeyWrapper(read, keptInFile(path));
    expect(await restarted.unwrap([before, after])).toEqual([Buffer.from(KEY), Buffer.from(KEY)]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('replaces what a link points to, and leaves the link', async () => {
    const { path, keys } = aKeyFile();
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    await new FileKeyWrapper(keys, keptInFile(link)).rotate();
    expect(again(path).wrappingIds).toHaveLength(2);
    expect(readFileSync(link)).toEqual(readFileSync(path));
  });

  it('builds on what another rotation wrote meanwhile', async () => {
    const { path, keys, wrapper } = aKeyFile();
    const other = new FileKeyWrapper(keys, keptInFile(path));
    const second = await wrapper.rotate();
    const third = await other.rotate();
    expect(
      again(path)
        .wrappingIds.map((id) => `file:${id}`)
        .slice(1),
    ).toEqual([second, third]);
  });

  it('refuses to write over the file of another database', async () => {
    const mine = aKeyFile();
    const theirs = aKeyFile();
    const wrapper = new FileKeyWrapper(mine.keys, keptInFile(theirs.path));
    await expect(wrapper.rotate()).rejects.toMatchObject({ code: 'GW_T303' });
    expect(again(theirs.path).wrappingIds).toHaveLength(1);
  });
});

describe('a process that runs while keys are rotated', () => {
  it('reads the file once when it meets a new key, and not again for one that nobody has', async () => {
    const { keys, first } = aKeyFile();
    const kept = new KeysInMemory(keys);
    const running = new FileKeyWrapper(keys, kept);
    const custodian = new FileKeyWrapper(keys, kept);
    const second = await custodian.rotate();
    const key = await wrapped(custodian, second);
    kept.reads = 0;
    expect(await running.unwrap([key, await wrapped(running, first, 'b')])).toHaveLength(2);
    expect(await running.unwrap([key])).toEqual([Buffer.from(KEY)]);
    expect(kept.reads).toBe(1);
    const unknown = Array.from({ length: 3 }, () => ({ ...key, kek: 'file:0000000000000000' }));
    const answers = await running.unwrap(unknown);
    expect(answers.map((one) => (one as { code?: string }).code)).toEqual(Array(3).fill('GW_T308'));
    expect(kept.reads).toBe(2); // once a call, however many keys
  });

  it('does not take over the keys of another database', async () => {
    const mine = aKeyFile();
    const theirs = aKeyFile();
    const running = new FileKeyWrapper(mine.keys, keptInFile(theirs.path));
    const key = await wrapped(theirs.wrapper, theirs.first);
    expect(await running.unwrap([key])).toMatchObject([{ code: 'GW_T308' }]);
  });
});

describe('retiring the first key', () => {
  it('takes with it the key that sealed before there were data keys, and keeps the fingerprint', async () => {
    const { path, keys, first, wrapper } = aKeyFile();
    const second = await wrapper.rotate();
    await wrapper.retire(first);
    const read = again(path);
    expect(read.wrappingIds.map((id) => `file:${id}`)).toEqual([second]);
    expect(read.hasSealingKey).toBe(false);
    expect(keyFingerprint(read)).toBe(keyFingerprint(keys));
    expect(readFileSync(path, 'utf8')).not.toContain(keys.sealingKey().export().toString('base64'));
    const old = createOldSealBox(read);
    expect(() => old.open(sealedTheOldWay(keys, KEY, 'c'), 'c')).toThrow('was retired');
  });

  it('is refused while it is the only one', async () => {
    const { path, first, wrapper } = aKeyFile();
    await expect(wrapper.retire(first)).rejects.toMatchObject({ code: 'GW_T303' });
    expect(again(path).wrappingIds).toHaveLength(1);
  });
});

it('a data key wrapped before a rotation opens after it', async () => {
  const { path, keys, first, wrapper } = aKeyFile();
  const dataKeys = (from: FileKeyWrapper) =>
    new DataKeys({
      wrapper: from,
      old: createOldSealBox(keys),
      clock: new FakeClock(),
      cache: { maxKeys: 1, maxAgeMs: 1 },
    });
  const [fresh] = await dataKeys(wrapper).fresh(['a'], first);
  await wrapper.rotate();
  const restarted = dataKeys(new FileKeyWrapper(again(path), keptInFile(path)));
  const [box] = await restarted.of([{ place: 'a', key: fresh!.key }]);
  expect(box).toMatchObject({ open: expect.any(Function) });
});

it.each([
  ['no wrapping keys', { wrappingKeys: undefined }, 'wrappingKeys is missing'],
  ['an empty list', { wrappingKeys: [] }, 'there is no wrapping key'],
  ['a wrapping key that is no object', { wrappingKeys: ['x'] }, 'a wrapping key is no object'],
  ['no mark', { sealingMark: undefined }, 'sealingMark is missing'],
  [
    'neither sealing key nor a true mark',
    { sealingKey: undefined, sealingMark: 'x' },
    'sealingKey is missing',
  ],
])('a rotated file with %s is refused by name, without its content', async (_what, change, why) => {
  const { path, wrapper } = aKeyFile();
  await wrapper.rotate();
  const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const parse = () => parseKeyFile(JSON.stringify({ ...file, ...change }), 'keys.json');
  expect(parse).toThrow(`keys.json is damaged: ${why}`);
});
