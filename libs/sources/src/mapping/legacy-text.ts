import {
  isOrdinaryText,
  readLegacyTexts,
  type LegacyFinding,
  type LegacySetting,
  type RawRecord,
  type RawRow,
  type RepairKind,
} from '@kntc/domain';
import { textOf } from './cell';
import type { Evaluated } from './evaluate';

type RowNotes = ReadonlyMap<string, LegacyFinding>;
/** What was found out about columns of a record, by row of the converted record. */
export type LegacyNotes = ReadonlyMap<RawRow, RowNotes>;

export interface LegacyRecord {
  /** The record with texts of old encodings converted: conditions and value maps see what the clerk meant. */
  readonly record: RawRecord;
  /** Absent when nothing was found, which is nearly always. */
  readonly notes?: LegacyNotes | undefined;
}

/** Reads the texts of a record in the encoding they were written in. The raw record itself stays as it is. */
export function readLegacyRecord(record: RawRecord, setting: LegacySetting): LegacyRecord {
  if (setting === 'off' || (setting === 'detect' && isOrdinaryRecord(record))) return { record };
  const places = textsOf(record);
  const findings = readLegacyTexts(
    places.map(({ text }) => text),
    setting,
  );
  if (findings === undefined) return { record };
  const byRow = new Map<RawRow, Map<string, LegacyFinding>>();
  for (const [index, finding] of findings) {
    const place = places[index];
    if (place === undefined) continue;
    const found = byRow.get(place.row) ?? new Map<string, LegacyFinding>();
    byRow.set(place.row, found.set(place.column, finding));
  }
  return rebuilt(record, byRow);
}

function isOrdinaryRecord({ row, children }: RawRecord): boolean {
  return isOrdinaryRow(row) && Object.values(children).every((rows) => rows.every(isOrdinaryRow));
}

function isOrdinaryRow(row: RawRow): boolean {
  return Object.values(row).every((value) => typeof value !== 'string' || isOrdinaryText(value));
}

interface Place {
  readonly row: RawRow;
  readonly column: string;
  readonly text: string;
}

function textsOf({ row, children }: RawRecord): readonly Place[] {
  return [row, ...Object.values(children).flat()].flatMap((one) =>
    Object.entries(one).flatMap(([column, text]) =>
      typeof text === 'string' ? [{ row: one, column, text }] : [],
    ),
  );
}

function rebuilt({ localKey, row, children }: RawRecord, found: LegacyNotes): LegacyRecord {
  const notes = new Map<RawRow, RowNotes>();
  const convertedRow = (old: RawRow): RawRow => {
    const findings = found.get(old);
    if (findings === undefined) return old;
    const texts = [...findings].flatMap(([column, finding]) =>
      finding.kind === 'converted' ? [[column, finding.text] as const] : [],
    );
    const changed = { ...old, ...Object.fromEntries(texts) };
    notes.set(changed, findings);
    return changed;
  };
  const record = {
    localKey,
    row: convertedRow(row),
    children: Object.fromEntries(
      Object.entries(children).map(([name, rows]) => [name, rows.map(convertedRow)] as const),
    ),
  };
  return { record, notes };
}

export interface ReadColumns {
  readonly columns: readonly string[];
  readonly row: RawRow;
  readonly notes: RowNotes;
}

/** A value with what was found out about the columns it came from: a repair, or an issue instead of the value. */
export function noteText(evaluated: Evaluated, { columns, row, notes }: ReadColumns): Evaluated {
  if (evaluated.value === undefined && evaluated.issue === undefined) return evaluated;
  return columns.reduce((noted, column) => {
    const finding = notes.get(column);
    if (finding === undefined) return noted;
    if (finding.kind === 'converted') return repaired(noted, finding.encoding);
    const issue = finding.kind === 'lost' ? 'TEXT_LOST' : 'TEXT_SUSPECT';
    return { issue, column, raw: textOf(row[column] ?? null) };
  }, evaluated);
}

function repaired(evaluated: Evaluated, kind: RepairKind): Evaluated {
  return { ...evaluated, repairs: [...new Set([kind, ...(evaluated.repairs ?? [])])] };
}
