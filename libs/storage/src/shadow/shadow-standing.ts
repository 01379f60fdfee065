import type { ShadowClass } from '@kntc/domain';
import type { DataSource } from 'typeorm';

/** One agency in shadow: how much of it was compared, and how it agrees, field by field. Numbers and names only. */
export interface ShadowStanding {
  readonly agency: string;
  /** `null`: all its sources. */
  readonly source: string | null;
  readonly begunAt: string;
  readonly begunBy: string;
  /** Records that would be sent. */
  readonly records: number;
  /** Of them, by how they compare; what was not compared yet is in none. */
  readonly classes: Readonly<Partial<Record<ShadowClass, number>>>;
  readonly fields: readonly { readonly field: string; readonly same: number; readonly differs: number }[];
}

const OF_SHADOW = `
  from outbox o join national_record n on n.id = o.national_record_id join case_file f on f.id = n.case_id
  left join shadow_comparison s on s.national_record_id = o.national_record_id and s.case_version = o.case_version
  where o.parked and o.state = 'due' and o.agency_id = a.agency_id and (a.source_id = '' or f.source_id = a.source_id)`;

const STANDING = `
  select a.agency_id as agency, nullif(a.source_id, '') as source, to_json(a.begun_at) #>> '{}' as "begunAt", a.begun_by as "begunBy",
    (select count(*)::int ${OF_SHADOW}) as records,
    (select coalesce(json_object_agg(c.class, c.count), '{}') from (
      select s.class, count(*)::int as count ${OF_SHADOW} and s.class is not null group by 1) c) as classes,
    (select coalesce(json_agg(json_build_object('field', x.field, 'same', x.same, 'differs', x.differs)
        order by x.differs desc, x.field), '[]') from (
      select v.field, count(*) filter (where v.ok)::int as same, count(*) filter (where not v.ok)::int as differs from (
        select unnest(s.same) as field, true as ok ${OF_SHADOW}
        union all select unnest(s.differs), false ${OF_SHADOW}) v group by 1) x) as fields
  from shadow_agency a order by a.agency_id, a.source_id`;

/** Every agency that is in shadow now. */
export function shadowStanding(dataSource: Pick<DataSource, 'query'>): Promise<readonly ShadowStanding[]> {
  return dataSource.query(STANDING);
}
