import type { ZippedFile } from '../zip/zip-files';

/** Just enough SpreadsheetML (ECMA-376) for printed forms: merged headings, real numbers, A4 across, headings on every page. */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** How a cell looks; the place in the list is its number in the styles of the workbook. */
const LOOKS = [
  'plain',
  'title',
  'note',
  'heading',
  'text',
  'count',
  'million',
  'metres',
  'total',
  'totalCount',
  'totalMillion',
  'totalMetres',
] as const;
export type Look = (typeof LOOKS)[number];

export interface FormCellContent {
  /** Absent: an empty cell with its lines. */
  readonly value?: string | number | undefined;
  readonly look: Look;
}

/** Rows and columns count from 0, both ends inclusive. */
export interface MergedArea {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

export interface FormSheet {
  /** At most 31 characters, without `/ \ ? * [ ] :`. */
  readonly name: string;
  /** In characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly FormCellContent[])[];
  /** In points, by row; absent: as the program fits it, which it does not for merged cells. */
  readonly heights?: ReadonlyMap<number, number> | undefined;
  readonly merged: readonly MergedArea[];
  /** First and last row of the heading that is printed on every page and stays on screen. */
  readonly headings: readonly [first: number, last: number];
}

const fonts = ['<font>', '<font><b/>', '<font><i/>', '<font><b/>'].map(
  (font, index) => `${font}<sz val="${[11, 14, 10, 10][index] ?? 11}"/><name val="Times New Roman"/></font>`,
);
const LINES =
  '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border>';
const FORMATS = [
  '<numFmt numFmtId="164" formatCode="#,##0"/>',
  '<numFmt numFmtId="165" formatCode="#,##0.0"/>',
  '<numFmt numFmtId="166" formatCode="#,##0.00"/>',
];

function styleXml(look: Look): string {
  const isTotal = look.startsWith('total');
  const font = { title: 1, note: 2, heading: 3 }[look as string] ?? (isTotal ? 3 : 0);
  const format =
    { count: 164, million: 165, metres: 166, totalCount: 164, totalMillion: 165, totalMetres: 166 }[
      look as string
    ] ?? 0;
  const border = ['plain', 'title', 'note'].includes(look) ? 0 : 1;
  const align = look === 'title' || look === 'heading' ? 'center' : format === 0 ? 'left' : 'right';
  return `<xf fontId="${font}" numFmtId="${format}" borderId="${border}" applyFont="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${align}" vertical="center" wrapText="1"/></xf>`;
}

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="3">${FORMATS.join('')}</numFmts><fonts count="4">${fonts.join('')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/>${LINES}</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${LOOKS.length}">${LOOKS.map(styleXml).join('')}</cellXfs></styleSheet>`;

/** The files of an .xlsx. Every text is a text, also one that begins like a formula. */
export function sheetDocument(sheets: readonly FormSheet[]): readonly ZippedFile[] {
  const each = (line: (id: number, sheet: FormSheet) => string): string =>
    sheets.map((sheet, index) => line(index + 1, sheet)).join('');
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const override = (part: string, type: string): string =>
    `<Override PartName="/xl/${part}.xml" ContentType="${TYPES}.${type}+xml"/>`;
  const titles = each((id, { name, headings: [first, last] }) =>
    last < first
      ? ''
      : `<definedName name="_xlnm.Print_Titles" localSheetId="${id - 1}">'${escaped(name)}'!$${first + 1}:$${last + 1}</definedName>`,
  );
  return [
    {
      name: '[Content_Types].xml',
      content: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${override('workbook', 'sheet.main')}${override('styles', 'styles')}${each((id) => override(`worksheets/sheet${id}`, 'worksheet'))}</Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('b', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((id, { name }) => `<sheet name="${escaped(name)}" sheetId="${id}" r:id="r${id}"/>`)}</sheets>${titles === '' ? '' : `<definedNames>${titles}</definedNames>`}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each((id) => relation(`r${id}`, 'worksheet', `worksheets/sheet${id}.xml`))}${relation('s', 'styles', 'styles.xml')}</Relationships>`,
    },
    { name: 'xl/styles.xml', content: STYLES },
    ...sheets.map((sheet, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: sheetXml(sheet),
    })),
  ];
}

function sheetXml({ widths, rows, heights, merged, headings: [, last] }: FormSheet): string {
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const areas = merged.map(
    (area) =>
      `<mergeCell ref="${place(area.fromRow, area.fromColumn)}:${place(area.toRow, area.toColumn)}"/>`,
  );
  const pane = `<pane xSplit="1" ySplit="${last + 1}" topLeftCell="${place(last + 1, 1)}" activePane="bottomRight" state="frozen"/>`;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${rows.map((row, index) => rowXml(row, index, heights?.get(index))).join('')}</sheetData>${areas.length === 0 ? '' : `<mergeCells count="${areas.length}">${areas.join('')}</mergeCells>`}<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;CTrang &amp;P/&amp;N</oddFooter></headerFooter></worksheet>`;
}

function rowXml(cells: readonly FormCellContent[], row: number, height: number | undefined): string {
  const inner = cells.map(({ value, look }, column) => {
    const where = `r="${place(row, column)}" s="${LOOKS.indexOf(look)}"`;
    if (value === undefined) return `<c ${where}/>`;
    return typeof value === 'number'
      ? `<c ${where}><v>${value}</v></c>`
      : `<c ${where} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  });
  const fixed = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
  return `<row r="${row + 1}"${fixed}>${inner.join('')}</row>`;
}

function place(row: number, column: number): string {
  return `${letters(column)}${row + 1}`;
}

/** A, B, … Z, AA: 26 letters and no zero. */
function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest === 0 ? '' : letters(rest - 1)}${String.fromCodePoint(65 + (column % 26))}`;
}

/** XML cannot hold control characters at all. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
