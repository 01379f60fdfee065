import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A cell: text, number, nothing, or its own XML attributes and content. */
export type TestCell = string | number | null | { readonly attributes: string; readonly xml: string };

export interface TestSheet {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[])[];
  /** `A1:B2` … */
  readonly merged?: readonly string[];
  readonly state?: 'hidden';
}

/** A cell with a number under one of the styles of {@link STYLES}: 1 = date, 2 = date and time, 3 = ten digits. */
export function styled(value: number, style: 1 | 2 | 3): TestCell {
  return { attributes: ` s="${style}"`, xml: `<v>${value}</v>` };
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="0000000000"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

/** The parts of a small workbook, by name; tests change them before {@link writeParts}. */
export function workbookParts(...sheets: readonly TestSheet[]): Map<string, string> {
  const relations = sheets.map(
    (_sheet, index) =>
      `<Relationship Id="r${index}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index}.xml"/>`,
  );
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escape(name)}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="r${index}"/>`,
  );
  return new Map([
    ['[Content_Types].xml', `${HEAD}<Types xmlns="${PACKAGE}/content-types"/>`],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="b" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}<Relationship Id="s" Type="${OFFICE}/styles" Target="/xl/styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
    ...sheets.map((sheet, index) => [`xl/worksheets/sheet${index}.xml`, sheetXml(sheet)] as const),
  ]);
}

export async function writeParts(path: string, parts: ReadonlyMap<string, string | Buffer>): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of parts) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

/** Writes a .xlsx with these sheets. */
export function writeTestWorkbook(path: string, ...sheets: readonly TestSheet[]): Promise<void> {
  return writeParts(path, workbookParts(...sheets));
}

function sheetXml({ rows, merged = [] }: TestSheet): string {
  const data = rows.map((cells, index) => `<row r="${index + 1}">${cells.map(cellXml).join('')}</row>`);
  const areas = merged.map((area) => `<mergeCell ref="${area}"/>`).join('');
  const tail = areas === '' ? '' : `<mergeCells>${areas}</mergeCells>`;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${data.join('')}</sheetData>${tail}</worksheet>`;
}

function cellXml(cell: TestCell): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'string')
    return `<c t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  return `<c${cell.attributes}>${cell.xml}</c>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
