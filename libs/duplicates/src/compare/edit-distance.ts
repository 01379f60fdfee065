/**
 * Damerau–Levenshtein distance (neighbours swapped cost one), up to `most`; beyond, `most + 1`. Costs
 * O(length × most) only.
 */
export function editDistance(one: string, other: string, most: number): number {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let twoBack: number[] = [];
  let back = Array.from({ length: other.length + 1 }, (_none, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const current = nextRow({ one, other, row, back, twoBack, most });
    if (current === undefined) return most + 1;
    twoBack = back;
    back = current;
  }
  return Math.min(back[other.length] ?? most + 1, most + 1);
}

interface Step {
  readonly one: string;
  readonly other: string;
  readonly row: number;
  readonly back: readonly number[];
  readonly twoBack: readonly number[];
  readonly most: number;
}

/** Only cells near the diagonal can stay within `most`; undefined when none of the row does. */
function nextRow({ one, other, row, back, twoBack, most }: Step): number[] | undefined {
  const current = Array.from<number>({ length: other.length + 1 }).fill(most + 1);
  if (row <= most) current[0] = row;
  let least = current[0] ?? most + 1;
  const letter = one.charCodeAt(row - 1);
  for (let column = Math.max(1, row - most); column <= Math.min(other.length, row + most); column += 1) {
    const isSame = letter === other.charCodeAt(column - 1);
    let cost = Math.min((back[column] ?? most) + 1, (current[column - 1] ?? most) + 1);
    cost = Math.min(cost, (back[column - 1] ?? most) + (isSame ? 0 : 1));
    if (isSwapped(one, other, row, column)) cost = Math.min(cost, (twoBack[column - 2] ?? most) + 1);
    current[column] = cost;
    if (cost < least) least = cost;
  }
  return least > most ? undefined : current;
}

function isSwapped(one: string, other: string, row: number, column: number): boolean {
  return row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
}
