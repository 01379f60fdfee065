import type { ChainedEntry } from '@kntc/domain';

/** An entry as it is selected. */
export const AUDIT_COLUMNS = `seq, hash, agency_id as "agencyId", actor, approver, action, target, reason, result,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`;

export type AuditRow = Omit<ChainedEntry, 'seq' | 'approver'> & {
  readonly seq: string;
  readonly approver: string | null;
};

export function toEntry({ seq, approver, ...row }: AuditRow): ChainedEntry {
  return { ...row, seq: Number(seq), approver: approver ?? undefined };
}
