import type { EntityManager } from 'typeorm';
import { STANDING, visible, type RowScope } from '../access/row-scope';
import { is, type Listing } from '../lists/listing';

/** A code that stops records: one cause, however many there are. */
export interface MissingCode {
  /**
   * `UNKNOWN_CODE`: no national code for it · `CODE_NOT_NATIONAL`: one that its list did not have then · `CODE_SPLIT`: several ·
   * `AGENCY_CLOSED`: of an agency that had ended.
   */
  readonly code: 'UNKNOWN_CODE' | 'CODE_NOT_NATIONAL' | 'CODE_SPLIT' | 'AGENCY_CLOSED';
  readonly source: string;
  readonly list: number;
  /** As the reasons show it: masked where it looks like a person. */
  readonly localCode: string;
  /** Paths it stands at, without indexes. */
  readonly fields: readonly string[];
  readonly records: number;
  /** Earliest day by which one of them must be decided, `yyyy-MM-dd`; `null` = no term runs. */
  readonly oldestDueOn: string | null;
  /** Since when the first of them has been known. */
  readonly since: Date;
}

/** One row a code. @param seen condition about `record_standing s` */
const missingOf = (seen: string): string => `
  select r ->> 'code' as code, s.source_id as source, (r ->> 'list')::int as list, r ->> 'localCode' as "localCode",
    array_agg(distinct regexp_replace(r ->> 'field', '\\[\\d+\\]', '[]', 'g')) as fields,
    count(distinct s.id)::int as records, min(k.due_on) as due_on, min(k.first_read_at) as since
  from record_standing s join source_record k on k.id = s.id cross join lateral jsonb_array_elements(s.reasons) r
  where s.record_class = 'quarantined' and s.outbox_state is distinct from 'unknown' and s.outbox_state is distinct from 'held'
    and s.gone_at is null and r ->> 'localCode' is not null
    and r ->> 'code' in ('UNKNOWN_CODE', 'CODE_NOT_NATIONAL', 'CODE_SPLIT', 'AGENCY_CLOSED') and ${seen}
  group by 1, 2, 3, 4`;
const COLUMNS =
  'm.code, m.source, m.list, m."localCode", m.fields, m.records, m.due_on::text as "oldestDueOn", m.since';

/** Codes that stop records, the one with the oldest deadline first. Reads only; nothing sealed is opened. */
export function missingCodes(
  on: Pick<EntityManager, 'query'>,
  scope: RowScope = 'everything',
): Promise<readonly MissingCode[]> {
  const seen = visible(scope, 1);
  return on.query(
    `select ${COLUMNS} from (${missingOf(seen.sql)}) m order by m.due_on nulls last, m.records desc, 2, 3, 4`,
    [...seen.values],
  );
}

export interface MissingCodeFilter {
  readonly source?: string | undefined;
  readonly list?: number | undefined;
  readonly code?: MissingCode['code'] | undefined;
}

/** The same a page at a time; those for which no term runs come last. */
export const MISSING_CODES: Listing<MissingCodeFilter, MissingCode> = {
  columns: COLUMNS,
  from: (seen) => `(
    select o.*, md5(jsonb_build_array(o.code, o.source, o.list, o."localCode")::text) as id
    from (${missingOf(seen)}) o) m where true`,
  seenBy: STANDING,
  order: [
    { sql: `coalesce(m.due_on, 'infinity')`, type: 'date' },
    { sql: 'm.id', type: 'text' },
  ],
  filters: { source: is('m.source'), list: is('m.list'), code: is('m.code') },
  toRow: (row) => ({
    code: row['code'] as MissingCode['code'],
    source: String(row['source']),
    list: Number(row['list']),
    localCode: String(row['localCode']),
    fields: row['fields'] as readonly string[],
    records: Number(row['records']),
    oldestDueOn: row['oldestDueOn'] as string | null,
    since: row['since'] as Date,
  }),
};
