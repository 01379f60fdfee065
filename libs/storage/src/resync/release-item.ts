import { releaseOf, type Ids, type ResyncRelease } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { mayKnowOf } from '../access/may-know-of';
import type { PgApprovals } from '../access/pg-approvals';
import type { RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { resyncKind } from '../operations/decision-kinds';
import { HELD_ROW } from '../operations/held-row';
import { once, type Acted } from '../operations/once';
import type { Command, HeldRow, OperationResult } from '../operations/operation';
import { makeDue } from '../operations/resolutions';
import { lockRecord } from '../operations/scope-decision';
import { STANDING_COLUMNS, STANDING_TABLES, toStanding, type StandingRow } from './standing-rows';

export interface ReleaseTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  /** As whoever began the re-sync stands behind it now. */
  readonly approvals: PgApprovals;
  readonly scope: RowScope;
}

/** A record whose turn has come. */
export interface ReleasedRecord {
  readonly id: string;
  readonly nationalRecordId: string | undefined;
  readonly attemptNo: number | undefined;
}

/** What was done with it, besides the result: as the row of the item says. */
export interface Released {
  readonly result: OperationResult;
  readonly how: 'due' | 'judge' | undefined;
}

/**
 * Makes one record of a re-sync due, or has it judged again, by the same rules as for one record alone: nothing is sent, and
 * what must not be touched is refused with why. On record with the command's key, so that a repeat does nothing.
 */
export async function releaseRecord(
  tools: ReleaseTools,
  record: ReleasedRecord,
  command: Command,
): Promise<Released> {
  const { manager } = tools.dataSource;
  const row = await standingOf(manager, record);
  if (row === undefined) return { result: { kind: 'not-found' }, how: undefined };
  const target = row.reference ?? `${row.source_id}/${row.local_key}`;
  let how: Released['how'];
  const result = await once(tools, { name: 'resync', target, command }, async (on) => {
    const done = await act(tools, on, { record, row, command });
    how = done.how;
    return done.acted;
  });
  return { result, how: how ?? howBefore(row) };
}

/** A key that was used before: what was done then followed from where the record stood, which has not got further since. */
function howBefore({ record_class: standing, national_record_id: national }: StandingRow): Released['how'] {
  return standing === 'accepted' && national !== null ? 'due' : 'judge';
}

interface Acting {
  readonly record: ReleasedRecord;
  readonly row: StandingRow;
  readonly command: Command;
}

async function act(
  tools: ReleaseTools,
  manager: EntityManager,
  { record, row, command }: Acting,
): Promise<{ readonly acted: Acted; readonly how?: 'due' | 'judge' }> {
  const named = { sourceId: row.source_id, localKey: row.local_key };
  // In this order everywhere: the record of the source, then its outbox row.
  const locked = await lockRecord(manager, row.source_id, row.local_key);
  const held = await heldRow(manager, row.reference);
  const now = await standingOf(manager, record);
  if (locked === undefined || now === undefined || !(await mayKnowOf(manager, tools.scope, named)))
    return { acted: { result: { kind: 'not-found' }, agencyId: '' } };
  const release: ResyncRelease = releaseOf(toStanding(now), record.attemptNo);
  const kind = held === undefined ? 'judgement' : resyncKind(held);
  const about = { agencyId: now.owner_id, reference: row.reference ?? undefined };
  const acted = await allowedOnly({ ...tools, manager }, { kind, command, ...about }, async () => {
    if (release.kind === 'skip') return { kind: 'refused', why: release.why };
    if (release.kind === 'due' && held !== undefined) return makeDue(manager, held);
    await manager.query("update source_record set judged_with = '' where id = $1", [locked.id]);
    return { kind: 'done' };
  });
  return { acted, ...(release.kind !== 'skip' && { how: release.kind }) };
}

async function heldRow(manager: EntityManager, reference: string | null): Promise<HeldRow | undefined> {
  if (reference === null) return undefined;
  const rows: HeldRow[] = await manager.query(HELD_ROW, [reference]);
  return rows[0];
}

async function standingOf(
  on: Pick<EntityManager, 'query'>,
  { id, nationalRecordId }: ReleasedRecord,
): Promise<StandingRow | undefined> {
  const rows: StandingRow[] = await on.query(
    `select ${STANDING_COLUMNS} from ${STANDING_TABLES} where s.id = $1::bigint
       and ($2::uuid is null or s.national_record_id = $2::uuid) limit 1`,
    [id, nationalRecordId ?? null],
  );
  return rows[0];
}
