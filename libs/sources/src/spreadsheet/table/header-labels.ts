import type { MergedArea, SheetRow } from '../rows';

/** Texts of the first rows with merged areas filled: row → position → text. */
export type HeaderGrid = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** What stands above the data of one column. */
export interface HeaderLabel {
  /** Levels from top to bottom, joined with " / ". */
  readonly full: string;
  /** The lowest level alone. */
  readonly last: string;
}

/** By 1-based position. */
export type HeaderLabels = ReadonlyMap<number, HeaderLabel>;

const WIDEST_MERGE = 200;
/** Known to be blank: right of a merged area, where its group ends. */
const BLANK = '';

/** @param deepest last row that can belong to a header */
export function headerGrid(
  rows: readonly SheetRow[],
  merged: readonly MergedArea[],
  deepest: number,
): HeaderGrid {
  const grid = new Map<number, Map<number, string>>();
  const put = (row: number, position: number, text: string): void => {
    const cells = grid.get(row) ?? new Map<number, string>();
    grid.set(row, cells.set(position, text));
  };
  for (const { number, cells } of rows)
    cells.forEach((raw, index) => {
      const text = raw?.replace(/\s+/g, ' ').trim() ?? '';
      if (text !== '') put(number, index + 1, text);
    });
  for (const { top, left, bottom, right } of merged) {
    const text = grid.get(top)?.get(left);
    if (text === undefined || right - left > WIDEST_MERGE) continue;
    for (let row = top; row <= Math.min(bottom, deepest); row += 1) {
      for (let position = left; position <= right; position += 1) put(row, position, text);
      if (right > left && grid.get(row)?.has(right + 1) !== true) put(row, right + 1, BLANK);
    }
  }
  return grid;
}

/**
 * The labels of every column under a header of these rows. A text file knows no merged cells: there a blank cell
 * beside a group belongs to that group.
 */
export function headerLabels(grid: HeaderGrid, first: number, last: number): HeaderLabels {
  const levels = Array.from({ length: last - first + 1 }, (_level, index) => grid.get(first + index));
  const positions = [...new Set(levels.flatMap((cells) => [...(cells?.keys() ?? [])]))].toSorted(
    (a, b) => a - b,
  );
  const labels = new Map<number, HeaderLabel>();
  let left: readonly (string | undefined)[] = [];
  let leftAt = 0;
  for (const position of positions) {
    const own = levels.map((cells) => cells?.get(position));
    const texts = leftAt === position - 1 ? inGroupOf(left, own) : own;
    const path = texts.filter(
      (text, index) => text !== undefined && text !== BLANK && text !== texts[index - 1],
    );
    if (path.length > 0) labels.set(position, { full: path.join(' / '), last: path.at(-1) ?? '' });
    left = texts;
    leftAt = position;
  }
  return labels;
}

/** Blank levels above an own text take the text on the left, as long as that stands above a level of its own. */
function inGroupOf(
  left: readonly (string | undefined)[],
  own: readonly (string | undefined)[],
): readonly (string | undefined)[] {
  const taken = [...own];
  for (let level = 0; level < own.length - 1; level += 1) {
    const group = left[level];
    const isOverLeft = left.slice(level + 1).some((text) => isText(text) && text !== group);
    const isOverOwn = own.slice(level + 1).some(isText);
    if (taken[level] !== undefined) {
      // Another group begins here: what lies below is its own.
      if (taken[level] !== group) break;
    } else if (isText(group) && isOverLeft && isOverOwn) taken[level] = group;
  }
  return taken;
}

function isText(text: string | undefined): boolean {
  return text !== undefined && text !== BLANK;
}
