import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSourceDefinition } from '../../definition/source-definition';
import { aSource } from '../../testing/a-source';
import { styled, writeTestWorkbook, type TestSheet } from '../../testing/a-workbook';
import { openTableFile } from './open-table-file';
import { inspectFile } from './inspect-file';
import { readRecords } from './read-records';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kntc-layouts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COLUMNS = '{ so: "Số đơn", ngay: { header: "Ngày nhận", serialDate: true }, ten: "Họ tên" }';

function definition(files: string, key = 'so'): FileSourceDefinition {
  return aSource(`id: so
title: Sổ
kind: file
files:
  folder: so
  mode: snapshot
${files}
record: { key: ${key} }
map: { registerNo: { column: so } }`) as FileSourceDefinition;
}

async function read(name: string, { files, record }: FileSourceDefinition) {
  const file = await openTableFile(join(folder, name), name, files.layout.csv);
  try {
    const report = await inspectFile(file, files.layout, record);
    const rows: Record<string, unknown>[] = [];
    const wanted = { layout: files.layout, record, after: 0, doubled: report.doubled };
    for await (const records of readRecords(file, wanted))
      rows.push(...records.map(({ line, record: one }) => ({ line, key: one.localKey, ...one.row })));
    return { report, rows };
  } finally {
    file.close();
  }
}

async function sheet(rows: TestSheet['rows'], yaml: FileSourceDefinition, more: Partial<TestSheet> = {}) {
  await writeTestWorkbook(join(folder, 'a.xlsx'), { name: 'Sổ', rows, ...more });
  return read('a.xlsx', yaml);
}

async function csv(content: string | Buffer, yaml = definition(`  columns: ${COLUMNS}`)) {
  writeFileSync(join(folder, 'a.csv'), content);
  return read('a.csv', yaml);
}

const HEADER = ['Số đơn', 'Ngày nhận', 'Họ tên'];

