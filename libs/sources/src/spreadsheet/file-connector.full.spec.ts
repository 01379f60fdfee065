import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSourceDefinition } from '../definition/source-definition';
import { aSource, StandingClock } from '../testing/a-source';
import { writeTestWorkbook } from '../testing/a-workbook';
import { FileConnector } from './file-connector';

const YAML = (mode: string, columns = '{ so: "Số đơn", ten: "Họ tên" }') => `id: so
title: Sổ
kind: file
files: { folder: so, mode: ${mode}, columns: ${columns} }
record: { key: so }
map: { registerNo: { column: so } }`;

describe('a drop folder', () => {
  let root: string;
  let drop: string;
  const open: FileConnector[] = [];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kntc-drop-'));
    drop = join(root, 'inbox', 'so');
    mkdirSync(drop, { recursive: true });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
    rmSync(root, { recursive: true, force: true });
  });

  function connector(mode = 'snapshot', columns?: string): FileConnector {
    const folders = { inbox: join(root, 'inbox'), data: join(root, 'data') };
    const definition = aSource(YAML(mode, columns)) as FileSourceDefinition;
    const one = new FileConnector(definition, { clock: new StandingClock(), env: {}, folders });
    open.push(one);
    return one;
  }

  const put = (name: string, rows: readonly (readonly [string, string])[]): void =>
    writeFileSync(join(drop, name), ['Số đơn,Họ tên', ...rows.map((row) => row.join(','))].join('\n'));

  /** Reads until nothing more comes: keys in order, and the last cursor. */
  async function cycle(one: FileConnector, from?: string, limit = 2) {
    const keys: string[] = [];
    let cursor = from;
    for (;;) {
      const page = await one.readChanged(cursor, limit);
      expect(page.records.length).toBeLessThanOrEqual(limit);
      keys.push(...page.records.map(({ localKey }) => localKey));
      cursor = page.cursor;
      if (page.exhausted) return { keys, cursor };
    }
  }

  async function keysOf(one: FileConnector): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const batch of one.keys()) keys.push(...batch);
    return keys;
  }

  const ROWS = Array.from({ length: 5 }, (_row, index) => [`A${index}`, 'Lan'] as const);

  it('hands a file on in pages, then files it under done, and is quiet afterwards', async () => {
    put('so.csv', ROWS);
    const one = connector();
    const { keys, cursor } = await cycle(one);
    expect(keys).toEqual(['A0', 'A1', 'A2', 'A3', 'A4']);
    expect(await keysOf(one)).toEqual(keys);
    expect(readdirSync(drop)).toEqual(['done']);
    expect(readdirSync(join(drop, 'done', '2026-11-24'))).toEqual(['so.csv']);
    for (const place of ['done', 'done/2026-11-24', 'done/2026-11-24/so.csv'])
      expect(statSync(join(drop, place)).mode & 0o007).toBe(0);
    expect(readdirSync(join(root, 'data', 'files', 'so', 'reading'))).toEqual([]);
    expect((await cycle(one, cursor)).keys).toEqual([]);
  });

  it('keeps line numbers and keys in the manifest, and nothing else of a row', async () => {
    put('so.csv', [['A1', 'Nguyễn Thị Bí Mật']]);
    await cycle(connector());
    const text = readFileSync(join(root, 'data', 'files', 'so', 'manifests', '000001.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ seq: 1, name: 'so.csv', lines: [[2, 'A1']], keyless: [] });
    expect(text).not.toContain('Bí Mật');
  });

  it('goes on behind the last page after a restart, and from the beginning without a cursor', async () => {
    put('so.csv', ROWS);
    const { cursor } = await connector().readChanged(undefined, 2);
    expect((await cycle(connector(), cursor)).keys).toEqual(['A2', 'A3', 'A4']);
    expect((await cycle(connector())).keys).toHaveLength(5);
  });

  it('reads an accepted file again when the layout changes, and says so when it no longer fits', async () => {
    put('so.csv', ROWS);
    const { cursor } = await cycle(connector());
    const other = connector('snapshot', '{ so: "Số đơn" }');
    expect((await cycle(other, cursor)).keys).toHaveLength(5);
    const misfit = connector('snapshot', '{ so: "Mã số" }');
    await expect(misfit.readChanged(cursor, 2)).rejects.toMatchObject({
      code: 'GW_S107',
      detail: expect.stringContaining('«Mã số»') as string,
    });
  });

  it('knows the same bytes again', async () => {
    put('so.csv', ROWS);
    const one = connector();
    const { cursor } = await cycle(one);
    put('so.csv', ROWS);
    expect((await cycle(one, cursor)).keys).toEqual([]);
    const done = join(drop, 'done', '2026-11-24');
    expect(readdirSync(done)).toEqual(['so (2).csv', 'so (2).csv.txt', 'so.csv']);
    expect(readFileSync(join(done, 'so (2).csv.txt'), 'utf8')).toContain('đúng tệp này trước đây');
  });

  it('counts the newest snapshot alone, or all files together', async () => {
    for (const [mode, expected] of [
      ['snapshot', ['B1', 'A1']],
      ['cumulative', ['A0', 'A1', 'B1']],
    ] as const) {
      put('1.csv', ROWS.slice(0, 2));
      const one = connector(mode);
      const { cursor } = await cycle(one);
      put('2.csv', [
        ['B1', 'Hoa'],
        ['A1', 'Lan đã sửa'],
      ]);
      expect((await cycle(one, cursor)).keys).toEqual(['B1', 'A1']);
      expect(await keysOf(one)).toEqual(expected);
      rmSync(join(root, 'data'), { recursive: true });
      rmSync(join(drop, 'done'), { recursive: true });
    }
  });

  it('puts a refused file aside with three sentences and goes on; with nothing else the source is paused', async () => {
    writeFileSync(join(drop, 'hong.xlsx'), 'không phải Excel');
    const one = connector();
    await expect(one.readChanged(undefined, 2)).rejects.toMatchObject({
      code: 'GW_S107',
      detail: expect.stringContaining('hong.xlsx') as string,
    });
    // The pause stands as long as nothing better comes.
    await expect(one.readChanged(undefined, 2)).rejects.toMatchObject({ code: 'GW_S107' });
    const note = readFileSync(join(drop, 'refused', 'hong.xlsx.txt'), 'utf8');
    expect(note).toContain('Nội dung tệp không đúng với đuôi tên tệp');
    expect(note).toContain('gửi tệp mới');
    put('so.csv', ROWS);
    writeFileSync(join(drop, 'hong2.xls'), 'x');
    expect((await cycle(one)).keys).toHaveLength(5);
    expect(existsSync(join(drop, 'refused', 'hong2.xls.txt'))).toBe(true);
  });

  it('ends each of many files of every kind as accepted or refused, none left lying', async () => {
    const many = 24; // each is read in a thread of its own, which a test starts slowly
    for (let file = 0; file < many; file += 1) {
      if (file % 4 === 0) writeFileSync(join(drop, `${file}.csv`), '');
      else if (file % 4 === 1) writeFileSync(join(drop, `${file}.xlsx`), 'không phải Excel');
      else put(`${file}.csv`, [[`A${file}`, 'Lan']]);
    }
    const { keys } = await cycle(connector('cumulative'), undefined, 50);
    expect(new Set(keys).size).toBe(many / 2);
    expect(readdirSync(drop).toSorted()).toEqual(['done', 'refused']);
    expect(readdirSync(join(drop, 'done', '2026-11-24'))).toHaveLength(many / 2);
    // Each with its text beside it.
    expect(readdirSync(join(drop, 'refused'))).toHaveLength(many);
  }, 300_000);

  it('leaves alone what is being written, hidden, a link or no spreadsheet', async () => {
    for (const name of ['~$so.xlsx', '.so.csv', 'so.csv.part', 'ghi-chu.docx', 'a.ket-qua.txt'])
      writeFileSync(join(drop, name), 'x');
    const one = connector();
    expect((await cycle(one)).keys).toEqual([]);
    expect(readdirSync(drop)).toHaveLength(5);
  });

  it('recognises a file whose move was interrupted', async () => {
    put('so.csv', ROWS);
    const content = readFileSync(join(drop, 'so.csv'));
    const { cursor } = await cycle(connector());
    // As after a crash between manifest and move.
    rmSync(join(drop, 'done'), { recursive: true });
    writeFileSync(join(drop, 'so.csv'), content);
    expect((await cycle(connector(), cursor)).keys).toEqual([]);
    expect(readdirSync(join(drop, 'done', '2026-11-24'))).toEqual(['so.csv']);
  });

  it('stops when a file in done that must be read again was changed', async () => {
    put('so.csv', ROWS);
    await cycle(connector());
    writeFileSync(join(drop, 'done', '2026-11-24', 'so.csv'), 'khác');
    await expect(connector().readChanged(undefined, 2)).rejects.toMatchObject({ code: 'GW_S109' });
  });

  it('reads a workbook the same way', async () => {
    const rows = [['Số đơn', 'Họ tên'], ...ROWS.map((row) => [...row])];
    await writeTestWorkbook(join(drop, 'so.xlsx'), { name: 'Sổ', rows });
    expect((await cycle(connector())).keys).toHaveLength(5);
  });
});
