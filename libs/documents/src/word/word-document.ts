import type { ZippedFile } from '../zip/zip-files';

/** Just enough WordprocessingML (ECMA-376) for a printed form: A4, Times New Roman, paragraphs and plain tables. */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

export interface Words {
  readonly text: string;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  /** In points; default 12. */
  readonly size?: number;
  readonly align?: 'left' | 'center' | 'right' | 'both';
  /** Of the first line, in twentieths of a point. */
  readonly indent?: number;
  /** Below it, in twentieths of a point; default: as little as a form needs. */
  readonly after?: number;
}

export type Block =
  /** What follows begins on a new page. */
  | { readonly kind: 'page-break' }
  /** A thin line, so far from both sides of its column, in twentieths of a point. */
  | { readonly kind: 'rule'; readonly inset: number }
  | ({ readonly kind: 'paragraph' } & Words)
  | {
      readonly kind: 'table';
      /** Widths in twentieths of a point; the page is 9638 wide inside its margins. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly (readonly (Words | Block)[])[])[];
      readonly hasLines: boolean;
      /** The first row is repeated on every page. */
      readonly hasHeadings: boolean;
    };

/** How a page looks. */
interface Page {
  /** In twentieths of a point: top, right, bottom, left. */
  readonly margins: readonly [number, number, number, number];
  /** Centred above the text, from the second page on. */
  readonly hasNumbers: boolean;
}

const FORM: Page = { margins: [1134, 1134, 1134, 1134], hasNumbers: false };
/** Nghị định 30/2020/NĐ-CP, Phụ lục I: 20 mm above, below and right, 30 mm left, numbers from the second page on. */
export const LETTER: Page = { margins: [1134, 1134, 1134, 1701], hasNumbers: true };

/** The files of a .docx. Every text is a text, whatever stands in it. */
export function wordDocument(blocks: readonly Block[], page: Page = FORM): readonly ZippedFile[] {
  const { hasNumbers } = page;
  return [
    {
      name: '[Content_Types].xml',
      content: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/>${hasNumbers ? `<Override PartName="/word/header1.xml" ContentType="${TYPES}.header+xml"/>` : ''}</Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/styles" Target="styles.xml"/>${hasNumbers ? `<Relationship Id="r2" Type="${OFFICE}/header" Target="header1.xml"/>` : ''}</Relationships>`,
    },
    {
      name: 'word/styles.xml',
      content: `${HEAD}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`,
    },
    {
      name: 'word/document.xml',
      content: `${HEAD}<w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}"><w:body>${blocks.map(blockXml).join('')}${sectionXml(page)}</w:body></w:document>`,
    },
    ...(hasNumbers ? [{ name: 'word/header1.xml', content: NUMBERS }] : []),
  ];
}

const NUMBERS = `${HEAD}<w:hdr xmlns:w="${WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`;

function sectionXml({ margins: [top, right, bottom, left], hasNumbers }: Page): string {
  const header = hasNumbers ? '<w:headerReference w:type="default" r:id="r2"/>' : '';
  const first = hasNumbers ? '<w:titlePg/>' : '';
  return `<w:sectPr>${header}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="${top}" w:right="${right}" w:bottom="${bottom}" w:left="${left}" w:header="567" w:footer="567" w:gutter="0"/>${first}</w:sectPr>`;
}

function blockXml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraphXml(block);
    case 'table':
      return tableXml(block);
    case 'page-break':
      return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
    case 'rule':
      return `<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="20" w:after="0" w:line="120" w:lineRule="exact"/><w:ind w:left="${block.inset}" w:right="${block.inset}"/></w:pPr></w:p>`;
  }
}

function isBlock(one: Words | Block): one is Block {
  return 'kind' in one;
}

function paragraphXml({ text, isBold, isItalic, size, align = 'left', indent, after }: Words): string {
  const marks = [
    isBold === true ? '<w:b/>' : '',
    isItalic === true ? '<w:i/>' : '',
    size === undefined ? '' : `<w:sz w:val="${size * 2}"/>`,
  ].join('');
  const space = size !== undefined && size < 12 ? 10 : 40;
  return `<w:p><w:pPr><w:spacing w:before="${space}" w:after="${after ?? space}"/>${indent === undefined ? '' : `<w:ind w:firstLine="${indent}"/>`}<w:jc w:val="${align}"/></w:pPr><w:r><w:rPr>${marks}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
}

function tableXml({ widths, rows, hasLines, hasHeadings }: Extract<Block, { kind: 'table' }>): string {
  const line = hasLines ? 'single' : 'nil';
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="${line}" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('');
  const total = widths.reduce((sum, width) => sum + width, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const body = rows.map((cells, index) => rowXml(cells, widths, hasHeadings && index === 0)).join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${body}</w:tbl>`;
}

function rowXml(
  cells: readonly (readonly (Words | Block)[])[],
  widths: readonly number[],
  isHeading: boolean,
): string {
  const heading = isHeading ? '<w:tblHeader/>' : '';
  const inner = cells
    .map(
      (words, column) =>
        `<w:tc><w:tcPr><w:tcW w:w="${widths[column] ?? 0}" w:type="dxa"/></w:tcPr>${words.map((one) => (isBlock(one) ? blockXml(one) : paragraphXml(one))).join('') || '<w:p/>'}</w:tc>`,
    )
    .join('');
  return `<w:tr><w:trPr><w:cantSplit/>${heading}</w:trPr>${inner}</w:tr>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XML 1.0 knows no control characters, lone surrogates or non-characters: they become a mark that is seen. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/[&<>]/g, (letter) => ENTITIES[letter] ?? letter);
}