describe('a sheet', () => {
  it('finds header rows by their text below a title, whatever case, accents and order', async () => {
    const rows = [['SỔ THEO DÕI'], [], ['họ  tên', 'SỐ ĐƠN', 'Ngày nhận'], ['Lan', 'A1', '01/02/2026']];
    const { rows: found } = await sheet(rows, definition(`  columns: ${COLUMNS}`));
    expect(found).toEqual([{ line: 4, key: 'A1', so: 'A1', ngay: '01/02/2026', ten: 'Lan' }]);
  });

  it('joins the levels of merged headers', async () => {
    const yaml = definition('  columns: { so: "Số đơn", kn: "Phân loại / KN", tc: "Phân loại / TC" }');
    const rows = [
      ['Số đơn', 'Phân loại', null],
      [null, 'KN', 'TC'],
      ['A1', 'x', null],
      ['A2', null, 'x'],
    ];
    const { report, rows: found } = await sheet(rows, yaml, { merged: ['A1:A2', 'B1:C1'] });
    expect(report.headerEnd).toBe(2);
    expect(found).toMatchObject([
      { key: 'A1', kn: 'x', tc: null },
      { key: 'A2', kn: null, tc: 'x' },
    ]);
  });

  describe('with a group of columns over two levels', () => {
    const rows = [
      ['SỔ NHẬN ĐƠN'],
      ['Số đơn', 'Người gửi đơn', null, 'Ghi chú'],
      [null, 'Họ tên', 'Địa chỉ', null],
      ['A1', 'Lan', 'Xóm 3', 'gấp'],
    ];
    const swapped = rows.map((row) => (row.length === 1 ? row : [3, 1, 2, 0].map((at) => row[at] ?? null)));
    const merged = ['B2:C2', 'A2:A3', 'D2:D3'];
    const asText = (table: typeof rows) =>
      table.map((row) => [0, 1, 2, 3].map((at) => row[at] ?? '').join(',')).join('\n');
    const full =
      '{ so: "Số đơn", ten: "Người gửi đơn / Họ tên", noi: "Người gửi đơn / Địa chỉ", ghi: "Ghi chú" }';
    const bare = '{ so: "Số đơn", ten: "Họ tên", noi: "Địa chỉ", ghi: "Ghi chú" }';
    const expected = [{ line: 4, key: 'A1', so: 'A1', ten: 'Lan', noi: 'Xóm 3', ghi: 'gấp' }];

    it.each([
      ['full paths', full],
      ['last levels', bare],
    ])('is read by %s from the workbook and from its text file, in any order', async (_how, columns) => {
      const yaml = definition(`  columns: ${columns}`);
      for (const table of [rows, swapped]) {
        expect((await sheet(table, yaml, { merged })).rows).toEqual(expected);
        expect((await csv(asText(table), yaml)).rows).toEqual(expected);
      }
    });

    it('refuses a last level that stands in two groups', async () => {
      const two = [
        ['Số đơn', 'Người gửi', null, 'Người bị đơn', null],
        [null, 'Họ tên', 'Địa chỉ', 'Họ tên', 'Địa chỉ'],
        ['A1', 'Lan', 'Xóm 3', 'Hùng', 'Xóm 5'],
      ];
      const text = two.map((row) => row.map((cell) => cell ?? '').join(',')).join('\n');
      const doubled = { code: 'HEADER_DOUBLED', detail: '«Địa chỉ» ở cột C và E' };
      const yaml = definition('  columns: { so: "Số đơn", noi: "Địa chỉ" }');
      await expect(sheet(two, yaml, { merged: ['B1:C1', 'D1:E1'] })).rejects.toMatchObject(doubled);
      await expect(csv(text, yaml)).rejects.toMatchObject(doubled);
      const exact = definition('  columns: { so: "Số đơn", noi: "Người bị đơn / Địa chỉ" }');
      expect((await csv(text, exact)).rows).toMatchObject([{ noi: 'Xóm 5' }]);
    });

    it('names the title that is not there and offers only what no other column reads', async () => {
      const yaml = definition(
        '  columns: { ten: "Họ tên", noi: "Người gửi đơn / Địa chỉ", so: "Số đơnn", ghi: "Họ tênn" }',
      );
      await expect(csv(asText(rows), yaml)).rejects.toMatchObject({
        code: 'HEADER_MISSING',
        detail: '«Số đơnn» (gần giống nhất: «Số đơn»)',
      });
      const other = definition('  columns: { ten: "Họ tên", so: "Số đơn", ghi: "Họ tênn" }');
      await expect(csv(asText(rows), other)).rejects.toMatchObject({
        detail: '«Họ tênn» (cột chưa dùng trong tệp: «Người gửi đơn / Địa chỉ», «Ghi chú»)',
      });
    });

    it('ends a merged group where it ends', async () => {
      const table = [
        ['Nhóm', null, null],
        ['Số', 'Ghi chú', 'Khác'],
        ['A1', 'x', 'y'],
      ];
      const { report } = await sheet(table, definition('  columns: { so: "Nhóm / Số" }'), {
        merged: ['A1:B1'],
      });
      expect(report.unread).toEqual(['Nhóm / Ghi chú', 'Khác']);
    });
  });

  it('leaves out numbering, month and total rows and everything below the end', async () => {
    const yaml = definition(
      `  columns: ${COLUMNS}\n  skipRows: [numbering, { column: A, matches: "^Tháng" }]\n  stopAt: [totals]`,
    );
    const rows = [
      HEADER,
      ['(1)', '(2)', '(3)'],
      ['Tháng 01/2026'],
      ['A1', null, 'Lan'],
      [null, null, null],
      ['Tổng cộng', 1, null],
      ['A9', null, 'Người ký'],
    ];
    expect((await sheet(rows, yaml)).rows.map(({ key }) => key)).toEqual(['A1']);
  });

  it('gives dates by format or serial number as ISO text, texts as typed, numbers without noise', async () => {
    const yaml = definition(`  columns: ${COLUMNS}`);
    const value = async (cell: TestSheet['rows'][number][number], name: 'ngay' | 'ten' = 'ten') =>
      (await sheet([HEADER, name === 'ngay' ? ['A1', cell] : ['A1', null, cell]], yaml)).rows[0]?.[name];
    expect(await value(styled(45_306, 1), 'ngay')).toBe('2024-01-15');
    expect(await value(styled(45_306.395_833_333_336, 2), 'ngay')).toBe('2024-01-15 09:30:00');
    expect(await value(45_306, 'ngay')).toBe('2024-01-15');
    expect(await value('31/02/2025', 'ngay')).toBe('31/02/2025');
    expect(await value(45_306)).toBe('45306');
    expect(await value(0.1 + 0.2)).toBe('0.3');
    expect(await value(1_095_012_345, 'ten')).toBe('1095012345');
    expect(await value(styled(95_012_345, 3))).toBe('0095012345');
    expect(await value(1e21)).toBe('1000000000000000000000');
    expect(await value({ attributes: ' t="e"', xml: '<v>#REF!</v>' })).toBe('\ufffd#REF!');
    expect(await value({ attributes: ' t="str"', xml: '<f>A1&amp;"b"</f><v>ab</v>' })).toBe('ab');
    expect(await value('dòng 1_x000D_\ndòng 2')).toBe('dòng 1\r\ndòng 2');
  });

  it('takes a merged value for each of its rows where told', async () => {
    const yaml = definition('  columns: { so: "Số đơn", ten: { header: "Họ tên", fillMerged: true } }');
    const rows = [
      ['Số đơn', 'Họ tên'],
      ['A1', 'Lan'],
      ['A2', null],
      ['A3', null],
    ];
    const { rows: found } = await sheet(rows, yaml, { merged: ['B2:B3'] });
    expect(found.map(({ ten }) => ten)).toEqual(['Lan', 'Lan', null]);
  });

  it('reads by position, and refuses when the header text that must stand there has moved', async () => {
    const yaml = definition('  columns: { so: { column: A, header: "Số đơn" }, han: { column: C } }');
    expect((await sheet([HEADER, ['A1', 'x', '1']], yaml)).rows).toMatchObject([{ so: 'A1', han: '1' }]);
    await expect(
      sheet(
        [
          ['STT', 'Số đơn'],
          ['1', 'A1'],
        ],
        yaml,
      ),
    ).rejects.toMatchObject({
      code: 'HEADER_MOVED',
      detail: 'cột A phải là «Số đơn»',
    });
  });
});

