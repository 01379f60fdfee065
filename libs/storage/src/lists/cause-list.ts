import { STANDING } from '../access/row-scope';
import { toCause, type Cause, type StandingClass } from '../reports/report-rows';
import { is, type Listing } from './listing';

/** Many records, one cause, with the name by which a page goes on behind it. */
export interface CauseFilter {
  readonly id?: string | undefined;
  readonly class?: StandingClass | undefined;
  readonly source?: string | undefined;
  readonly code?: string | undefined;
  readonly list?: number | undefined;
}

const REASON_OF = (
  standing: string,
): string => `select s.id, ${standing}, s.source_id as source, coalesce(s.changed_at, s.judged_at) as since, s.case_id, s.owner_id
  from record_standing s`;

/**
 * Every reason of every record that stands still, one row a reason; places in a list do not tell causes apart. In two halves,
 * each with plain columns: records that do not stand still are not looked at.
 */
export const REASONS_OF_RECORDS = `
  ${REASON_OF(`s.record_class as class, r ->> 'code' as code, regexp_replace(r ->> 'field', '\\[\\d+\\]', '[]', 'g') as field,
    (r ->> 'list')::int as list, r ->> 'localCode' as "localCode"`)}
  cross join lateral jsonb_array_elements(s.reasons) r
  where s.gone_at is null and s.record_class in ('waiting', 'quarantined', 'noChannel', 'outOfScope')
    and (s.outbox_state is null or s.outbox_state not in ('unknown', 'held'))
  union all
  ${REASON_OF(`'held', s.hold_code, s.hold_step, null::int, null::text`)}
  where s.gone_at is null and s.outbox_state = 'held'`;

/** Names a group of reasons, of columns of {@link REASONS_OF_RECORDS} as `s`. */
export const CAUSE_ID = `md5(jsonb_build_array(s.class, s.code, s.field, s.list, s."localCode", s.source)::text)`;

/** Causes, the one that has waited longest first. Numbers are not in the order: a page says nothing of them. */
export const CAUSES: Listing<CauseFilter, Cause> = {
  columns: 'c.*',
  from: (seen) => `(
    select s.class, s.code, s.field, s.list, s."localCode", s.source, count(distinct s.id) as records, min(s.since) as oldest,
      ${CAUSE_ID} as id
    from (${REASONS_OF_RECORDS}) s where ${seen} group by 1, 2, 3, 4, 5, 6) c where true`,
  seenBy: STANDING,
  order: [
    { sql: 'c.oldest', type: 'timestamptz' },
    { sql: 'c.id', type: 'text' },
  ],
  filters: {
    id: is('c.id'),
    class: is('c.class'),
    source: is('c.source'),
    code: is('c.code'),
    list: is('c.list'),
  },
  toRow: (row) => toCause(row as Readonly<Record<string, string | number | null>>),
};
