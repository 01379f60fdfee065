import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSourceDefinition } from '../definition/source-definition';
import { aSource } from '../testing/a-source';
import { workbookParts, writeParts, writeTestWorkbook, type TestSheet } from '../testing/a-workbook';
import { refusalText } from './refusals';
import { inspect } from './worker/reading';

const { files, record } = aSource(`id: so
title: Sổ
kind: file
files: { folder: so, mode: snapshot, columns: { so: "Số đơn", ten: "Họ tên" } }
record: { key: so }
map: { registerNo: { column: so } }`) as FileSourceDefinition;

const SHEET: TestSheet = {
  name: 'Sổ',
  rows: [
    ['Số đơn', 'Họ tên'],
    ['A1', 'Nguyễn Thị Bí Mật'],
  ],
};
const SHEET_PART = 'xl/worksheets/sheet0.xml';
const BOOK_PART = 'xl/workbook.xml';

/** An OLE container: the old format, or an envelope around a workbook under a password. */
function ole(stream: string): Buffer {
  const bytes = Buffer.alloc(4_096);
  bytes.write('d0cf11e0a1b11ae1', 0, 'hex');
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  bytes.write(stream, 1_024, 'utf16le');
  return bytes;
}

describe('a file that cannot be taken in ends with a reason, not with a crash:', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kntc-bad-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function refusalOf(path: string): Promise<string> {
    const name = path.slice(folder.length + 1);
    const task = { path, name, layout: files.layout, record };
    const failure: unknown = await inspect(task).then(
      () => 'accepted',
      (err: unknown) => err,
    );
    expect(failure).toMatchObject({ name: 'FileRefused' });
    const { code, detail } = failure as { code: Parameters<typeof refusalText>[0]; detail: string };
    for (const sentence of refusalText(code, detail)) {
      expect(sentence).not.toContain('{detail}');
      expect(sentence).not.toContain('Bí Mật');
    }
    return code;
  }

  const raw = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  async function workbook(change: (parts: Map<string, string | Buffer>) => void, ...sheets: TestSheet[]) {
    const parts = new Map<string, string | Buffer>(workbookParts(...(sheets.length > 0 ? sheets : [SHEET])));
    change(parts);
    await writeParts(join(folder, 'a.xlsx'), parts);
    return join(folder, 'a.xlsx');
  }

  function edit(part: string, from: string, to: string) {
    return (parts: Map<string, string | Buffer>): void => {
      const text = String(parts.get(part));
      if (!text.includes(from)) throw new Error(`${part} does not contain ${from}`);
      parts.set(part, text.replace(from, to));
    };
  }

  it('a password', async () => {
    expect(await refusalOf(raw('a.xlsx', ole('EncryptedPackage')))).toBe('ENCRYPTED');
  });

  it('the old format, under its own name or another', async () => {
    expect(await refusalOf(raw('a.xls', ole('Workbook')))).toBe('LEGACY_XLS');
    expect(await refusalOf(raw('a.xlsx', ole('Workbook')))).toBe('LEGACY_XLS');
  });

  it.each(['a.ods', 'a.xlsb', 'a.pdf', 'a'])(
    'another format, called %s: to be saved anew, not renamed',
    async (name) => {
      expect(await refusalOf(raw(name, 'PK'))).toBe('OTHER_FORMAT');
      for (const code of ['OTHER_FORMAT', 'LEGACY_XLS'] as const)
        expect(refusalText(code, '')[2]).toContain('Lưu dưới dạng .xlsx rồi gửi lại');
    },
  );

  it('macros, by ending, content or declared type', async () => {
    expect(await refusalOf(raw('a.xlsm', 'PK'))).toBe('MACRO');
    expect(await refusalOf(await workbook((parts) => parts.set('xl/vbaProject.bin', 'x')))).toBe('MACRO');
    const declared = edit(
      '[Content_Types].xml',
      '/>',
      '><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
    );
    expect(await refusalOf(await workbook(declared))).toBe('MACRO');
  });

  it('a copy that was cut off at any place', async () => {
    const path = await workbook(() => undefined);
    const whole = readFileSync(path);
    for (const part of [0.1, 0.5, 0.9, 0.99]) {
      writeFileSync(path, whole);
      truncateSync(path, Math.floor(whole.length * part));
      expect(await refusalOf(path)).toBe('DAMAGED');
    }
  });

  it('bytes that were damaged inside', async () => {
    const path = await workbook(() => undefined);
    const bytes = readFileSync(path);
    for (const [at, value] of bytes.entries()) if (at > 60 && at < 900) bytes[at] = value ^ 0x55;
    writeFileSync(path, bytes);
    expect(['DAMAGED', 'NOT_A_WORKBOOK']).toContain(await refusalOf(path));
  });

  it('the wrong ending', async () => {
    expect(await refusalOf(raw('a.xlsx', 'Số đơn,Họ tên\nA1,Lan\n'))).toBe('NOT_A_WORKBOOK');
    expect(await refusalOf(raw('a.csv', readFileSync(await workbook(() => undefined))))).toBe(
      'NOT_A_WORKBOOK',
    );
    expect(await refusalOf(await workbook((parts) => parts.delete(BOOK_PART)))).toBe('NOT_A_WORKBOOK');
  });

  it('a zip bomb, before anything is unpacked', async () => {
    const bomb = Buffer.alloc(60 * 1024 * 1024, 0x20);
    const before = process.memoryUsage().rss;
    expect(await refusalOf(await workbook((parts) => parts.set(SHEET_PART, bomb)))).toBe('BOMB');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('more parts than any workbook has', async () => {
    const many = await workbook((parts) => {
      for (let part = 0; part < 5_001; part += 1) parts.set(`x/${part}`, '');
    });
    expect(await refusalOf(many)).toBe('BOMB');
  });

  it('200 MB', async () => {
    const path = await workbook(() => undefined);
    truncateSync(path, 200 * 1024 * 1024); // sparse: takes no room
    expect(await refusalOf(path)).toBe('TOO_BIG');
  });

  it('a cell of 300 MB that would exhaust memory: the reading thread ends, the process does not', async () => {
    // Not compressible enough to count as a bomb.
    const noise = Buffer.from(
      Array.from({ length: 1 << 20 }, (_byte, at) => 97 + ((at * 7_919 * (at % 251)) % 26)),
    );
    const xml = Buffer.concat([
      Buffer.from('<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>'),
      ...Array.from({ length: 300 }, () => noise),
    ]);
    expect(await refusalOf(await workbook((parts) => parts.set(SHEET_PART, xml)))).toMatch(/TOO_BIG|BOMB/);
  });

  it('a document type or an entity', async () => {
    const doctype = edit(
      SHEET_PART,
      '<worksheet',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet',
    );
    expect(await refusalOf(await workbook(doctype))).toBe('DOCTYPE');
    expect(await refusalOf(await workbook(edit(SHEET_PART, 'A1', '&e;')))).toBe('DAMAGED');
  });

  it('a sheet that points out of the archive', async () => {
    for (const target of ['../../../etc/passwd', 'http://evil.example/sheet.xml', '/etc/passwd'])
      expect(
        await refusalOf(await workbook(edit('xl/_rels/workbook.xml.rels', 'worksheets/sheet0.xml', target))),
      ).toBe('SHEET_MISSING');
  });

  it('headers that are missing, doubled or alone', async () => {
    const header = (...titles: string[]): TestSheet => ({ name: 'Sổ', rows: [titles, ['A1', 'Lan', 'x']] });
    expect(await refusalOf(await workbook(() => undefined, header('Số đơn', 'Tên')))).toBe('HEADER_MISSING');
    expect(await refusalOf(await workbook(() => undefined, header('Số đơn', 'Họ tên', 'HỌ TÊN')))).toBe(
      'HEADER_DOUBLED',
    );
    expect(
      await refusalOf(await workbook(() => undefined, { name: 'Sổ', rows: [['Số đơn', 'Họ tên']] })),
    ).toBe('EMPTY');
  });

  it('an empty sheet, and a file of zero bytes', async () => {
    expect(await refusalOf(await workbook(() => undefined, { name: 'Sổ', rows: [] }))).toBe('EMPTY');
    expect(await refusalOf(raw('a.csv', ''))).toBe('EMPTY');
    expect(await refusalOf(raw('a.xlsx', ''))).toBe('NOT_A_WORKBOOK');
  });

  it('two sheets with the same header, unless one is hidden', async () => {
    const twin = { ...SHEET, name: 'Sổ cũ' };
    expect(await refusalOf(await workbook(() => undefined, SHEET, twin))).toBe('SHEET_AMBIGUOUS');
    await writeTestWorkbook(join(folder, 'a.xlsx'), SHEET, { ...twin, state: 'hidden' });
    const task = { path: join(folder, 'a.xlsx'), name: 'a.xlsx', layout: files.layout, record };
    expect((await inspect(task)).lines).toEqual([[2, 'A1']]);
  });

  it('rows without a single key', async () => {
    const rows = [
      ['Số đơn', 'Họ tên'],
      [null, 'Lan'],
    ];
    expect(await refusalOf(await workbook(() => undefined, { name: 'Sổ', rows }))).toBe('NO_KEYS');
  });
});
