import type { Ids, ReconciliationRun } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';

export interface ListedTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

/** A list from the national web, of one agency. */
export interface WantedList {
  readonly agency: string;
  readonly sha256: string;
}

/** Longer than a list of the largest agency takes; a process that died keeps other runs waiting for so long. */
const LEASE = "interval '10 minutes'";

/** The run is this process's from the beginning: nobody looks anything up for it. */
const OPEN = `
  insert into reconciliation_run (agency_id, kind, key, way, per_minute, expected, taken_by, taken_until)
  select $1::text, 'asked', $1::text, 'records', 1, (
      select count(*)::int from national_record n where n.national_id is not null and n.agency_id = $1::text), $2,
    clock_timestamp() + ${LEASE}
  on conflict (kind, key) where finished_at is null do nothing returning id::text as id`;

/** Runs of reconciliation over lists that people exported from the national web. */
export class PgListedRuns {
  constructor(private readonly tools: ListedTools) {}

  /** Opens a run over a list; its id is that of the operation. Not while another run of that agency is open. */
  open({ agency, sha256 }: WantedList, command: Command): Promise<OperationResult> {
    const name = 'batch compare';
    return once(this.tools, { name, target: `${agency} ${sha256}`, command }, (manager) =>
      allowedOnly({ ...this.tools, manager }, { kind: 'judgement', command, agencyId: agency }, async () => {
        const [made]: { id: string }[] = await manager.query(OPEN, [agency, `list ${sha256.slice(0, 12)}`]);
        return made === undefined ? { kind: 'refused', why: 'run-open' } : { kind: 'done', id: made.id };
      }),
    );
  }

  run(id: string, agencyId: string): ReconciliationRun {
    return { id, kind: 'asked', way: 'records', agencyId, isDeliveryBusy: false, isListed: true };
  }
}
