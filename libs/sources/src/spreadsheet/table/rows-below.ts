import type { FileRecordDefinition } from '../../definition/source-definition';
import type { TableRow } from './table-rows';

/**
 * Finds rows that look like petitions below the row at which reading stopped: a total in the middle of a register
 * would otherwise cut it off without a word. Who signs stands there as well, but says little.
 */
export class RowsBelow {
  readonly #lines: number[] = [];
  #rowsAbove = 0;
  #cellsAbove = 0;

  constructor(private readonly record: Pick<FileRecordDefinition, 'by' | 'columns'>) {}

  /** Lines found, in the order of the file. */
  get lines(): readonly number[] {
    return this.#lines;
  }

  /** Rows must come in the order of the file. */
  note(one: TableRow): void {
    if (one.isBelow) {
      if (this.#looksLikeData(one)) this.#lines.push(one.line);
      return;
    }
    this.#rowsAbove += 1;
    this.#cellsAbove += saidIn(one.row);
  }

  /** Has a key and says at least half of what the rows above say; without such rows, half of the columns. */
  #looksLikeData({ row }: TableRow): boolean {
    const usual = this.#rowsAbove > 0 ? this.#cellsAbove / this.#rowsAbove : Object.keys(row).length;
    const { by, columns } = this.record;
    const isSaid = (name: string): boolean => (row[name] ?? null) !== null;
    const hasKey = by === 'columns' ? columns.every(isSaid) : columns.some(isSaid);
    return hasKey && saidIn(row) >= Math.max(Math.min(2, usual), usual / 2);
  }
}

function saidIn(row: TableRow['row']): number {
  return Object.values(row).filter((text) => text !== null).length;
}
