import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSourceDefinition } from '../../definition/source-definition';
import { aSource } from '../../testing/a-source';
import { openTableFile } from '../table/open-table-file';
import { inspectFile } from '../table/inspect-file';
import { readRecords } from '../table/read-records';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kntc-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TITLES = ['STT', 'Số đơn', 'Ngày nhận', 'Họ tên', 'Loại đơn', 'Nội dung', 'Ghi chú'];
const COLUMNS =
  '{ so: "Số đơn", ngay: "Ngày nhận", ten: "Họ tên", noi_dung: "Nội dung", ghi_chu: "Ghi chú" }';

const { files, record } = aSource(`id: so
title: Sổ
kind: file
files: { folder: so, mode: snapshot, columns: ${COLUMNS} }
record: { key: so }
map: { registerNo: { column: so } }`) as FileSourceDefinition;

async function read(content: string | Buffer) {
  const path = join(folder, 'a.csv');
  writeFileSync(path, content);
  const file = await openTableFile(path, 'a.csv', files.layout.csv);
  const report = await inspectFile(file, files.layout, record);
  const rows: Record<string, unknown>[] = [];
  const wanted = { layout: files.layout, record, after: 0, doubled: report.doubled };
  for await (const records of readRecords(file, wanted))
    rows.push(...records.map(({ record: one }) => one.row));
  return rows;
}

/** A file with these rows, its titles above. */
const table = (rows: readonly string[], delimiter = ',', lineEnd = '\n'): string =>
  [TITLES.join(delimiter), ...rows].join(lineEnd) + lineEnd;

const row = (at: number, content = 'Đất đai', note = ''): string =>
  `${at},A${at},05/01/2026,Nguyễn Văn Nam,KN,${content},${note}`;

describe('a quote that somebody typed and never closed', () => {
  const refused = { code: 'QUOTE', detail: 'dòng 3' };

  it.each([
    [
      'in the last column closes in the last column of a later row',
      [row(1), row(2, 'Đất', '"Việc một của bà Lan'), row(3, 'Tố cáo ông Bí Mật'), row(4, 'x', 'bà Ba"')],
    ],
    [
      'in the middle closes in the row below',
      [row(1), row(2, '"Việc một của bà Lan', 'x'), row(3, 'việc của ba"', 'x')],
    ],
    [
      'closes in a row typed with blanks behind its commas',
      [row(1), row(2, '"Việc một', 'x'), '3, A3, 05/01/2026, Hoa, TC, việc hai", x'],
    ],
    [
      'runs into the quote of a well-written cell',
      [row(1), row(2, '"Việc một'), row(3, '"Việc hai, việc ba"')],
    ],
    [
      'runs over a cell that says nothing between quotes',
      [row(1), row(2, '"a'), row(3, '""'), row(4, 'ba"')],
    ],
    ['closes in front of a text', [row(1), row(2, '"Đòi nợ" trái phép'), row(3)]],
    [
      'in a row that ends there closes in the row below',
      [row(1), '2,A2,05/01/2026,Lan,KN,"Việc một', row(3, 'việc ba"', 'x')],
    ],
    ['in the first column closes in the first column', [row(1), `"${row(2)}`, row(3).replace('3', '3"')]],
  ])('%s: the file is refused with the line named', async (_where, rows) => {
    await expect(read(table(rows))).rejects.toMatchObject(refused);
    await expect(read(table(rows, ',', '\r\n'))).rejects.toMatchObject(refused);
  });

  it('is found as well in a file of two rows, where it decides how wide the table seems', async () => {
    const rows = [`1,"A1,05/01/2026,Lan,KN,x,`, '2,A2,05/01/2026,Hoa",TC,y,'];
    await expect(read(table(rows))).rejects.toMatchObject({ code: 'QUOTE', detail: 'dòng 2' });
  });

  it('closes nowhere: said of the first line it hides, whatever the delimiter', async () => {
    const rows = [row(1), row(2, '"Việc một'), row(3)];
    const open = { code: 'QUOTE', detail: 'từ dòng 3 trở đi' };
    await expect(read(table(rows))).rejects.toMatchObject(open);
    await expect(read(table(rows).replaceAll(',', ';'))).rejects.toMatchObject(open);
  });

  it('counts the lines of cells above it', async () => {
    const rows = [row(1, '"một\r\nhai\r\nba"'), row(2, '"bốn" năm')];
    await expect(read(table(rows, ',', '\r\n'))).rejects.toMatchObject({ code: 'QUOTE', detail: 'dòng 5' });
  });
});

