import type { RecordToReconcile, ShadowCompared, ShadowStore } from '@kntc/domain';
import { loadRecords, type ReconciliationTools } from '../reconciliation/load-records';
import { LOAD_PARKED } from '../reconciliation/run-statements';
import { toJsonb } from '../rows/to-jsonb';

const NEXT = `
  select o.national_record_id as id from outbox o
  join national_record n on n.id = o.national_record_id
  left join shadow_comparison s on s.national_record_id = o.national_record_id
  where o.state = 'due' and o.parked and n.national_id is null
    and not exists (select from hand_agency h where h.agency_id = o.agency_id)
    and (s.case_version is distinct from o.case_version
      or s.compared_at < clock_timestamp() - make_interval(secs => $2::float8 / 1000))
  order by s.compared_at nulls first, o.national_record_id limit $1`;

const NOTE = `
  insert into shadow_comparison (national_record_id, agency_id, case_version, class, national_id, same, differs)
  select r.id, r.agency, r.version, r.class, r.national_id, r.same, r.differs
  from json_to_recordset($1::json) as r(id uuid, agency text, version int, class text, national_id text, same text[], differs text[])
  join outbox o on o.national_record_id = r.id and o.state = 'due' and o.parked and o.case_version = r.version
  on conflict (national_record_id) do update set agency_id = excluded.agency_id, case_version = excluded.case_version,
    class = excluded.class, national_id = excluded.national_id, same = excluded.same, differs = excluded.differs,
    compared_at = clock_timestamp()`;

/** {@link ShadowStore} in PostgreSQL. */
export class PgShadow implements ShadowStore {
  constructor(private readonly tools: ReconciliationTools) {}

  async next(limit: number, staleMs: number): Promise<readonly RecordToReconcile[]> {
    const rows: { id: string }[] = await this.tools.dataSource.query(NEXT, [limit, staleMs]);
    const ids = rows.map(({ id }) => id);
    const loaded = await loadRecords(this.tools, LOAD_PARKED, { ids, settledMs: 0 });
    return [...loaded.values()];
  }

  async note(compared: readonly ShadowCompared[]): Promise<void> {
    if (compared.length === 0) return;
    const rows = compared.map((one) => ({
      id: one.recordId,
      agency: one.agencyId,
      version: one.caseVersion,
      class: one.class,
      national_id: one.nationalId,
      same: one.same,
      differs: one.differs,
    }));
    await this.tools.dataSource.query(NOTE, [toJsonb(rows)]);
  }
}
