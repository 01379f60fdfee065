import type { Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { OnRecord } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';
import type { Command, OperationResult } from './operation';

const OPERATION_LOCK_CLASS = 5_410_704;

export interface OperationTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
}

export interface NamedOperation {
  /** As it is recorded, in the words of the command line. */
  readonly name: string;
  readonly target: string;
  readonly command: Command;
}

/** What came of it, and whose it is. */
export interface Acted {
  readonly result: OperationResult;
  readonly agencyId: string;
  /** Who stands behind it, as the audit writes them; as the command names them where nobody was asked about. */
  readonly onRecord?: OnRecord | undefined;
}

/**
 * Does what a person asked for, once for its key, in one transaction with its `operation` row and its link of the audit.
 * What was refused is on record as well.
 */
export async function once(
  { dataSource, ids, audit }: OperationTools,
  { name, target, command }: NamedOperation,
  act: (manager: EntityManager) => Promise<Acted>,
): Promise<OperationResult> {
  await audit.ready();
  const done = await dataSource.transaction(async (manager): Promise<OperationResult> => {
    // The same key at the same moment waits here and then finds the first one's row.
    await manager.query('select pg_advisory_xact_lock($1, hashtext($2))', [
      OPERATION_LOCK_CLASS,
      command.idempotencyKey,
    ]);
    const before: PastRow[] = await manager.query(
      'select outcome, requested from operation where idempotency_key = $1',
      [command.idempotencyKey],
    );
    if (before[0] !== undefined) return repeated(before[0], command);
    const { result, agencyId, onRecord } = await act(manager);
    const { actor, approver, reason } = command;
    await manager.query(
      `insert into operation (id, agency_id, idempotency_key, command, actor, approver, reason, target, result, outcome,
         requested)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ids.uuid(),
        agencyId,
        command.idempotencyKey,
        name,
        actor,
        approver ?? null,
        reason,
        target,
        result.kind,
        JSON.stringify(result),
        command.requested ?? null,
      ],
    );
    const what = { agencyId, actor, approver, action: name, target, reason, result: result.kind };
    await audit.append(manager, { ...what, ...onRecord });
    return result;
  });
  if (done.kind !== 'repeated') await audit.committed();
  return done;
}

interface PastRow {
  readonly outcome: OperationResult | null;
  readonly requested: string | null;
}

function repeated({ outcome, requested }: PastRow, command: Command): OperationResult {
  if (command.requested !== undefined && command.requested !== requested)
    return { kind: 'refused', why: 'key-reused' };
  return { kind: 'repeated', before: outcome ?? undefined };
}
