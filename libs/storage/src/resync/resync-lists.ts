import { STANDING, type RowScope } from '../access/row-scope';
import { is, type Listing } from '../lists/listing';
import { RESYNC_COLUMNS, type ResyncItem, type ResyncView } from './resync-rows';

export interface ResyncFilter {
  readonly state?: ResyncView['state'] | undefined;
  /** Whose; set by {@link ofReader}, never by a query. */
  readonly seenBy?: Exclude<RowScope, 'everything'> | undefined;
}

/** Whoever works for some agencies sees what was begun by people of these alone, and their own. */
export function ofReader(scope: RowScope): Pick<ResyncFilter, 'seenBy'> {
  return scope === 'everything' || scope.agencies === 'all' ? {} : { seenBy: scope };
}

/** Re-syncs, newest first. */
export const RESYNCS: Listing<ResyncFilter, ResyncView> = {
  columns: RESYNC_COLUMNS,
  from: (seen) => `resync_operation p where ${seen}`,
  order: [
    { sql: 'p.begun_at', type: 'timestamptz' },
    { sql: 'p.id', type: 'uuid' },
  ],
  isNewestFirst: true,
  filters: {
    state: is('p.state'),
    seenBy: ({ accountId, agencies }, bind) => [
      `(p.account_id = ${bind(accountId)}::uuid or p.agencies <@ ${bind(agencies)}::text[])`,
    ],
  },
  toRow: (row) => only(row, VIEW) as unknown as ResyncView,
};

export interface ResyncItemFilter {
  readonly operation: string;
  readonly state?: ResyncItem['state'] | undefined;
  readonly result?: ResyncItem['result'] | undefined;
}

/** The records of a re-sync in its order; those the reader may not know of are not among them. */
export const RESYNC_ITEMS: Listing<ResyncItemFilter, ResyncItem> = {
  columns: `i.position as place, s.source_id as source, s.local_key as "localKey", s.reference, i.state, i.how, i.why,
    i.cause ->> 'code' as cause, i.result, i.result_code as "resultCode"`,
  from: (seen) => `resync_item i join record_standing s on s.id = i.source_record_id
    and (i.national_record_id is null or s.national_record_id = i.national_record_id) where ${seen}`,
  seenBy: STANDING,
  order: [{ sql: 'i.position', type: 'integer' }],
  filters: {
    operation: is('i.operation_id'),
    state: is('i.state'),
    result: is('i.result'),
  },
  toRow: (row) => ({ ...(only(row, ITEM) as unknown as ResyncItem), position: Number(row['place']) }),
};

const VIEW: readonly (keyof ResyncView)[] = [
  'id',
  'subject',
  'state',
  'actor',
  'approver',
  'reason',
  'begunAt',
  'changedBy',
  'changeReason',
  'endedAt',
  'records',
  'denunciations',
  'progress',
];
const ITEM: readonly (keyof ResyncItem)[] = [
  'source',
  'localKey',
  'reference',
  'state',
  'how',
  'why',
  'cause',
  'result',
  'resultCode',
];

/** Without what the list itself adds to a row. */
function only(row: Readonly<Record<string, unknown>>, members: readonly string[]): object {
  return Object.fromEntries(members.map((name) => [name, row[name]]));
}
