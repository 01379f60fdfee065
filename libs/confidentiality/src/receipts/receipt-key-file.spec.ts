import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CHAIN_START, endorsementText, isSignedBy, ReceiptVerifier } from '@kntc/domain';
import { ReceiptKeyFile } from './receipt-key-file';

const FIRST_DAY = new Date('2026-10-01T00:00:00Z');
const LATER = new Date('2026-11-01T00:00:00Z');
const at = (moment: Date, days = 0): string => new Date(moment.getTime() + days * 86_400_000).toISOString();

describe('the keys of receipts in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-receipt-keys-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  const fresh = (): ReceiptKeyFile => {
    count += 1;
    const file = new ReceiptKeyFile(join(folder, String(count), 'receipt-keys.json'));
    file.createFirst(FIRST_DAY);
    return file;
  };
  const signed = (file: ReceiptKeyFile, moment: string) => file.sign({ ...CHAIN_START, at: moment });
  const objections = (file: ReceiptKeyFile, ...moments: readonly string[]) =>
    new ReceiptVerifier(
      moments.map((moment) => signed(file, moment)),
      file.keys(),
    ).findings;

  it('is made once, for its owner only, and kept', () => {
    const file = fresh();
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    const [key] = file.keys();
    file.createFirst(LATER);
    expect(file.keys()).toEqual([key]);
    expect(objections(file, at(FIRST_DAY))).toEqual([]);
  });

  it('hands out no private half', () => {
    const file = fresh();
    const { keys } = JSON.parse(readFileSync(file.path, 'utf8')) as { keys: { privateKey: string }[] };
    expect(JSON.stringify(file.keys())).not.toContain(keys[0]?.privateKey);
  });

  it('signs with the new key after a rotation, and the one before counts some days longer', () => {
    const file = fresh();
    const before = signed(file, at(FIRST_DAY, 1));
    const key = file.rotate(LATER);
    expect(signed(file, at(LATER))).toMatchObject({ keyId: key.id });
    const [old] = file.keys();
    expect(old?.validUntil).toBe(at(LATER, 7));
    expect(key.endorsement?.by).toBe(old?.id);
    expect(isSignedBy(old?.publicKey ?? '', endorsementText(key), key.endorsement?.signature ?? '')).toBe(
      true,
    );
    expect(new ReceiptVerifier([before, signed(file, at(LATER, 30))], file.keys()).findings).toEqual([]);
  });

  it('begins anew where the file is lost or damaged: nothing vouches for the key, and what was there is set aside', () => {
    const file = fresh();
    const [lost] = file.keys();
    expect(file.canGoOnFrom(lost?.id ?? '')).toBe(true);
    writeFileSync(file.path, '{"format":1');
    expect(file.canGoOnFrom(lost?.id ?? '')).toBe(false);
    const key = file.beginAnew(LATER, lost?.id ?? '');
    expect(key.endorsement).toBeNull();
    expect(file.keys()).toEqual([key]);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    const aside = readdirSync(dirname(file.path)).filter((name) => name.endsWith('.bo'));
    expect(aside.map((name) => readFileSync(join(dirname(file.path), name), 'utf8'))).toEqual([
      '{"format":1',
    ]);
    expect(signed(file, at(LATER))).toMatchObject({ keyId: key.id });
  });

  it('keeps the public half of a key whose private half is lost, so that what it signed stays verifiable', () => {
    const file = fresh();
    const [lost] = file.keys();
    const before = signed(file, at(FIRST_DAY, 1));
    const stored = JSON.parse(readFileSync(file.path, 'utf8')) as { keys: { privateKey?: string }[] };
    delete stored.keys[0]?.privateKey;
    writeFileSync(file.path, JSON.stringify(stored));
    expect(file.canGoOnFrom(lost?.id ?? '')).toBe(false);
    const key = file.beginAnew(LATER, lost?.id ?? '');
    expect(file.keys().map(({ id }) => id)).toEqual([lost?.id, key.id]);
    expect(new ReceiptVerifier([before, signed(file, at(LATER, 30))], file.keys()).findings).toEqual([]);
  });

  it('takes the private half out of a key that no longer counts', () => {
    const file = fresh();
    file.rotate(LATER);
    file.rotate(new Date(at(LATER, 30)));
    const { keys } = JSON.parse(readFileSync(file.path, 'utf8')) as { keys: object[] };
    expect(keys.map((one) => 'privateKey' in one)).toEqual([false, true, true]);
    expect(objections(file, at(LATER, 31))).toEqual([]);
  });

  it('signs nothing before the time of its keys', () => {
    expect(() => signed(fresh(), at(FIRST_DAY, -1))).toThrow(expect.objectContaining({ code: 'GW_T311' }));
  });

  it.each([
    ['no file', (path: string) => rmSync(path), 'GW_T311'],
    ['no JSON', (path: string) => writeFileSync(path, '{"privateKey":'), 'GW_T311'],
    ['no key', (path: string) => writeFileSync(path, '{"format":1,"keys":[]}'), 'GW_T311'],
    ['a file that others read', (path: string) => chmodSync(path, 0o644), 'GW_P401'],
    [
      'an id that is not of its key',
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(/"id": "../, '"id": "zz')),
      'GW_T311',
    ],
    [
      'a private half that is damaged',
      (path: string) =>
        writeFileSync(path, readFileSync(path, 'utf8').replace(/"privateKey": "..../, '"privateKey": "AAAA')),
      'GW_T311',
    ],
    [
      'the private half of another key',
      (path: string) => {
        const halfOf = (text: string) => /"privateKey": "([^"]+)"/.exec(text)?.[1] ?? '';
        const text = readFileSync(path, 'utf8');
        writeFileSync(path, text.replace(halfOf(text), halfOf(readFileSync(fresh().path, 'utf8'))));
      },
      'GW_T311',
    ],
  ])('is refused as %s, without its content', (_what, spoil, code) => {
    const file = fresh();
    const text = readFileSync(file.path, 'utf8');
    const secret = /"privateKey": "([^"]+)"/.exec(text)?.[1] ?? '';
    spoil(file.path);
    let told: unknown;
    try {
      signed(file, at(FIRST_DAY));
    } catch (err) {
      told = err;
    }
    expect(told).toMatchObject({ code });
    expect(String(told)).not.toContain(secret);
  });
});
