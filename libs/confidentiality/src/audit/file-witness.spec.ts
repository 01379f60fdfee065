import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keys } from '../keys';
import { FileWitness } from './file-witness';

const keysOf = (fill: number): Keys =>
  Keys.of({
    id: '00112233445566ff',
    sealingKey: Buffer.alloc(32, fill),
    digestKey: Buffer.alloc(32, fill + 1),
  });
const keys = keysOf(1);
const head = (seq: number): { seq: number; hash: string } => ({
  seq,
  hash: seq.toString(16).padStart(64, '0'),
});
const AT = '2026-11-26T08:00:00.000Z';

describe('the witness in a file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-witness-'));
    file = join(folder, 'mount', 'kntc.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const witness = (of = keys) => new FileWitness(file, of.witnessKey());

  it('remembers across processes, in a file only its owner reads', async () => {
    await witness().remember(head(1), AT);
    await witness().remember(head(2), AT);
    expect(await witness().remembered()).toEqual(
      new Map([head(1), head(2)].map(({ seq, hash }) => [seq, hash])),
    );
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('holds nothing of what was done, only numbers, hashes and signatures', async () => {
    await witness().remember(head(1), AT);
    const line = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(Object.keys(line).toSorted()).toEqual(['at', 'hash', 'seq', 'signature']);
  });

  it('passes over a line that a crash cut off, and goes on behind it', async () => {
    await witness().remember(head(1), AT);
    appendFileSync(file, '{"seq":2,"ha');
    expect([...(await witness().remembered()).keys()]).toEqual([1]);
  });

  it.each([
    ['an altered hash', (text: string) => text.replace('"hash":"00', '"hash":"ff')],
    ['an altered number', (text: string) => text.replace('"seq":1', '"seq":3')],
    ['an altered time', (text: string) => text.replace(AT, '2026-11-27T08:00:00.000Z')],
    ['a line that is no line of ours', (text: string) => `xoá hết\n${text}`],
  ])('refuses a file with %s', async (_what, tamper) => {
    await witness().remember(head(1), AT);
    await witness().remember(head(2), AT);
    writeFileSync(file, tamper(readFileSync(file, 'utf8')));
    await expect(witness().remembered()).rejects.toMatchObject({ code: 'GW_T304' });
  });

  it('refuses lines that another key signed', async () => {
    await witness(keysOf(7)).remember(head(1), AT);
    await witness(keysOf(7)).remember(head(2), AT);
    await expect(witness().remembered()).rejects.toMatchObject({ code: 'GW_T304' });
  });

  it('finds the newest head at the end of a long file without reading all of it', async () => {
    for (let seq = 1; seq <= 400; seq += 1) await witness().remember(head(seq), AT);
    expect(statSync(file).size).toBeGreaterThan(70_000);
    // Somebody was at the beginning: verifying says so, starting does not read that far.
    writeFileSync(file, readFileSync(file, 'utf8').replace('"seq":1,', '"seq":7,'));
    expect(await witness().newest()).toEqual(head(400));
    await expect(witness().remembered()).rejects.toMatchObject({ code: 'GW_T304' });
  });

  it('says that somebody was at its end', async () => {
    await witness().remember(head(1), AT);
    await witness().remember(head(2), AT);
    await witness().remember(head(3), AT);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"seq":2,', '"seq":7,'));
    await expect(witness().newest()).rejects.toMatchObject({ code: 'GW_T304' });
  });

  it('keeps to its first word when a database that was put back tells another history', async () => {
    await witness().remember(head(1), AT);
    await witness().remember({ ...head(9), seq: 1 }, AT);
    expect((await witness().remembered()).get(1)).toBe(head(1).hash);
  });

  it('says before anything is done that it cannot write', async () => {
    mkdirSync(file, { recursive: true }); // a folder where the file should be
    await expect(witness().ready()).rejects.toMatchObject({ code: 'GW_T304' });
  });
});
