import { fold } from '@kntc/domain';
import type { RowRule } from '../../definition/source-definition';
import type { SheetRow } from '../rows';
import type { FoundTable } from './find-table';
import { isTotals } from './totals-row';

/** A cell of a row that numbers the columns: 1, (2), [3], A, (B), a. */
const NUMBERING = /^[([]?(\d{1,2}|[a-z])[)\]]?$/;
const FEWEST_NUMBERED = 3;

/** Whether a row is what one of the rules describes. */
export function isRuled(
  rules: readonly RowRule[],
  { cells }: SheetRow,
  { positions }: Pick<FoundTable, 'positions'>,
): boolean {
  return rules.some((rule) => {
    if (rule.kind === 'matches') {
      const position = typeof rule.column === 'number' ? rule.column : positions.get(rule.column);
      return rule.pattern.test((cells[(position ?? 0) - 1] ?? '').normalize('NFC').trim());
    }
    if (rule.kind === 'totals') return isTotals(cells);
    return isNumbering(cells);
  });
}

/** All said cells are short marks that differ: the row that numbers the columns of a printed form. */
function isNumbering(cells: readonly (string | undefined)[]): boolean {
  const said = cells.flatMap((text) => (text === undefined ? [] : [fold(text)]));
  return (
    said.length >= FEWEST_NUMBERED &&
    said.every((text) => NUMBERING.test(text)) &&
    new Set(said).size === said.length
  );
}
