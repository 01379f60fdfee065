import type { IdentityPolicy, RecordToReconcile, SealBox } from '@kntc/domain';
import { fromDigestColumn } from '../digests/digest-columns';
import { toConfirmedStep, type StepTuple } from '../lanes/lane-rows';
import { toRendition, type RenditionTuple } from '../renditions/rendition-rows';
import { fromSealedRow } from '../rows/seal-case';

export interface ReconcileRow {
  readonly record_id: string;
  readonly agency_id: string;
  readonly reference: string;
  readonly national_id: string | null;
  readonly identity_policy: IdentityPolicy | null;
  readonly case_id: string;
  readonly attempt_no: number;
  readonly case_version: number;
  readonly plain: Buffer;
  readonly secret: Buffer;
  /** Of the newest version, where it is another than the one that was confirmed last. */
  readonly present_version: number | null;
  readonly present_plain: Buffer | null;
  readonly present_secret: Buffer | null;
  readonly source_id: string;
  readonly local_key: string;
  readonly data_key: Buffer | null;
  readonly kek: string | null;
  readonly steps: readonly StepTuple[];
  readonly renditions: readonly RenditionTuple[];
  readonly is_adopted: boolean;
  readonly agreed: Readonly<Record<string, string>>;
  readonly digest: Buffer | null;
  readonly claimed_id: string | null;
}

/**
 * @param box of the record that the case came from
 * @param house for what is sealed apart from it
 */
export function toReconcile(row: ReconcileRow, box: SealBox, house: SealBox): RecordToReconcile {
  return {
    recordId: row.record_id,
    agencyId: row.agency_id,
    reference: row.reference,
    nationalId: row.national_id ?? undefined,
    attemptNo: row.attempt_no,
    identityPolicy: row.identity_policy ?? undefined,
    case: fromSealedRow(row, row.case_id, row.case_version, box),
    caseVersion: row.case_version,
    present: presentOf(row, box),
    steps: row.steps.map(toConfirmedStep),
    renditions: row.renditions.map((tuple) => toRendition(tuple, house)),
    isAdopted: row.is_adopted,
    agreed: new Map(Object.entries(row.agreed)),
    claimedId: row.claimed_id ?? undefined,
    digest: row.digest === null ? undefined : fromDigestColumn(row.digest),
  };
}

function presentOf(row: ReconcileRow, box: SealBox): RecordToReconcile['present'] {
  const { present_version: version, present_plain: plain, present_secret: secret } = row;
  if (version === null || plain === null || secret === null) return undefined;
  return fromSealedRow({ ...row, plain, secret }, row.case_id, version, box);
}
