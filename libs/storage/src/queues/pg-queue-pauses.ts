import type { Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { EVERY_AGENCY, queuePauses, type QueueName, type QueuePause } from './queue-pause-rows';

export interface QueuePauseTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
  /** Every agency whose records go to the far side. */
  readonly agencies: readonly string[];
}

/**
 * Queues that people pause and let go on: one named person, with a reason, on the audit. A pause stands in the database, so it
 * outlives every restart and counts for all processes within seconds; nothing but a person ends it. It changes no record: what
 * is under way is finished, the rest waits where it is. A crash leaves a pause there or not there.
 */
export class PgQueuePauses {
  constructor(
    private readonly tools: QueuePauseTools,
    private readonly deciding: PgApprovals = tools.approvals,
  ) {}

  /** The same for somebody who is signed in: only accounts decide. @param proved who else proved who they are */
  signedIn({ login }: { readonly login: string }, proved: readonly string[]): PgQueuePauses {
    return new PgQueuePauses(this.tools, this.tools.approvals.signedIn([login, ...proved]));
  }

  /** @returns `not-found` for a queue there is not; refused: `paused-already`, the earlier pause stays as it is */
  pause(queue: QueueName, command: Command): Promise<OperationResult> {
    return this.#decide('pause', queue, command, async (manager, agencyId) => {
      const rows: unknown[] = await manager.query(
        `insert into queue_pause (agency_id, side, target, paused_by, reason) values ($1, $2, $3, $4, $5)
         on conflict (side, target) where resumed_at is null do nothing returning id`,
        [agencyId, queue.side, queue.target, command.actor, command.reason],
      );
      return rows.length === 0 ? { kind: 'refused', why: 'paused-already' } : { kind: 'done' };
    });
  }

  /** @returns refused: `not-paused` by a person; what delivery paused itself two people let go on (`delivery resume`) */
  resume(queue: QueueName, command: Command): Promise<OperationResult> {
    return this.#decide('resume', queue, command, async (manager) => {
      const [rows]: [unknown[], number] = await manager.query(
        `update queue_pause set resumed_at = clock_timestamp(), resumed_by = $3, resume_reason = $4
         where side = $1 and target = $2 and resumed_at is null returning id`,
        [queue.side, queue.target, command.actor, command.reason],
      );
      return rows.length === 0 ? { kind: 'refused', why: 'not-paused' } : { kind: 'done' };
    });
  }

  open(): Promise<readonly QueuePause[]> {
    return queuePauses(this.tools.dataSource);
  }

  /** Sources that are not to be read now. */
  async pausedSources(): Promise<ReadonlySet<string>> {
    const open = await this.open();
    return new Set(open.filter(({ side }) => side === 'source').map(({ target }) => target));
  }

  #decide(
    name: 'pause' | 'resume',
    queue: QueueName,
    command: Command,
    act: (manager: EntityManager, agencyId: string) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    const target = `${queue.side} ${queue.target}`;
    return once(this.tools, { name, target, command }, async (manager) => {
      const agencyId = await this.#whose(manager, queue);
      if (agencyId === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      return allowedOnly({ approvals: this.deciding, manager }, { kind: 'queues', command, agencyId }, () =>
        act(manager, agencyId),
      );
    });
  }

  /** Whose queue it is; `undefined`: there is none of that name. A source feeds the whole province. */
  async #whose(manager: EntityManager, { side, target }: QueueName): Promise<string | undefined> {
    const { provinceId, agencies } = this.tools;
    if (side === 'source') {
      const rows: unknown[] = await manager.query(
        'select 1 from source where id = $1 union all select 1 from mapping_wait where source_id = $1',
        [target],
      );
      return rows.length === 0 ? undefined : provinceId;
    }
    if (target === EVERY_AGENCY) return provinceId;
    return agencies.includes(target) ? target : undefined;
  }
}