describe('keys', () => {
  const rows = [
    HEADER,
    ['A1', null, 'Lan'],
    ['A1', null, 'Lan'],
    ['A2', null, 'Hoa'],
    ['A2', null, 'Hùng'],
    [null, null, 'Mai'],
  ];

  it('make equal rows one record, mark different ones and count rows without a key', async () => {
    const { report, rows: found } = await sheet(rows, definition(`  columns: ${COLUMNS}`));
    expect(found).toEqual([
      { line: 2, key: 'A1', so: 'A1', ngay: null, ten: 'Lan' },
      { line: 4, key: 'A2', so: 'A2', ngay: null, ten: 'Hoa', $duplicateKey: true },
    ]);
    expect(report.keyless).toEqual([6]);
    expect(report.lines).toHaveLength(4);
  });

  it('by digest take equal rows as petitions of their own and ignore case, accents and spacing', async () => {
    const yaml = definition(`  columns: ${COLUMNS}`, '{ hash: [ten] }');
    const found = (await sheet([HEADER, ['1', null, 'Lan'], ['2', null, 'LAN ']], yaml)).rows;
    expect(found.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^[0-9a-f]{20}$/),
      `${String(found[0]?.['key'])}.2`,
    ]);
  });
});

describe('a text file', () => {
  const text = 'Số đơn;Ngày nhận;Họ tên\nA1;01/02/2026;"Nguyễn Thị ""Lan""; Hoa"\n';
  const expected = [{ key: 'A1', ngay: '01/02/2026', ten: 'Nguyễn Thị "Lan"; Hoa' }];

  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 LE', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['Windows line ends and sep=', Buffer.from(`sep=;\r\n${text.replaceAll('\n', '\r\n')}`)],
  ])('in %s is read', async (_what, content) => {
    expect((await csv(content)).rows).toMatchObject(expected);
  });

  it('in windows-1258 is read with tones on their letters', async () => {
    // ô = F4, dot below = F2, ă = E3, acute = EC, Đ = D0
    const bytes = Buffer.concat([
      Buffer.from('So don,Ngay nhan,Ho ten\nA1,,'),
      Buffer.from([0x42, 0xf4, 0xf2, 0x20, 0xd0, 0xe3, 0xec, 0x63, 0x0a]),
    ]);
    expect((await csv(bytes)).rows).toMatchObject([{ ten: 'Bộ Đắc' }]);
  });

  it('in a font of the nineties keeps its letters for the mapping engine', async () => {
    const bytes = Buffer.concat([
      Buffer.from('So don,Ngay nhan,Ho ten\nA1,,'),
      Buffer.from('NguyÔn V¨n §øc\n', 'latin1'),
    ]);
    expect((await csv(bytes)).rows).toMatchObject([{ ten: 'NguyÔn V¨n §øc' }]);
  });

  it('that changes its delimiter is refused with the line named', async () => {
    const rows = Array.from({ length: 60 }, (_row, index) => `A${index};01/01/2026;Lan`);
    rows.splice(40, 1, 'A40,01/01/2026,Lan');
    await expect(csv(`${HEADER.join(';')}\n${rows.join('\n')}\n`)).rejects.toMatchObject({
      code: 'DELIMITER_CHANGED',
      detail: 'dòng 42, từ «;» sang «,»',
    });
  });

  it('with a row of another width is refused with the row named', async () => {
    await expect(csv(`${text}A2;02/02/2026;Hoa;thừa\n`)).rejects.toMatchObject({ code: 'RAGGED' });
  });
});
