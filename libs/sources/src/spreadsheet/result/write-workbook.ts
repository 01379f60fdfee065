import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { neutral } from '@kntc/domain';
import { ZipFile } from 'yazl';
import { letters } from '../table/find-table';

export interface WrittenColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
}

export interface WrittenSheet {
  readonly name: string;
  readonly columns: readonly WrittenColumn[];
  /** Asked for when the sheets before it are written. */
  readonly rows: () => AsyncIterable<readonly (string | number)[]>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Style 1 is the header: bold on grey; style 2 wraps its text. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/><xf fontId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

/** Printed on A4 across, all columns on one page. */
const PAGE = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';

/**
 * Writes a workbook of plain tables as a stream, whole or not at all. Every text is a text, also one that begins
 * like a formula.
 */
export async function writeWorkbook(
  path: string,
  sheets: readonly WrittenSheet[],
  mode = 0o666,
): Promise<void> {
  const zip = zipOf(sheets);
  const fresh = `${path}.part`;
  try {
    await pipeline(zip.outputStream, createWriteStream(fresh, { mode }));
    await rename(fresh, path);
  } catch (err) {
    await rm(fresh, { force: true });
    throw err;
  }
}

/** A small workbook in memory, to be answered over HTTP. */
export async function workbookBytes(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of Readable.from(zipOf(sheets).outputStream)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function zipOf(sheets: readonly WrittenSheet[]): ZipFile {
  const zip = new ZipFile();
  for (const [name, content] of parts(sheets)) zip.addBuffer(Buffer.from(content), name);
  sheets.forEach((sheet, index) => {
    const stream = (): Readable => Readable.from(sheetXml(sheet));
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, {}, (give) => {
      give(null, stream());
    });
  });
  zip.end();
  return zip;
}

/**
 * {@link writeWorkbook} for a file that only its owner reads and that was not there before; `false` when something of that
 * name is there or the folder cannot be written. Whatever goes wrong later, no half of it stays.
 */
export async function writeNewWorkbook(path: string, sheets: readonly WrittenSheet[]): Promise<boolean> {
  const place = await open(path, 'wx', 0o600).catch(() => undefined);
  if (place === undefined) return false;
  await place.close();
  try {
    await writeWorkbook(path, sheets, 0o600);
    return true;
  } catch (err) {
    await rm(path, { force: true });
    throw err;
  }
}

function parts(sheets: readonly WrittenSheet[]): readonly (readonly [name: string, content: string])[] {
  const each = (line: (index: number, name: string) => string): string =>
    sheets.map(({ name }, index) => line(index + 1, escape(name))).join('');
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (content: string): string =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${content}</Relationships>`;
  const override = (part: string, type: string): string =>
    `<Override PartName="/xl/${part}.xml" ContentType="${TYPES}.${type}+xml"/>`;
  const listed = each((index, name) => `<sheet name="${name}" sheetId="${index}" r:id="r${index}"/>`);
  const types = `${override('workbook', 'sheet.main')}${override('styles', 'styles')}${each((index) => override(`worksheets/sheet${index}`, 'worksheet'))}`;
  const sheetRelations = each((index) => relation(`r${index}`, 'worksheet', `worksheets/sheet${index}.xml`));
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${types}</Types>`,
    ],
    ['_rels/.rels', relations(relation('b', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relations(`${sheetRelations}${relation('s', 'styles', 'styles.xml')}`)],
    ['xl/styles.xml', STYLES],
  ];
}

async function* sheetXml({ columns, rows }: WrittenSheet): AsyncIterable<string> {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  yield rowXml(
    columns.map(({ title }) => title),
    1,
    1,
  );
  let number = 1;
  for await (const row of rows()) {
    number += 1;
    yield rowXml(row, number, 2);
  }
  yield `</sheetData><autoFilter ref="A1:${letters(columns.length)}${number}"/>${PAGE}</worksheet>`;
}

function rowXml(row: readonly (string | number)[], number: number, style: number): string {
  const cells = row.map((value, index) => {
    const place = `${letters(index + 1)}${number}`;
    return typeof value === 'number'
      ? `<c r="${place}" s="${style}"><v>${value}</v></c>`
      : `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(neutral(value))}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}

/** XML cannot hold control characters at all. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
