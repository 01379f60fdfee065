import type { KeyedDigest } from '../ports/seal';
import { cellsDigest, readRowCode, rowCode, type EntryRow } from './entry-batch';
import { ENTRY_COLUMNS, RESULT_TITLES } from './entry-columns';
import type { ReturnedRow } from './judge-entries';
import type { ReadSheet } from './read-sheet';

/** Titles of what was handed out; a column that somebody added for themselves is none of our business. */
const HANDED_OUT = /\([A-Za-z][\w.[\]]*\)$/u;
const FIXED: readonly string[] = [ENTRY_COLUMNS.reference, ENTRY_COLUMNS.act, ENTRY_COLUMNS.standing];

/** The rows of a batch in a workbook that came back; `undefined`: it is no workbook of a batch at all. */
export function returnedRows(
  sheets: readonly ReadSheet[],
  {
    batch,
    rows,
    keyed,
  }: { readonly batch: string; readonly rows: readonly EntryRow[]; readonly keyed: KeyedDigest },
): readonly ReturnedRow[] | undefined {
  const tables = sheets.flatMap((sheet) => tableOf(sheet) ?? []);
  if (tables.length === 0) return undefined;
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  return tables.flatMap(({ name, titles, below }) =>
    below.flatMap(({ number, cells }) => {
      const said = new Map(titles.map((title, index) => [title, cells[index] ?? ''] as const));
      if ([...said.values()].every((text) => text.trim() === '')) return [];
      const code = said.get(ENTRY_COLUMNS.code) ?? '';
      const row = rowOf(code, batch, byPosition);
      const isTrue = row !== undefined && rowCode(batch, row, keyed) === code.trim().toUpperCase();
      const handedOut = new Map(
        [...said].filter(([title]) => FIXED.includes(title) || HANDED_OUT.test(title)),
      );
      return [
        {
          sheet: name,
          line: number,
          position: isTrue ? row.position : undefined,
          isEdited: isTrue && cellsDigest(handedOut, keyed) !== row.cellsDigest,
          ...resultsIn(said),
        },
      ];
    }),
  );
}

function rowOf(code: string, batch: string, byPosition: ReadonlyMap<number, EntryRow>): EntryRow | undefined {
  const read = readRowCode(code);
  return read?.batch === batch ? byPosition.get(read.position) : undefined;
}

type ResultMembers = Pick<ReturnedRow, 'id' | 'enteredOn' | 'enteredBy' | 'result' | 'note'>;

function resultsIn(said: ReadonlyMap<string, string>): ResultMembers {
  const [id = '', enteredOn = '', enteredBy = '', result = '', note = ''] = RESULT_TITLES.map(
    (title) => said.get(title) ?? '',
  );
  return { id, enteredOn, enteredBy, result, note };
}

interface Table {
  readonly name: string;
  readonly titles: readonly string[];
  readonly below: ReadSheet['rows'];
}

function tableOf({ name, rows }: ReadSheet): Table | undefined {
  const head = rows.findIndex(({ cells }) => cells.some((cell) => cell?.trim() === ENTRY_COLUMNS.code));
  if (head < 0) return undefined;
  const titles = (rows[head]?.cells ?? []).map((cell) => (cell ?? '').normalize('NFC').trim());
  return { name, titles, below: rows.slice(head + 1) };
}
