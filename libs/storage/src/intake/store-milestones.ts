import { caseMilestones, fullDay } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import type { PlacedCase } from './placed';

/** Learnt with the version that first had it; a date that is corrected later was learnt when the act was. */
const KEEP = `
  insert into case_milestone (case_id, milestone, ordinal, agency_id, happened_on, learnt_at)
  select m.case_id, m.milestone, m.ordinal, m.agency_id, m.happened_on, v.created_at
  from unnest($1::uuid[], $2::int[], $3::text[], $4::int[], $5::text[], $6::date[])
    as m(case_id, version, milestone, ordinal, agency_id, happened_on)
  join case_version v on v.case_id = m.case_id and v.version = m.version
  on conflict (case_id, milestone, ordinal) do update set happened_on = excluded.happened_on, agency_id = excluded.agency_id
  where (case_milestone.happened_on, case_milestone.agency_id) is distinct from (excluded.happened_on, excluded.agency_id)`;

const FORGET = `
  delete from case_milestone c where c.case_id = any($1::uuid[]) and not exists (
    select from unnest($2::uuid[], $3::text[], $4::int[]) as m(case_id, milestone, ordinal)
    where m.case_id = c.case_id and m.milestone = c.milestone and m.ordinal = c.ordinal)`;

/** Keeps when what happened in each case, as plain dates; what a new version no longer says is forgotten. */
export async function storeMilestones(manager: EntityManager, placed: readonly PlacedCase[]): Promise<void> {
  const rows = placed.flatMap(({ caseId, version, accepted }) =>
    // A source may number two acts alike; the record then stands still, and what is sent knows one of them.
    [
      ...new Map(
        caseMilestones(accepted.case).map((one) => [`${one.milestone} ${one.ordinal}`, one]),
      ).values(),
    ].map((one) => ({ ...one, caseId, version, agencyId: accepted.agencyId })),
  );
  const changed = placed.filter(({ version }) => version > 1);
  if (changed.length > 0)
    await manager.query(FORGET, [
      changed.map(({ caseId }) => caseId),
      rows.map(({ caseId }) => caseId),
      rows.map(({ milestone }) => milestone),
      rows.map(({ ordinal }) => ordinal),
    ]);
  if (rows.length === 0) return;
  await manager.query(KEEP, [
    rows.map(({ caseId }) => caseId),
    rows.map(({ version }) => version),
    rows.map(({ milestone }) => milestone),
    rows.map(({ ordinal }) => ordinal),
    rows.map(({ agencyId }) => agencyId),
    rows.map(({ date }) => fullDay(date) ?? null),
  ]);
}
