import type { PetitionKind, UnmaskField, UnmaskReason } from '@kntc/domain';

/** A request as the database keeps it. */
export interface UnmaskRow {
  readonly id: string;
  readonly agency_id: string;
  readonly case_id: string;
  readonly reference: string;
  readonly kind: PetitionKind;
  readonly field: UnmaskField;
  readonly place: number;
  readonly reason_code: UnmaskReason;
  readonly reason_text: string;
  readonly requested_by: string;
  readonly requested_login: string;
  readonly requested_at: Date;
  readonly approved_login: string | null;
  readonly approved_at: Date | null;
}

/** A request that somebody made, as an answer tells of it. */
export interface UnmaskRequest {
  readonly id: string;
  readonly reference: string;
  readonly field: UnmaskField;
  readonly place: number;
  readonly reasonCode: UnmaskReason;
  readonly reasonText: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approvedAt?: string | undefined;
}

export function toUnmaskRequest(row: UnmaskRow): UnmaskRequest {
  return {
    id: row.id,
    reference: row.reference,
    field: row.field,
    place: row.place,
    reasonCode: row.reason_code,
    reasonText: row.reason_text,
    requestedBy: row.requested_login,
    requestedAt: row.requested_at.toISOString(),
    approvedAt: row.approved_at?.toISOString(),
  };
}
