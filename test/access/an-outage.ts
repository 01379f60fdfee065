import type { MiniRoad } from '../journey/mini-road';

/** Stores an interruption that is over, in which every record there is waited. @returns its id */
export async function anOutage(road: MiniRoad): Promise<string> {
  const { rows } = await road.own.query<{ id: string }>(
    `insert into outage (agency_id, scope, code, causes, began_at, reopened_at, ended_at)
     values ('MINI', '', 'GW_N202', '[{"code": "GW_N202", "at": "2026-11-20T01:00:00Z"}]', '2026-11-20T01:00:00Z',
       '2026-11-20T02:00:00Z', '2026-11-20T02:01:00Z') returning id`,
  );
  const id = rows[0]?.id ?? '';
  await road.own.query(
    `insert into outage_record (outage_id, national_record_id, agency_id, since)
     select $1, id, agency_id, '2026-11-20T01:10:00Z' from national_record`,
    [id],
  );
  return id;
}
