import type { EntityManager } from 'typeorm';
import { INSERT } from './request-statements';
import type { NewSubjectRequest, SubjectRequestKind, SubjectRequestRow } from './subject-request';

/** A request as the table takes it. */
interface InsertedRow extends NewSubjectRequest {
  readonly id: string;
  readonly kind: SubjectRequestKind;
  readonly agencyId: string;
  readonly state: SubjectRequestRow['state'];
  readonly withDenunciations: boolean;
  readonly subjectDigest: string | null;
  readonly caseId: string | null;
  readonly reference: string | null;
  readonly role: string | null;
  readonly place: number | null;
  readonly field: string | null;
  readonly baseVersion: number | null;
  readonly baseDigest: string | null;
}

/** Stores a request as it was made. */
export async function insertRequest(manager: EntityManager, row: InsertedRow): Promise<void> {
  await manager.query(INSERT, [
    row.id,
    row.agencyId,
    row.kind,
    row.state,
    row.documentNo,
    row.receivedOn,
    row.dueOn,
    row.verifiedBy,
    row.verifiedHow,
    row.withDenunciations,
    row.subjectDigest,
    row.caseId,
    row.reference,
    row.role,
    row.place,
    row.field,
    row.baseVersion,
    row.baseDigest,
    row.recordedBy,
  ]);
}

/** A request about nothing yet. */
export function blankRequest(
  id: string,
  kind: SubjectRequestKind,
  agencyId: string,
): Omit<InsertedRow, keyof NewSubjectRequest> {
  return {
    id,
    kind,
    agencyId,
    state: 'open',
    withDenunciations: false,
    subjectDigest: null,
    caseId: null,
    reference: null,
    role: null,
    place: null,
    field: null,
    baseVersion: null,
    baseDigest: null,
  };
}