describe('a cell of several lines', () => {
  const text =
    'Khiếu nại việc thu hồi đất, bồi thường, hỗ trợ, tái định cư, tính thiếu 1,5 ha, chậm trả tiền, không trả lời\n' +
    'Trích: ""đất ở, đất vườn, đất ao, đất rừng, đất bãi, đất lúa, đất màu""\n\nKý tên';
  const said = text.replaceAll('""', '"');

  it.each<[string, (cell: string) => string, string]>([
    ['in the middle', (cell) => row(2, cell, 'x'), 'noi_dung'],
    ['in the last column', (cell) => row(2, 'x', cell), 'ghi_chu'],
    ['in front of all others', (cell) => `2,${cell},05/01/2026,Lan,KN,x,`, 'so'],
  ])('%s is read whole, its commas and quotes too', async (_where, rowWith, column) => {
    for (const lineEnd of ['\n', '\r\n']) {
      const rows = await read(table([row(1), rowWith(`"${text}"`), row(3)], ',', lineEnd));
      expect(rows).toHaveLength(3);
      expect(rows[1]).toMatchObject({ [column]: said });
    }
  });

  it('may stand beside others of its kind, in the header too', async () => {
    const titles = TITLES.map((title) => `"${title.replace(' ', '\n')}"`).join(';');
    const rows = await read(`${titles}\n1;"A\n1";"05/01\n/2026";"Lan\nHoa";"K\nN";"x;\ny;z";"a\nb"\n`);
    expect(rows).toEqual([
      { so: 'A\n1', ngay: '05/01\n/2026', ten: 'Lan\nHoa', noi_dung: 'x;\ny;z', ghi_chu: 'a\nb' },
    ]);
  });
});

describe('a row with another delimiter, in a table whose first column nobody reads,', () => {
  const other = (delimiter: string): string =>
    ['3', 'A3', '05/01/2026', 'Trần Thị Bí Mật', 'KN', 'Đất đai', 'x'].join(delimiter);

  it.each([
    ['semicolons', other(';'), ';'],
    ['tabs', other('\t'), 'tab'],
    ['circumflexes', other('^'), '^'],
    ['fewer cells than titles', other(';').split(';').slice(0, 5).join(';'), ';'],
    ['the commas of a sentence in it', other(';').replace('Đất đai', 'Đất, vườn, ao, nhà'), ';'],
    ['commas filled up behind it', `${other(';')},,,,,,`, ';'],
    ['as many cells as titles', other(';').replace('Đất đai', 'a, b, c, d, e, f, g'), ';'],
    ['a list without blanks in it', other(';').replace('Đất đai', 'a,b,c,d,e,f,g'), ';'],
    ['the right number of columns in front of others', `3,${other(';')},,,,,`, ';'],
  ])('%s, is refused with line and delimiters', async (_what, line, shown) => {
    await expect(read(table([row(1), row(2), line, row(4)]))).rejects.toMatchObject({
      code: 'DELIMITER_CHANGED',
      detail: `dòng 4, từ «,» sang «${shown}»`,
    });
  });

  it('is refused as ragged when no delimiter explains it', async () => {
    await expect(read(table([row(1), '2 A2 Trần Thị Bí Mật', row(3)]))).rejects.toMatchObject({
      code: 'RAGGED',
      detail: 'dòng 3 có 1 ô',
    });
  });

  it('is named as well when the titles are in the minority', async () => {
    const rows = [other(';'), other(';').replace('A3', 'A4')];
    await expect(read(table(rows))).rejects.toMatchObject({
      code: 'DELIMITER_CHANGED',
      detail: 'dòng 1, từ «;» sang «,»',
    });
  });

  it('is not seen in a list within one cell, in blank rows, or in a title above the table', async () => {
    const list = row(1).replace('Nguyễn Văn Nam', 'Nam;Lan;Hoa;Hùng;Mai;Tuấn;Bình');
    expect(
      await read(`UBND xã;huyện;tỉnh;a;b;c;d\n${table([list, ',,,,,,', '3,,,,,,', row(4)])}`),
    ).toHaveLength(2);
  });
});

describe('a file in UTF-8 with a broken byte', () => {
  const broken = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    // The second byte of «ồ» in «Bồi».
    bytes[bytes.indexOf('Bồi') + 2] = 0x20;
    return bytes;
  };

  it.each([
    ['in its first lines', table([row(1), row(2, 'Bồi thường'), row(3)]), 3],
    ['in its titles', table([row(1), row(2)]).replace('Ghi chú', 'Bồi'), 1],
    [
      'far behind',
      table([...Array.from({ length: 9_000 }, (_row, at) => row(at + 1)), row(0, 'Bồi')]),
      9_002,
    ],
  ])('%s is refused for the byte, with the line named, not for its titles', async (_where, text, line) => {
    await expect(read(broken(text))).rejects.toMatchObject({
      code: 'ENCODING',
      detail: `từ dòng ${line} có chữ không phải utf-8`,
    });
  });
});

it('keeps a quote within an unquoted text as it is', async () => {
  expect(await read(table([row(1, 'Tờ báo "Đất Việt" đưa tin')]))).toMatchObject([
    { noi_dung: 'Tờ báo "Đất Việt" đưa tin' },
  ]);
});

it('ends a row at a line feed even when the rows above end with two characters', async () => {
  const text = `${table([row(1)], ',', '\r\n')}${row(2)}\n3,A3,,,,,\n`;
  expect((await read(text)).map(({ so }) => so)).toEqual(['A1', 'A2', 'A3']);
});
