import type { RawRow } from '@kntc/domain';
import type { Condition } from '../definition/source-definition';
import { cell, comparedCell, foldedCell } from './cell';

/** Whether a condition of the source file holds for a row. `equals` and `in` compare without case and accents. */
export function holds(condition: Condition, row: RawRow, nulls: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case 'equals':
      return condition.folded.has(foldedCell(row, condition.column, nulls) ?? '');
    case 'present':
      return (cell(row, condition.column, nulls) !== undefined) === condition.present;
    case 'matches': {
      const text = comparedCell(row, condition.column, nulls);
      return text !== undefined && condition.pattern.test(text);
    }
    case 'all':
      return condition.of.every((part) => holds(part, row, nulls));
    case 'any':
      return condition.of.some((part) => holds(part, row, nulls));
    case 'not':
      return !holds(condition.of, row, nulls);
  }
}
