import type { SheetColumn, SheetLayout } from '../../definition/source-definition';
import { FileRefused } from '../refusals';
import type { MergedArea, SheetRow, TableFile } from '../rows';
import { serialText } from '../workbook/cell-text';
import type { FoundTable } from './find-table';
import { isRuled } from './row-rules';

/** A data row: texts by the column names of the layout, `null` where the sheet says nothing. */
export interface TableRow {
  readonly line: number;
  readonly row: Readonly<Record<string, string | null>>;
  /** Stands below the row at which reading stops: not a record, whatever it says. */
  readonly isBelow: boolean;
}

/**
 * Data rows below the header, without those that the rules name and those in which no read column says anything;
 * from the first row that `stopAt` describes on they are marked as standing below it.
 * @throws FileRefused also in the middle, when a row does not fit the header
 */
export async function* tableRows(
  file: TableFile,
  found: FoundTable,
  layout: SheetLayout,
): AsyncIterable<readonly TableRow[]> {
  const reader = new RowReader(file.from1904, found, layout);
  let isBelow = false;
  for await (const batch of file.rows(found.sheet)) {
    const rows: TableRow[] = [];
    for (const sheetRow of batch) {
      if (sheetRow.number <= found.headerEnd) continue;
      isBelow ||= isRuled(layout.stopAt, sheetRow, found);
      if (isRuled([...layout.stopAt, ...layout.skipRows], sheetRow, found)) continue;
      if (!isBelow) refuseShifted(sheetRow);
      const read = reader.read(sheetRow);
      if (read !== undefined) rows.push({ ...read, isBelow });
    }
    yield rows;
  }
}

/** Before asking whether a row says anything: shifted, it says it in a column that nobody reads. */
function refuseShifted({ number, ragged, otherwise }: SheetRow): void {
  if (otherwise !== undefined) throw new FileRefused('DELIMITER_CHANGED', otherwise);
  if (ragged !== undefined) throw new FileRefused('RAGGED', `dòng ${number} có ${ragged} ô`);
}

class RowReader {
  readonly #merged: MergedValues;

  constructor(
    private readonly from1904: boolean,
    private readonly found: FoundTable,
    private readonly layout: SheetLayout,
  ) {
    this.#merged = new MergedValues(found);
  }

  read(sheetRow: SheetRow): Omit<TableRow, 'isBelow'> | undefined {
    let said = false;
    const row: Record<string, string | null> = {};
    for (const column of this.layout.columns) {
      const text = this.#text(sheetRow, column);
      said ||= text !== undefined;
      row[column.name] = text ?? null;
    }
    if (!said) return undefined;
    return { line: sheetRow.number, row };
  }

  #text(sheetRow: SheetRow, { name, serialDate, fillMerged }: SheetColumn): string | undefined {
    const position = this.found.positions.get(name) ?? 0;
    const own = sheetRow.cells[position - 1];
    const text = fillMerged ? this.#merged.value(sheetRow.number, position, own) : own;
    if (text === undefined || text.trim() === '') return undefined;
    const isSerial = serialDate && /^\d{1,7}(\.\d+)?$/.test(text.trim());
    return isSerial ? (serialText(Number(text), this.from1904) ?? text) : text;
  }
}

/** Remembers what a merged area shows while its rows go by; reading goes from top to bottom. */
class MergedValues {
  readonly #areas = new Map<number, MergedArea[]>();
  readonly #shown = new Map<number, { readonly until: number; readonly text: string | undefined }>();

  constructor({ merged, headerEnd }: FoundTable) {
    for (const area of merged.filter(({ top, bottom }) => top > headerEnd && bottom > top)) {
      const areas = this.#areas.get(area.left) ?? [];
      areas.push(area);
      this.#areas.set(area.left, areas);
    }
    for (const areas of this.#areas.values()) areas.sort((a, b) => b.top - a.top);
  }

  value(row: number, position: number, own: string | undefined): string | undefined {
    const areas = this.#areas.get(position) ?? [];
    while ((areas.at(-1)?.top ?? Infinity) <= row) {
      const area = areas.pop();
      if (area !== undefined) this.#shown.set(position, { until: area.bottom, text: own });
    }
    const shown = this.#shown.get(position);
    return own ?? (shown !== undefined && row <= shown.until ? shown.text : undefined);
  }
}
