import { fold } from '@kntc/domain';

/** What may follow the word: nothing, a mark or a figure; or what is counted, and over which time. */
const MARK = /^\s*($|[\d:.,;(–=-])/u;
const COUNTED =
  /^\s+(các|cả|chung|dồn|toàn|trang|sổ|tuần|tháng|quý|kỳ|năm|số|đơn|thư|vụ|việc|lượt|người|đoàn|hồ sơ)(?!\p{L})/u;
/** With accents the word is sure: «Công ty», «Công Thị Hà» are petitioners, and so is «Cộng đồng dân cư». */
const WRITTEN = /^(tổng cộng|tổng số|cộng)(?!\p{L})/u;
/** Without accents it could be any of them: only alone, or in front of a colon or a figure. */
const BARE = /^(tong cong|tong so|cong)\s*($|[:\d])/;
const DATE = /^(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})/;
/** «12 đơn», «5 khiếu nại»: a figure with its unit. */
const FIGURE = /^\d[\d.,]*\s+\p{L}+(\s\p{L}+){0,2}$/u;
const UNITS: ReadonlySet<string> = new Set('đơn thư vụ việc lượt người đoàn hồ sơ tổng cộng số'.split(' '));

/**
 * Whether a row sums up the table: its first filled cell says so, and no other one says what only a petition would.
 * In doubt it is a petition: one row too many is seen and mended, a petition that is left out is not.
 */
export function isTotals(cells: readonly (string | undefined)[]): boolean {
  const [first, ...others] = cells.flatMap((text) => (text === undefined ? [] : [plain(text)]));
  return first !== undefined && saysTotal(first) && !others.some(saysMore);
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

function saysTotal(text: string): boolean {
  const word = WRITTEN.exec(text)?.[0];
  if (word === undefined) return fold(text) === text && BARE.test(text);
  const rest = text.slice(word.length);
  return MARK.test(rest) || COUNTED.test(rest);
}

/** A date, or words that are more than units of counting. */
function saysMore(text: string): boolean {
  if (DATE.test(text)) return true;
  if (FIGURE.test(text)) return false;
  return (text.match(/\p{L}{2,}/gu) ?? []).some((word) => !UNITS.has(word));
}
