import { listed } from '../word/form-parts';
import { LETTER, wordDocument, type Block, type Words } from '../word/word-document';
import type { ZippedFile } from '../zip/zip-files';

/** Who writes, as it stands in `config/letters.yaml`. */
export interface Letterhead {
  /** Cơ quan chủ quản, in lines. */
  readonly superior: readonly string[];
  /** Cơ quan ban hành, in lines. */
  readonly issuer: readonly string[];
  /** How the issuer speaks of itself in a sentence. */
  readonly issuerName: string;
  /** What follows «Số: …/»; the number itself is the office's. */
  readonly symbol: string;
  readonly place: string;
  readonly to: string;
  /** Chức vụ người ký. */
  readonly signer: readonly string[];
  readonly copies: readonly string[];
}

/** A công văn: what it is about, what it says, and one table behind it. */
export interface OfficialLetter {
  readonly head: Letterhead;
  /** Trích yếu, without «V/v». */
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly annex: {
    readonly title: string;
    readonly headings: readonly string[];
    /** Together {@link TEXT_WIDTH}. */
    readonly widths: readonly number[];
    readonly rows: readonly (readonly string[])[];
    /** More than a paper can hold: how many stand in the workbook only. */
    readonly left: number;
  };
  /** The day stays open until the office dates it; month and year are written. */
  readonly month: string;
  readonly year: string;
}

/** Inside the margins, in twentieths of a point. */
export const TEXT_WIDTH = 9071;
const LEFT = 3600;
const RIGHT = TEXT_WIDTH - LEFT;
/** 1.27 cm. */
const FIRST_LINE = 720;
/** 6 pt. */
const BELOW = 120;

/**
 * An official letter in the form of Nghị định 30/2020/NĐ-CP (Phụ lục I and III, công văn): a draft without number and day, for the
 * office to sign, number and send.
 */
export function officialLetter(letter: OfficialLetter): readonly ZippedFile[] {
  const { head, paragraphs } = letter;
  const said = paragraphs.map((text, index) => body(index === paragraphs.length - 1 ? `${text}./.` : text));
  return wordDocument(
    [top(letter), empty(), to(head), empty(), ...said, empty(), bottom(head), ...annex(letter)],
    LETTER,
  );
}

function top({ head, subject, month, year }: OfficialLetter): Block {
  const left: readonly (Words | Block)[] = [
    ...head.superior.map((text) => centred(text.toLocaleUpperCase('vi'), 12)),
    ...head.issuer.map((text) => ({ ...centred(text.toLocaleUpperCase('vi'), 12), isBold: true })),
    { kind: 'rule', inset: 1150 },
    centred(`Số:          /${head.symbol}`, 13),
    { ...centred(`V/v ${subject}`, 12), after: 0 },
  ];
  const right: readonly (Words | Block)[] = [
    { ...centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 12), isBold: true },
    { ...centred('Độc lập - Tự do - Hạnh phúc', 13), isBold: true },
    { kind: 'rule', inset: 1180 },
    { ...centred(`${head.place}, ngày       tháng ${month} năm ${year}`, 13), isItalic: true },
  ];
  return { kind: 'table', widths: [LEFT, RIGHT], rows: [[left, right]], hasLines: false, hasHeadings: false };
}

function to({ to: addressee }: Letterhead): Block {
  return { kind: 'paragraph', ...centred(`Kính gửi: ${addressee}.`, 14) };
}

function body(text: string): Block {
  return { kind: 'paragraph', text, size: 14, align: 'both', indent: FIRST_LINE, after: BELOW };
}

function bottom({ copies, signer }: Letterhead): Block {
  const left: readonly Words[] = [
    { text: 'Nơi nhận:', isBold: true, isItalic: true, size: 12 },
    ...copies.map((text) => ({ text: `- ${text}`, size: 11 })),
  ];
  const right: readonly Words[] = signer.map((text) => ({
    ...centred(text.toLocaleUpperCase('vi'), 14),
    isBold: true,
  }));
  return {
    kind: 'table',
    widths: [4500, TEXT_WIDTH - 4500],
    rows: [[left, right]],
    hasLines: false,
    hasHeadings: false,
  };
}

function annex({
  head,
  annex: { title, headings, widths, rows, left },
  year,
}: OfficialLetter): readonly Block[] {
  const attached = `(Kèm theo Công văn số          /${head.symbol} ngày       tháng       năm ${year} của ${head.issuerName})`;
  const more: Block = {
    kind: 'paragraph',
    text: `… và ${left} mục khác: xem tệp .xlsx gửi kèm.`,
    isItalic: true,
  };
  return [
    { kind: 'page-break' },
    { kind: 'paragraph', ...centred('PHỤ LỤC', 14), isBold: true },
    { kind: 'paragraph', ...centred(title.toLocaleUpperCase('vi'), 14), isBold: true },
    { kind: 'paragraph', ...centred(attached, 14), isItalic: true },
    { kind: 'rule', inset: 3400 },
    empty(),
    listed(headings, widths, rows),
    ...(left === 0 ? [] : [more]),
  ];
}

function centred(text: string, size: number): Words {
  return { text, size, align: 'center' };
}

function empty(): Block {
  return { kind: 'paragraph', text: '', size: 6 };
}
