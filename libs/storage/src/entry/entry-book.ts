import { cellsDigest } from '@kntc/domain';
import type { EntryCells, EntryPlanning, EntryRow, EntryState, KeyedDigest, StepKind } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { visible, type RowScope } from '../access/row-scope';
import { HANDED_OUT } from '../lanes/lane-statements';
import { readRecords, type EntrySeals } from './entry-records';
import { batches, rowsOf } from './entry-statements';

/** A batch as lists show it. */
export interface BatchView {
  readonly id: string;
  readonly agency: string;
  readonly withDenunciations: boolean;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly reason: string;
  readonly cancelledAt: string | null;
  readonly cancelledBy: string | null;
  readonly cancelReason: string | null;
  readonly rows: Readonly<Partial<Record<EntryState, number>>>;
}

/** A row as the workbook shows it. Personal: it is written into a file for the person who asked, and kept nowhere. */
export interface WorkbookRow extends EntryRow {
  readonly isDenunciation: boolean;
  readonly cells: EntryCells;
}

/** A row with what only the storage needs of it. */
export interface StoredRow extends Pick<
  EntryRow,
  'position' | 'reference' | 'act' | 'state' | 'cellsDigest'
> {
  readonly nationalId: string | null;
  readonly standingId: string | null;
  readonly resultId: string | null;
  readonly kind: StepKind;
  readonly ordinal: number;
  readonly recordId: string;
  readonly contentDigest: string;
  readonly isSeen: boolean;
}

/** A batch with every row of it. */
export interface Whole {
  readonly view: BatchView;
  readonly rows: readonly StoredRow[];
}

export interface BookTools extends EntrySeals {
  readonly keyedDigest: KeyedDigest;
  readonly planning: EntryPlanning;
}

/** Agencies whose batches a reader sees; `null`: all. */
export function agenciesOf(scope: RowScope): readonly string[] | null {
  return scope === 'everything' || scope.agencies === 'all' ? null : scope.agencies;
}

/** A batch with its rows; not one with a case the reader must not know of: a batch without a row would be another batch. */
export async function wholeOf(
  manager: Pick<EntityManager, 'query'>,
  id: string,
  scope: RowScope,
): Promise<Whole | undefined> {
  const [view]: BatchView[] = await manager.query(
    batches('($1::text[] is null or b.agency_id = any($1)) and b.id = $2::bigint'),
    [agenciesOf(scope), id],
  );
  if (view === undefined) return undefined;
  const seen = visible(scope, 2, { caseId: 'n.case_id', agencyId: 'n.agency_id' });
  const rows: StoredRow[] = await manager.query(rowsOf(seen.sql), [id, ...seen.values]);
  return rows.every(({ isSeen }) => isSeen) ? { view, rows } : undefined;
}

/** The rows with their cells, made again; without cells where what comes out is not what was handed out. */
export async function cellsOf(
  manager: Pick<EntityManager, 'query'>,
  { view: { id }, rows: stored }: Whole,
  tools: BookTools,
): Promise<readonly WorkbookRow[]> {
  const records = new Map(
    (await readRecords(manager, tools, [HANDED_OUT, [id]])).map((record) => [record.recordId, record]),
  );
  const rows = stored.map((row): WorkbookRow => {
    const record = records.get(row.recordId);
    const cells = record && tools.planning.cellsAgain(record, handedOut(row));
    return { ...toRow(row), isDenunciation: record?.case.kind === 'TC', cells: cells ?? new Map() };
  });
  return withNewNames(manager, { id, rows, keyed: tools.keyedDigest });
}

/** A list that was renamed since changes words and nothing else: copies handed out before do not fit any more. */
async function withNewNames(
  manager: Pick<EntityManager, 'query'>,
  {
    id,
    rows,
    keyed,
  }: { readonly id: string; readonly rows: readonly WorkbookRow[]; readonly keyed: KeyedDigest },
): Promise<readonly WorkbookRow[]> {
  const anew = rows.map((row) =>
    row.cells.size === 0 ? row : { ...row, cellsDigest: cellsDigest(row.cells, keyed) },
  );
  for (const [index, { position, cellsDigest: digest }] of anew.entries())
    if (digest !== rows[index]?.cellsDigest)
      await manager.query(
        "update entry_row set cells_digest = $3 where batch_id = $1::bigint and position = $2 and state = 'open'",
        [id, position, digest],
      );
  return anew;
}

function handedOut(row: StoredRow) {
  const { kind, ordinal, act, nationalId, standingId, contentDigest } = row;
  return {
    key: { kind, ordinal },
    act,
    contentDigest,
    nationalId: nationalId ?? undefined,
    standingId: standingId ?? undefined,
  };
}

/** A row as it is judged. */
export function toRow(row: StoredRow): EntryRow {
  const { position, reference, kind, ordinal, act, state, cellsDigest: cells } = row;
  return {
    position,
    reference,
    key: { kind, ordinal },
    act,
    nationalId: row.nationalId ?? undefined,
    standingId: row.standingId ?? undefined,
    state,
    resultId: row.resultId ?? undefined,
    cellsDigest: cells,
  };
}
