import type { PartialDate } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { visible, type Columns, type RowScope } from '../access/row-scope';
import { is, type Listing } from '../lists/listing';

/** A request of the inspectorate. Days are `yyyy-MM-dd`. */
export interface InspectorateRequestRow {
  readonly id: string;
  /** Agency that has to answer. */
  readonly agency: string;
  /** The case it is about; `null`: none of ours, or several. */
  readonly reference: string | null;
  readonly documentNo: string;
  readonly receivedOn: PartialDate;
  readonly dueOn: PartialDate;
  /** Who answers for the reply. */
  readonly owner: string;
  readonly recordedBy: string;
  readonly replyNo: string | null;
  readonly repliedOn: PartialDate | null;
}

export interface InspectorateRequestFilter {
  readonly agency?: string | undefined;
  readonly owner?: string | undefined;
  readonly isReplied?: boolean | undefined;
  /** To be answered on that day or before. */
  readonly dueBy?: string | undefined;
}

const REQUEST: Columns = { caseId: 'q.case_id', agencyId: 'q.agency_id' };

/** Those to be answered first come first. */
export const INSPECTORATE_REQUESTS: Listing<InspectorateRequestFilter, InspectorateRequestRow> = {
  columns: `q.id, q.agency_id as agency, q.reference, q.document_no as "documentNo", q.received_on::text as "receivedOn",
    q.due_on::text as "dueOn", q.owner, q.recorded_by as "recordedBy", q.reply_no as "replyNo", q.replied_on::text as "repliedOn"`,
  from: (seen) => `inspectorate_request q where ${seen}`,
  seenBy: REQUEST,
  order: [
    { sql: 'q.due_on', type: 'date' },
    { sql: 'q.id', type: 'uuid' },
  ],
  filters: {
    agency: is('q.agency_id'),
    owner: is('q.owner'),
    isReplied: (value) => [`q.replied_on is ${value ? 'not null' : 'null'}`],
    dueBy: (value, bind) => [`q.due_on <= ${bind(value)}::date`],
  },
  toRow: (row) => ({
    id: String(row['id']),
    agency: String(row['agency']),
    reference: row['reference'] as string | null,
    documentNo: String(row['documentNo']),
    receivedOn: row['receivedOn'] as PartialDate,
    dueOn: row['dueOn'] as PartialDate,
    owner: String(row['owner']),
    recordedBy: String(row['recordedBy']),
    replyNo: row['replyNo'] as string | null,
    repliedOn: row['repliedOn'] as PartialDate | null,
  }),
};

/** Requests without a reply. */
export interface RequestCounts {
  readonly overdue: number;
  readonly dueSoon: number;
}

/** Requests without a reply: how many are past their day, and how many are to be answered by `soon`. */
export async function openRequests(
  on: Pick<DataSource, 'query'>,
  { today, soon }: { readonly today: string; readonly soon: string },
  scope: RowScope = 'everything',
): Promise<RequestCounts> {
  const seen = visible(scope, 3, REQUEST);
  const rows: RequestCounts[] = await on.query(
    `select count(*) filter (where q.due_on < $1::date)::int as overdue,
       count(*) filter (where q.due_on between $1::date and $2::date)::int as "dueSoon"
     from inspectorate_request q where q.replied_on is null and ${seen.sql}`,
    [today, soon, ...seen.values],
  );
  return rows[0] ?? { overdue: 0, dueSoon: 0 };
}
