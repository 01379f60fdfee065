import { visitEntry, type RecordSeals, type StatutoryEntry } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { RowScope } from '../access/row-scope';
import { openedReceptions, type ReceptionsWanted } from './reception-rows';

/** Visits without a petition until the end of a period, as the report forms count them. Who came stays shut. */
export async function bareVisits(
  dataSource: DataSource,
  seals: RecordSeals,
  { period, agency, asOf }: Pick<ReceptionsWanted, 'period' | 'agency' | 'asOf'>,
  scope: RowScope,
): Promise<readonly StatutoryEntry[]> {
  const visits: StatutoryEntry[] = [];
  for await (const { reception, row } of openedReceptions(
    { dataSource, seals },
    { period, agency, asOf },
    scope,
  ))
    visits.push(visitEntry(reception, { reference: row.reference, agency: row.agency_id }));
  return visits;
}
