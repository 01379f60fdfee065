// Stands in for the package `exceljs` when the generator of the two Excel packs runs: the few calls it makes, written with
// yazl. Looks (fonts, borders, widths) are dropped. EXCEL_MENDED names a JSON file { workbook: { cell: text } }: what a
// person typed over later.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');
const { pipeline } = require('node:stream/promises');

const { ZipFile } = createRequire(path.join(process.env.KNTC_REPOSITORY ?? __dirname, 'package.json'))(
  'yazl',
);

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const STYLES = `<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>`;
const FIRST_LETTER = 64;

const escape = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const serial = (date) => date.getTime() / 86_400_000 + 25_569;

class Sheet {
  constructor(name) {
    this.name = name;
    this.cells = new Map();
    this.merged = [];
  }

  getCell(ref) {
    const known = this.cells.get(ref) ?? { value: null };
    this.cells.set(ref, known);
    return known;
  }

  mergeCells(range) {
    this.merged.push(range);
  }

  getColumn() {
    return {};
  }

  getRow(number) {
    const at = (column) => this.getCell(`${String.fromCharCode(FIRST_LETTER + column)}${number}`);
    return {
      getCell: at,
      eachCell: () => undefined,
      set values(list) {
        list.forEach((value, index) => {
          at(index + 1).value = value;
        });
      },
    };
  }

  xml() {
    const rows = new Map();
    for (const [ref, { value }] of this.cells) {
      if (value === null || value === undefined || value === '') continue;
      const number = Number(ref.slice(1));
      rows.set(number, [...(rows.get(number) ?? []), [ref, value]]);
    }
    const lines = [...rows]
      .toSorted(([one], [other]) => one - other)
      .map(([number, cells]) => {
        const written = cells.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(cellXml);
        return `<row r="${number}">${written.join('')}</row>`;
      });
    const areas = this.merged.map((range) => `<mergeCell ref="${range}"/>`).join('');
    return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData><mergeCells>${areas}</mergeCells></worksheet>`;
  }
}

function cellXml([ref, value]) {
  if (value instanceof Date) return `<c r="${ref}" s="1"><v>${serial(value)}</v></c>`;
  if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`;
  if (typeof value === 'object')
    return `<c r="${ref}"><f>${escape(value.formula)}</f><v>${value.result}</v></c>`;
  return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
}

class Workbook {
  constructor() {
    this.sheets = [];
    this.xlsx = { writeFile: (file) => this.write(file) };
  }

  addWorksheet(name) {
    const sheet = new Sheet(name);
    this.sheets.push(sheet);
    return sheet;
  }

  async write(file) {
    const [sheet] = this.sheets;
    const mended = process.env.EXCEL_MENDED;
    const typed =
      mended === undefined ? {} : JSON.parse(fs.readFileSync(mended, 'utf8'))[path.basename(file)];
    for (const [ref, value] of Object.entries(typed ?? {})) sheet.getCell(ref).value = value;
    const relation = (id, type, target) =>
      `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
    const relations = (...all) =>
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
    const zip = new ZipFile();
    const add = (name, text) => zip.addBuffer(Buffer.from(text), name);
    add('[Content_Types].xml', `${HEAD}<Types xmlns="${PACKAGE}/content-types"/>`);
    add('_rels/.rels', relations(relation('b', 'officeDocument', 'xl/workbook.xml')));
    add(
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${sheet.name}" sheetId="1" r:id="w"/></sheets></workbook>`,
    );
    add(
      'xl/_rels/workbook.xml.rels',
      relations(relation('w', 'worksheet', 'worksheets/sheet1.xml'), relation('s', 'styles', 'styles.xml')),
    );
    add('xl/styles.xml', `${HEAD}<styleSheet xmlns="${MAIN}">${STYLES}</styleSheet>`);
    add('xl/worksheets/sheet1.xml', sheet.xml());
    zip.end();
    await pipeline(zip.outputStream, fs.createWriteStream(file));
  }
}

module.exports = { Workbook };
