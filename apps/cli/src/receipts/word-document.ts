import type { ZippedFile } from '../evidence/write-zip';

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
  readonly align?: 'left' | 'center' | 'right';
}

export type Block =
  | ({ readonly kind: 'paragraph' } & Words)
  | {
      readonly kind: 'table';
      /** Widths in twentieths of a point; the page is 9638 wide inside its margins. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly (readonly Words[])[])[];
      readonly hasLines: boolean;
      /** The first row is repeated on every page. */
      readonly hasHeadings: boolean;
    };

/** The files of a .docx. Every text is a text, whatever stands in it. */
export function wordDocument(blocks: readonly Block[]): readonly ZippedFile[] {
  return [
    {
      name: '[Content_Types].xml',
      content: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/_rels/document.xml.rels',
      content: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'word/styles.xml',
      content: `${HEAD}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`,
    },
    {
      name: 'word/document.xml',
      content: `${HEAD}<w:document xmlns:w="${WORD}"><w:body>${blocks.map(blockXml).join('')}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    },
  ];
}

function blockXml(block: Block): string {
  return block.kind === 'paragraph' ? paragraphXml(block) : tableXml(block);
}

function paragraphXml({ text, isBold, isItalic, size, align = 'left' }: Words): string {
  const marks = [
    isBold === true ? '<w:b/>' : '',
    isItalic === true ? '<w:i/>' : '',
    size === undefined ? '' : `<w:sz w:val="${size * 2}"/>`,
  ].join('');
  const space = size !== undefined && size < 12 ? 10 : 40;
  return `<w:p><w:pPr><w:spacing w:before="${space}" w:after="${space}"/><w:jc w:val="${align}"/></w:pPr><w:r><w:rPr>${marks}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
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

function rowXml(cells: readonly (readonly Words[])[], widths: readonly number[], isHeading: boolean): string {
  const heading = isHeading ? '<w:tblHeader/>' : '';
  const inner = cells
    .map(
      (words, column) =>
        `<w:tc><w:tcPr><w:tcW w:w="${widths[column] ?? 0}" w:type="dxa"/></w:tcPr>${words.map(paragraphXml).join('') || '<w:p/>'}</w:tc>`,
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
