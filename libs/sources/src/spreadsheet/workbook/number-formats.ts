import { FileRefused } from '../refusals';
import type { Archive } from './archive';
import { readXml } from './xml';

/** How a style shows a number: as a moment, with leading zeros, or plainly. */
export type NumberFormat = 'date' | { readonly digits: number } | undefined;

/** Built-in formats of dates and times, those of East Asian editions included. */
const DATE_IDS: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Of one workbook, as Excel has it. */
const MOST_STYLES = 65_490;
const LONGEST_FORMAT = 255;

/** Formats by the style number that cells carry. */
export async function readNumberFormats(
  archive: Archive,
  part: string | undefined,
): Promise<readonly NumberFormat[]> {
  if (part === undefined) return [];
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  await readXml(await archive.stream(part), {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        // As long as Excel lets it be: what looks for dates in it takes a square of its length.
        codes.set(Number(attributes['numFmtId']), (attributes['formatCode'] ?? '').slice(0, LONGEST_FORMAT));
      }
      if (name === 'cellXfs') inCells = true;
      if (ids.length > MOST_STYLES || codes.size > MOST_STYLES)
        throw new FileRefused('TOO_BIG', 'quá nhiều kiểu định dạng');
      if (name === 'xf' && inCells) ids.push(Number(attributes['numFmtId'] ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return ids.map((id) => formatOf(id, codes.get(id)));
}

function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined)
    return DATE_IDS.some(([first, last]) => id >= first && id <= last) ? 'date' : undefined;
  // Letters in quotes, behind a backslash or in brackets (colours, locales) mean no part of a date.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').split(';')[0] ?? '';
  if (/^0{2,}$/.test(bare)) return { digits: bare.length };
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare) ? 'date' : undefined;
}
