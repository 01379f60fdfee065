import type { EntityManager } from 'typeorm';
import { visible, type RowScope } from '../access/row-scope';

/** A code that stops records: one cause, however many there are. */
export interface MissingCode {
  /** `UNKNOWN_CODE`: no national code for it · `CODE_SPLIT`: several · `AGENCY_CLOSED`: of an agency that had ended. */
  readonly code: 'UNKNOWN_CODE' | 'CODE_SPLIT' | 'AGENCY_CLOSED';
  readonly source: string;
  readonly list: number;
  /** As the reasons show it: masked where it looks like a person. */
  readonly localCode: string;
  /** Paths it stands at, without indexes. */
  readonly fields: readonly string[];
  readonly records: number;
  /** Earliest day by which one of them must be decided, `yyyy-MM-dd`; `null` = no source says one. */
  readonly oldestDueOn: string | null;
  /** Since when the first of them has been known. */
  readonly since: Date;
}

/** Codes that stop records, the one with the oldest deadline first. Reads only; nothing sealed is opened. */
export function missingCodes(
  on: Pick<EntityManager, 'query'>,
  scope: RowScope = 'everything',
): Promise<readonly MissingCode[]> {
  const seen = visible(scope, 1);
  return on.query(
    `select r ->> 'code' as code, s.source_id as source, (r ->> 'list')::int as list, r ->> 'localCode' as "localCode",
       array_agg(distinct regexp_replace(r ->> 'field', '\\[\\d+\\]', '[]', 'g')) as fields,
       count(distinct s.id)::int as records, min(k.due_on)::text as "oldestDueOn", min(k.first_read_at) as since
     from record_standing s join source_record k on k.id = s.id cross join lateral jsonb_array_elements(s.reasons) r
     where s.class = 'quarantined' and s.gone_at is null and r ->> 'localCode' is not null
       and r ->> 'code' in ('UNKNOWN_CODE', 'CODE_SPLIT', 'AGENCY_CLOSED') and ${seen.sql}
     group by 1, 2, 3, 4
     order by min(k.due_on) nulls last, count(distinct s.id) desc, 2, 3, 4`,
    [...seen.values],
  );
}
