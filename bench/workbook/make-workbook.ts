import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TITLES = [
  'Số đơn',
  'Ngày nhận',
  'Nguồn đơn',
  'Loại đơn',
  'Lĩnh vực',
  'Họ tên',
  'Số CCCD',
  'Địa chỉ',
  'Nội dung đơn',
  'Cơ quan tiếp nhận',
  'Trạng thái',
];
/** Texts that many cells share come first in the part with the shared texts. */
const SHARED = [
  ...TITLES,
  'BC',
  'TD',
  'KN',
  'KNPA',
  'DD',
  'PA',
  'TTT',
  'TNMT',
  'XD',
  'Đang xử lý',
  'Đã kết luận',
];
/** Texts of its own per row: number, name, identity number, address, content. */
const OWN = 5;
const ROWS_AT_ONCE = 500;
const FIRST_DAY = 45_292; // 1 January 2024

/** Writes a register as Excel does: texts in a part of their own, dates as serial numbers under a date format. */
export async function makeWorkbook(path: string, rows: number): Promise<void> {
  const zip = new ZipFile();
  const add = (name: string, content: string): void => zip.addBuffer(Buffer.from(content), name);
  add('[Content_Types].xml', `${HEAD}<Types xmlns="${PACKAGE}/content-types"/>`);
  add('_rels/.rels', relations([['b', 'officeDocument', 'xl/workbook.xml']]));
  add(
    'xl/workbook.xml',
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sổ" sheetId="1" r:id="w"/></sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ['w', 'worksheet', 'worksheets/sheet1.xml'],
      ['s', 'styles', 'styles.xml'],
      ['t', 'sharedStrings', 'sharedStrings.xml'],
    ]),
  );
  add(
    'xl/styles.xml',
    `${HEAD}<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  );
  zip.addReadStream(Readable.from(sharedStrings(rows)), 'xl/sharedStrings.xml');
  zip.addReadStream(Readable.from(sheet(rows)), 'xl/worksheets/sheet1.xml');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

function relations(parts: readonly (readonly [id: string, type: string, target: string])[]): string {
  const listed = parts.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${listed.join('')}</Relationships>`;
}

function* sharedStrings(rows: number): Iterable<string> {
  const item = (content: string): string => `<si><t>${content}</t></si>`;
  yield `${HEAD}<sst xmlns="${MAIN}">${SHARED.map(item).join('')}`;
  for (let from = 1; from <= rows; from += ROWS_AT_ONCE)
    yield span(from, rows)
      .flatMap((row) => ownTexts(row))
      .map(item)
      .join('');
  yield '</sst>';
}

function ownTexts(row: number): readonly string[] {
  const name = `${FAMILY[row % FAMILY.length] ?? ''} Thị ${GIVEN[row % GIVEN.length] ?? ''} ${MIDDLE[row % MIDDLE.length] ?? ''}`;
  return [
    `SĐ-${row}`,
    name,
    `0190${String(80_000_000 + row)}`,
    `Xóm ${row % 17}, xã Tân Lập, huyện số ${row % 9}`,
    `${name} đề nghị xem xét việc thu hồi đất của gia đình theo quyết định số ${row}/QĐ-UBND, vì phương án bồi thường, hỗ trợ tính thiếu diện tích đất ở và tài sản trên đất.`,
  ];
}

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng', 'Bùi'];
const GIVEN = ['Lan', 'Hoa', 'Hương', 'Mai', 'Hạnh', 'Nga', 'Thủy', 'Yến', 'Oanh', 'Nhung', 'Liên'];
const MIDDLE = ['Anh', 'Bình', 'Châu'];

function* sheet(rows: number): Iterable<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rowXml(1, TITLES.map(text))}`;
  for (let from = 1; from <= rows; from += ROWS_AT_ONCE) yield span(from, rows).map(dataRow).join('');
  yield `${rowXml(rows + 2, ['<c t="str"><v>Tổng cộng</v></c>'])}</sheetData></worksheet>`;
}

function dataRow(row: number): string {
  const own = (index: number): string => `<c t="s"><v>${SHARED.length + (row - 1) * OWN + index}</v></c>`;
  const isReflection = row % 2 === 0;
  return rowXml(row + 1, [
    own(0),
    `<c s="1"><v>${FIRST_DAY + (row % 700)}</v></c>`,
    text(row % 3 === 0 ? 'TD' : 'BC'),
    text(isReflection ? 'KNPA' : 'KN'),
    text(isReflection ? 'PA' : 'DD'),
    own(1),
    own(2),
    own(3),
    own(4),
    text(['TTT', 'TNMT', 'XD'][row % 3] ?? 'TTT'),
    text('Đang xử lý'),
  ]);
}

function text(shared: string): string {
  return `<c t="s"><v>${SHARED.indexOf(shared)}</v></c>`;
}

function rowXml(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join('')}</row>`;
}

function span(from: number, rows: number): readonly number[] {
  return Array.from({ length: Math.min(ROWS_AT_ONCE, rows - from + 1) }, (_row, index) => from + index);
}
