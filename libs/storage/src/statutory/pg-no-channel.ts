import { noChannelItems, type Ids, type NoChannelMilestone, type RecordSeals } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import { NATIONAL, visible, type RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { openCase } from '../cases/open-case';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';

export interface NoChannelTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly seals: RecordSeals;
}

/** Which milestone of which record, and how it is known that it stands on the national web. */
export interface EnteredMilestone {
  readonly reference: string;
  readonly milestone: NoChannelMilestone;
  readonly ordinal: number;
  /** `yyyy-MM-dd`. */
  readonly enteredOn: string;
  /** What it is found by there: an id, a screen, a document. Never a person's name. */
  readonly evidence: string;
}

export interface NoChannelProof extends EnteredMilestone {
  readonly agency: string;
  readonly enteredBy: string;
  readonly recordedAt: string;
}

/** What people say they typed in on the national web because the interface has no message for it. */
export class PgNoChannel {
  constructor(private readonly tools: NoChannelTools) {}

  /** In the order of records and milestones. */
  async proofs(scope: RowScope = 'everything'): Promise<readonly NoChannelProof[]> {
    const seen = visible(scope, 1, NATIONAL);
    const rows: (Omit<NoChannelProof, 'recordedAt'> & { readonly recorded: Date })[] =
      await this.tools.dataSource.query(
        `select n.reference, n.agency_id as agency, e.milestone, e.ordinal, to_char(e.entered_on, 'YYYY-MM-DD') as "enteredOn",
           e.entered_by as "enteredBy", e.evidence, e.recorded_at as recorded
         from no_channel_entry e join national_record n on n.id = e.national_record_id
         where ${seen.sql} order by n.reference, e.milestone, e.ordinal`,
        [...seen.values],
      );
    return rows.map(({ recorded, ...row }) => ({ ...row, recordedAt: recorded.toISOString() }));
  }

  /** Records one, by one person, once; a milestone that the case does not have is not there. */
  entered(wanted: EnteredMilestone, command: Command): Promise<OperationResult> {
    const { reference, milestone, ordinal, enteredOn, evidence } = wanted;
    const target = `${reference} ${milestone} ${ordinal}`;
    return once(this.tools, { name: 'no-channel entered', target, command }, async (manager) => {
      const rows: { id: string; agency_id: string; case_id: string }[] = await manager.query(
        'select id, agency_id, case_id from national_record where reference = $1 for update',
        [reference],
      );
      const row = rows[0];
      if (row === undefined) return { result: { kind: 'not-found' }, agencyId: '' };
      const agencyId = row.agency_id;
      return allowedOnly(
        { ...this.tools, manager },
        { kind: 'judgement', command, agencyId, reference },
        async () => {
          const kase = await openCase(manager, row.case_id, this.tools.seals);
          const items = kase === undefined ? [] : noChannelItems(kase);
          if (!items.some((one) => one.milestone === milestone && one.ordinal === ordinal))
            return { kind: 'not-found' };
          const [made]: { id: string }[] = await manager.query(
            `insert into no_channel_entry (id, agency_id, national_record_id, milestone, ordinal, entered_on, entered_by,
               evidence, reason)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
            [
              this.tools.ids.uuid(),
              agencyId,
              row.id,
              milestone,
              ordinal,
              enteredOn,
              command.actor,
              evidence,
              command.reason,
            ],
          );
          return made === undefined ? { kind: 'refused', why: 'entered-already' } : { kind: 'done' };
        },
      );
    });
  }
}
