import type { Case, RecordSeals } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { storedKeyOf, usable, type KeyColumns } from '../keys/stored-key';
import { fromSealedRow, type SealedCaseRow } from '../rows/seal-case';

/**
 * The newest version of a case. Its secret half is decrypted only when something sealed in it is opened: whoever does
 * that outside delivery writes the audit first.
 * @throws GatewayError why the key of the record does not unwrap
 */
export async function openCase(
  manager: EntityManager,
  caseId: string,
  seals: RecordSeals,
): Promise<Case | undefined> {
  const rows: (SealedCaseRow & KeyColumns & { readonly version: number })[] = await manager.query(
    `select v.version, v.plain, v.secret, r.source_id, r.local_key, r.data_key, r.kek
     from case_file f join case_version v on v.case_id = f.id and v.version = f.version
     join source_record r on r.case_id = f.id
     where f.id = $1`,
    [caseId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const [box] = await seals.of([storedKeyOf(row)]);
  return fromSealedRow(row, caseId, row.version, usable(box));
}
