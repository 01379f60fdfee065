import type { AuditEntry } from '@kntc/domain';
import type { EntityManager } from 'typeorm';

type Queries = Pick<EntityManager, 'query'>;
/** What the chain gives a number and a time. */
type Action = Omit<AuditEntry, 'at'>;

/** Action under which the audit tells of decisions about a restored database. */
export const ACCEPT_RESTORE = 'audit accept-restore';

export interface RefusedRestore extends Pick<Action, 'agencyId' | 'actor' | 'approver' | 'reason'> {
  /** Why it was refused: a word of `AccessRefusal`. */
  readonly why: string;
}

interface RefusedRow {
  readonly agency_id: string;
  readonly actor: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly why: string;
  readonly at: Date;
}

/**
 * Notes a refused try outside the chain, which is behind its witness and takes nothing. Whoever owns the database may take
 * it away again before it is in the chain: of that state nothing better can be had in it.
 */
export async function noteRefusedRestore(
  on: Queries,
  { agencyId, actor, approver, reason, why }: RefusedRestore,
): Promise<void> {
  await on.query(
    'insert into refused_restore (agency_id, actor, approver, reason, why) values ($1, $2, $3, $4, $5)',
    [agencyId, actor, approver ?? null, reason, why],
  );
}

/** As an entry of the audit says it. */
export function refusedRestoreEntry(
  { agencyId, actor, approver, reason, why }: RefusedRestore,
  at: Date,
): Action {
  const target = `${why} ${at.toISOString()}`;
  return { agencyId, actor, approver, action: ACCEPT_RESTORE, target, reason, result: 'refused' };
}

/** Takes what waits for the chain, in the transaction that adds it there; oldest first. */
export async function takeRefusedRestores(manager: Queries): Promise<readonly Action[]> {
  const rows: RefusedRow[] = await manager.query(
    `with taken as (
       update refused_restore set taken_at = clock_timestamp() where taken_at is null returning *)
     select agency_id, actor, approver, reason, why, at from taken order by id`,
  );
  return rows.map((row) =>
    refusedRestoreEntry({ ...row, agencyId: row.agency_id, approver: row.approver ?? undefined }, row.at),
  );
}
