import type { EntityManager } from 'typeorm';
import type { OperationResult } from '../operations/operation';
import { OPEN_ASKED } from './run-statements';

/** What somebody wants compared: everything, or the records of one agency. */
export interface WantedReconciliation {
  readonly agency: string | undefined;
  /** Look-ups a minute, at most. */
  readonly perMinute: number;
}

/** Whose word it takes: of all records the province's. `undefined`: there is no record of that agency. */
export async function whoseReconciliation(
  manager: EntityManager,
  { agency }: Pick<WantedReconciliation, 'agency'>,
): Promise<string | undefined> {
  const rows: { id: string }[] =
    agency === undefined
      ? await manager.query('select agency_id as id from binding')
      : await manager.query('select agency_id as id from national_record where agency_id = $1 limit 1', [
          agency,
        ]);
  return rows[0]?.id;
}

/** Opens a run, unless the same is open already. Compares nothing by itself. */
export async function openReconciliation(
  manager: EntityManager,
  { agency, perMinute }: WantedReconciliation,
  provinceId: string,
): Promise<OperationResult> {
  // A run of that agency would ask nothing, and keep its lists waiting.
  const byHand: unknown[] = await manager.query('select 1 from hand_agency where agency_id = $1', [
    agency ?? '',
  ]);
  if (byHand.length > 0) return { kind: 'refused', why: 'by-hand' };
  const kind = agency === undefined ? 'full' : 'asked';
  await manager.query(OPEN_ASKED, [provinceId, kind, perMinute, agency ?? null]);
  return { kind: 'done' };
}
