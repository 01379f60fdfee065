import type { RecordIssue } from '@kntc/domain';
import type { PackRoad } from '../pack-road';
import type { RunningSide } from './local-side';
import type { TrueRow } from './make-packs';

/** Where a row of the pack is now. */
export interface Standing {
  readonly row: TrueRow;
  readonly class: string;
  readonly hold: string | null;
  readonly reasons: readonly RecordIssue[];
  readonly reference: string | null;
}

const UNACCOUNTED = { class: 'unaccounted', hold: null, reasons: [], reference: null };

/** One line per row of the pack, those the gateway does not know included. */
export async function standingsOf(
  road: PackRoad,
  side: RunningSide,
  rows: readonly TrueRow[],
): Promise<readonly Standing[]> {
  const { rows: known } = await road.own.query<Omit<Standing, 'row'> & { readonly name: string }>(
    `select source_id || '/' || local_key as name, class, hold_code as hold, reasons, reference from record_standing`,
  );
  const byName = new Map(known.map(({ name, ...standing }) => [name, standing]));
  return rows.map((row) => ({
    row,
    ...(byName.get(`${row.file}/${side.keyOf(row, road) ?? ''}`) ?? UNACCOUNTED),
  }));
}

/** At the far side, or out of scope by a recorded rule or decision. Nobody has to do anything more. */
export function isThrough({ class: cls }: Standing): boolean {
  return cls === 'confirmed' || cls === 'outOfScope';
}

/** The copy of a petition that went through: it is not sent, and nothing is to be done about it. */
export function isHeldCopy({ class: cls, hold }: Standing): boolean {
  return cls === 'held' && hold === 'EXACT_DUPLICATE';
}
