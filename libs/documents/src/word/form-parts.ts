import type { Block, Words } from './word-document';

/** What every printed form of the gateway has: letterhead, lines, plain tables, places to sign. */

export function line(words: Words): Block {
  return { kind: 'paragraph', ...words };
}

/** The two columns on top of an administrative document. */
export function letterhead(
  { province, agency }: { readonly province: string; readonly agency: string },
  under: { readonly left?: string; readonly right?: string } = {},
): Block {
  const left: readonly Words[] = [
    { text: province.toLocaleUpperCase('vi'), align: 'center', size: 12 },
    { text: agency, isBold: true, align: 'center', size: 12 },
    ...(under.left === undefined ? [] : [{ text: under.left, align: 'center' as const, size: 12 }]),
  ];
  const right: readonly Words[] = [
    { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', isBold: true, align: 'center', size: 12 },
    { text: 'Độc lập - Tự do - Hạnh phúc', isBold: true, align: 'center', size: 13 },
    ...(under.right === undefined
      ? []
      : [{ text: under.right, isItalic: true, align: 'center' as const, size: 12 }]),
  ];
  return { kind: 'table', widths: [4000, 5638], rows: [[left, right]], hasLines: false, hasHeadings: false };
}

/** A table with lines, whose first row is its heading on every page. */
export function listed(
  headings: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
): Block {
  return {
    kind: 'table',
    widths,
    hasLines: true,
    hasHeadings: true,
    rows: [
      headings.map((text) => [{ text, isBold: true, align: 'center' as const, size: 11 }]),
      ...rows.map((cells) => cells.map((text) => [{ text, size: 11 }])),
    ],
  };
}

/** Where people sign, side by side. */
export function signatures(...columns: readonly (readonly Words[])[]): Block {
  return {
    kind: 'table',
    widths: columns.map(() => Math.floor(9638 / columns.length)),
    rows: [columns],
    hasLines: false,
    hasHeadings: false,
  };
}

export function signer(title: string): readonly Words[] {
  return [
    { text: title, isBold: true, align: 'center' },
    { text: '(ký, ghi rõ họ tên)', isItalic: true, align: 'center', size: 11 },
  ];
}
