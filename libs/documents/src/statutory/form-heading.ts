import type { FormColumn } from '@kntc/domain';
import type { MergedArea } from './sheet-document';

/** Headings that several columns share run across them; one that ends early runs down to the numbers. */
export function headingAreas(
  columns: readonly FormColumn[],
  depth: number,
  first: number,
): readonly MergedArea[] {
  return Array.from({ length: depth }, (_, level) => levelAreas(columns, level, depth))
    .flat()
    .map((area) => ({ ...area, fromRow: first + area.fromRow, toRow: first + area.toRow }));
}

function levelAreas(columns: readonly FormColumn[], level: number, depth: number): readonly MergedArea[] {
  const areas: MergedArea[] = [];
  let from = 0;
  while (from < columns.length) {
    const length = columns[from]?.title.length ?? 0;
    const to = length > level + 1 ? lastUnder(columns, from, level) : from;
    const down = length === level + 1 ? depth - 1 : level;
    if (length > level && (to > from || down > level))
      areas.push({ fromRow: level, toRow: down, fromColumn: from + 1, toColumn: to + 1 });
    from = to + 1;
  }
  return areas;
}

/** The last column under the same heading as this one. */
function lastUnder(columns: readonly FormColumn[], from: number, level: number): number {
  const above = (index: number): string | undefined => {
    const title = columns[index]?.title;
    return title !== undefined && title.length > level + 1 ? title.slice(0, level + 1).join('\n') : undefined;
  };
  let to = from;
  while (above(to + 1) !== undefined && above(to + 1) === above(from)) to += 1;
  return to;
}

const LINE = 13;

/**
 * Heights of the heading rows, so that every word is read: no program fits rows to merged cells. What runs down several rows gets what
 * it still needs in the last of them.
 */
export function headingHeights(
  columns: readonly FormColumn[],
  depth: number,
  { first, widths }: { readonly first: number; readonly widths: readonly number[] },
): ReadonlyMap<number, number> {
  const lines = Array.from({ length: depth }, () => 1);
  const areas = new Map(
    headingAreas(columns, depth, 0).map((area) => [`${area.fromRow} ${area.fromColumn}`, area]),
  );
  columns.forEach(({ title }, index) =>
    title.forEach((text, level) => {
      const area = areas.get(`${level} ${index + 1}`);
      if (area === undefined && title.length > level + 1) return;
      const { toRow = level, toColumn = index + 1 } = area ?? {};
      const width = widths.slice(index + 1, toColumn + 1).reduce((sum, one) => sum + one, 0);
      const above = lines.slice(level, toRow).reduce((sum, one) => sum + one, 0);
      lines[toRow] = Math.max(lines[toRow] ?? 1, linesOf(text, width) - above);
    }),
  );
  return new Map(lines.map((count, level) => [first + level, count * LINE + 4]));
}

/** Broken between words, bold letters somewhat wider than the figures a width is measured in. */
function linesOf(text: string, width: number): number {
  const room = Math.max(1, width * 0.85);
  let count = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    if (used > 0 && used + 1 + word.length > room) {
      count += 1;
      used = 0;
    }
    count += Math.ceil(word.length / room) - 1;
    used += (used > 0 ? 1 : 0) + word.length;
  }
  return count;
}
