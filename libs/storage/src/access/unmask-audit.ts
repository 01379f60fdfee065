import type { Principal } from '@kntc/domain';
import type { AuditedAction } from '../audit/pg-audit';
import type { UnmaskRow } from './unmask-rows';

/** What the audit says a step was about. */
export interface UnmaskSubject {
  readonly agencyId: string;
  readonly reference: string;
  readonly field: string;
  readonly place: number;
  readonly reasonCode: string;
  readonly reasonText: string;
  readonly approvedBy?: string | undefined;
}

/** The link of the audit for a step of an unmask: which field of which case, why, and what came of it. */
export function unmaskEntry(
  step: 'request' | 'approve' | 'reveal',
  by: Principal,
  about: UnmaskSubject,
  result: string,
): AuditedAction {
  return {
    agencyId: about.agencyId,
    actor: by.login,
    approver: step === 'reveal' ? about.approvedBy : undefined,
    action: `unmask ${step}`,
    target: `${about.reference} ${about.field}[${about.place}]`,
    reason: `${about.reasonCode}: ${about.reasonText.trim()}`,
    result,
  };
}

export function subjectOf(row: UnmaskRow): UnmaskSubject {
  return {
    agencyId: row.agency_id,
    reference: row.reference,
    field: row.field,
    place: row.place,
    reasonCode: row.reason_code,
    reasonText: row.reason_text,
    approvedBy: row.approved_login ?? undefined,
  };
}

/** A request that does not exist, or whose case the account may not know of: only its number can be told. */
export function unknownSubject(id: string, provinceId: string): UnmaskSubject {
  return { agencyId: provinceId, reference: id, field: '?', place: 0, reasonCode: '?', reasonText: '' };
}
