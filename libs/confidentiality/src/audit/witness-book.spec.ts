import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WitnessBook } from './witness-book';
import { signedLine } from './witness-line';
import type { WitnessAnswer } from './witness-protocol';

const AT = '2026-11-26T08:00:00.000Z';
const OK = { kind: 'ok' };
const mine = generateKeyPairSync('ed25519').privateKey;
const other = generateKeyPairSync('ed25519').privateKey;
const spki = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
const hash = (fill: string): string => fill.repeat(64);

describe('the book of a witness', () => {
  let folder: string;
  let book: WitnessBook;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-book-'));
    book = new WitnessBook(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const tell = (
    said: { readonly seq: number; readonly hash?: string; readonly restart?: number },
    { by = mine, as, name = 'kntc' }: { by?: KeyObject; as?: KeyObject; name?: string } = {},
  ): Promise<WitnessAnswer> => {
    const { seq, restart } = said;
    const line = signedLine(
      { seq, hash: said.hash ?? hash('a'), at: AT, ...(restart !== undefined && { restart }) },
      by,
    );
    return book.answer(name, { ask: 'remember', key: spki(as ?? by), line });
  };
  const file = (name = 'kntc'): string => readFileSync(join(folder, `${name}.jsonl`), 'utf8');

  it('listens to whoever spoke first about a database, and to nobody else', async () => {
    expect(await tell({ seq: 1 })).toEqual(OK);
    expect(await tell({ seq: 2 }, { by: other })).toEqual({ kind: 'refused', why: 'other-key' });
    expect(await book.answer('kntc', { ask: 'ready', key: spki(other) })).toEqual({
      kind: 'refused',
      why: 'other-key',
    });
    expect(await tell({ seq: 1 }, { by: other, name: 'another' })).toEqual(OK);
  });

  it('refuses a line that is not signed by the key it comes with', async () => {
    expect(await tell({ seq: 1 }, { by: other, as: mine })).toEqual({
      kind: 'refused',
      why: 'bad-signature',
    });
    const line = { ...signedLine({ seq: 1, hash: hash('a'), at: AT }, mine), seq: 2 };
    expect(await book.answer('kntc', { ask: 'remember', key: spki(mine), line })).toMatchObject({
      why: 'bad-signature',
    });
    expect(await book.answer('kntc', { ask: 'remember', key: 'AAAA', line })).toMatchObject({
      why: 'bad-signature',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['another hash for a known number', { seq: 2, hash: hash('b') }],
    ['a number below the newest', { seq: 1, hash: hash('b') }],
    ['a number that was passed over', { seq: 3, hash: hash('a') }],
    ['a restart that reaches above its own head', { seq: 3, restart: 4 }],
  ])('refuses %s and writes nothing', async (_what, said) => {
    for (const seq of [1, 2, 5]) await tell({ seq });
    const before = file();
    expect(await tell(said)).toEqual({ kind: 'refused', why: 'contradicts' });
    expect(file()).toBe(before);
  });

  it('keeps the lines that no longer count after a restart', async () => {
    for (const seq of [1, 2, 3]) await tell({ seq });
    expect(await tell({ seq: 2, hash: hash('b'), restart: 1 })).toEqual(OK);
    expect(file().match(/"seq":/g)).toHaveLength(4);
    expect(file()).toContain('"restart":1');
    expect(await tell({ seq: 3, hash: hash('c') })).toEqual(OK);
  });

  it('knows after a restart of its own what it knew before', async () => {
    for (const seq of [1, 2, 3]) await tell({ seq });
    await tell({ seq: 2, hash: hash('b'), restart: 1 });
    book = new WitnessBook(folder);
    expect(await tell({ seq: 2, hash: hash('a') })).toMatchObject({ why: 'contradicts' });
    expect(await tell({ seq: 4 }, { by: other })).toMatchObject({ why: 'other-key' });
    expect(await tell({ seq: 3, hash: hash('c') })).toEqual(OK);
  });

  it('drops a line that a crash cut off, for it was never answered', async () => {
    await tell({ seq: 1 });
    const before = file();
    appendFileSync(join(folder, 'kntc.jsonl'), '{"seq":2,"ha');
    book = new WitnessBook(folder);
    expect(await tell({ seq: 3 })).toEqual(OK);
    expect(file().startsWith(before)).toBe(true);
    expect(file()).not.toContain('"ha{');
    expect(file().split('\n')).toHaveLength(4);
  });

  it('does not use a file in which somebody wrote, and removes nothing of it', async () => {
    await tell({ seq: 1 });
    await tell({ seq: 2 });
    const edited = file().replace('"seq":1,', '"xx":1,');
    writeFileSync(join(folder, 'kntc.jsonl'), edited);
    book = new WitnessBook(folder);
    await expect(tell({ seq: 3 })).rejects.toMatchObject({ code: 'GW_T304' });
    expect(file()).toBe(edited);
  });

  it('gives all its lines out in pieces, whole ones only', async () => {
    const lines = 3_000;
    await tell({ seq: 1 });
    for (let seq = 2; seq <= lines; seq += 1) {
      const line = signedLine({ seq, hash: hash('a'), at: AT }, mine);
      appendFileSync(join(folder, 'kntc.jsonl'), `${JSON.stringify(line)}\n`);
    }
    book = new WitnessBook(folder);
    let [text, pieces] = ['', 0];
    for (let from: number | null = 0; from !== null; pieces += 1) {
      const answer = await book.answer('kntc', { ask: 'read', from });
      if (answer.kind !== 'lines') throw new Error(answer.kind);
      text += answer.text;
      from = answer.next;
    }
    expect(pieces).toBeGreaterThan(1);
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { seq: number }).seq),
    ).toEqual(Array.from({ length: lines }, (_none, index) => index + 1));
  });

  it.each(['../kntc', 'a/b', '', 'x'.repeat(101), 'tên', 'a\0b'])(
    'takes no «%s» for a database',
    async (name) => {
      expect(await tell({ seq: 1 }, { name })).toEqual({ kind: 'refused', why: 'not-understood' });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('has room for fifty databases, so that no stranger fills its disk with names', async () => {
    for (let at = 0; at < 50; at += 1) expect(await tell({ seq: 1 }, { name: `d${at}` })).toEqual(OK);
    expect(await tell({ seq: 1 }, { name: 'one-more' })).toEqual({ kind: 'refused', why: 'too-many' });
    expect(await tell({ seq: 2 }, { name: 'd7' })).toEqual(OK);
  });
});
