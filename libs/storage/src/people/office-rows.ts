import type { Office, OfficeKind, OfficeLevel, PlannedOffice } from '@kntc/domain';
import { officeAgencies } from '@kntc/domain';
import type { EntityManager } from 'typeorm';

type Queries = Pick<EntityManager, 'query'>;

/** An office, and the agency of `agencies.yaml` it belongs to (the province's id: none). */
export type StoredOffice = Office & { readonly agencyId: string };

interface OfficeRow {
  readonly id: string;
  readonly agency_id: string;
  readonly name: string;
  readonly level: OfficeLevel;
  readonly kind: OfficeKind;
  readonly is_bureau: boolean;
  readonly superior_id: string | null;
  readonly first_day: string;
  readonly valid_from: string;
  readonly ended_on: string | null;
  readonly successor_id: string | null;
}

/** The newest term of office `o`. */
export const NEWEST_TERM = `join lateral (
  select * from office_term every where every.office_id = o.id order by every.valid_from desc limit 1) t on true`;

/** Every office there is or was, as it is since its last change. */
export async function readOffices(manager: Queries): Promise<readonly StoredOffice[]> {
  const rows: OfficeRow[] = await manager.query(
    `select o.id, o.agency_id, t.name, t.level, t.kind, t.is_bureau, t.superior_id,
       (select min(f.valid_from)::text from office_term f where f.office_id = o.id) as first_day,
       t.valid_from::text, o.ended_on::text, o.successor_id
     from office o ${NEWEST_TERM} order by t.name, o.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    agencyId: row.agency_id,
    name: row.name,
    level: row.level,
    kind: row.kind,
    isBureau: row.is_bureau,
    superiorId: row.superior_id ?? undefined,
    firstDay: row.first_day,
    validFrom: row.valid_from,
    endedOn: row.ended_on ?? undefined,
    successorId: row.successor_id ?? undefined,
  }));
}

export interface OfficeWriting {
  readonly provinceId: string;
  readonly uuid: () => string;
  /** First day of what is written. */
  readonly on: string;
  readonly by: string;
  readonly reason: string;
}

/** Writes what a plan takes: new terms, and the end of what was taken over. Nothing is written over but a term of the same day. */
export async function writeOffices(
  manager: Queries,
  plan: readonly PlannedOffice[],
  { provinceId, uuid, on, by, reason }: OfficeWriting,
): Promise<void> {
  const taken = plan.filter(({ wanted }) => wanted !== undefined);
  const ids = new Map(taken.map(({ line, officeId }) => [line.line, officeId ?? uuid()]));
  const fresh = taken.flatMap(({ line, officeId }) =>
    officeId === undefined ? (ids.get(line.line) ?? []) : [],
  );
  await manager.query('insert into office (id, agency_id) select unnest($1::uuid[]), $2', [
    fresh,
    provinceId,
  ]);
  for (const { line, officeId, wanted, changes, ended } of taken) {
    const id = ids.get(line.line);
    if (wanted === undefined || id === undefined) continue;
    if (officeId === undefined || changes.length > 0) {
      const above = wanted.superior;
      const superiorId =
        above === undefined ? null : 'id' in above ? above.id : (ids.get(above.line) ?? null);
      await manager.query(
        'update office_term set valid_until = $2::date - 1 where office_id = $1 and valid_until is null and valid_from < $2',
        [id, on],
      );
      await manager.query(
        `insert into office_term (office_id, agency_id, valid_from, name, level, kind, is_bureau, superior_id, recorded_by, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (office_id, valid_from) do update set name = excluded.name, level = excluded.level, kind = excluded.kind,
           is_bureau = excluded.is_bureau, superior_id = excluded.superior_id, recorded_by = excluded.recorded_by,
           reason = excluded.reason, recorded_at = clock_timestamp()`,
        [id, provinceId, on, wanted.name, wanted.level, wanted.kind, wanted.isBureau, superiorId, by, reason],
      );
    }
    await endOffices(manager, ended, { successorId: id, on });
  }
}

async function endOffices(
  manager: Queries,
  ended: readonly string[],
  { successorId, on }: { readonly successorId: string; readonly on: string },
): Promise<void> {
  if (ended.length === 0) return;
  await manager.query('update office set ended_on = $2::date - 1, successor_id = $3 where id = any($1)', [
    ended,
    on,
    successorId,
  ]);
  await manager.query(
    'update office_term set valid_until = $2::date - 1 where office_id = any($1) and valid_until is null',
    [ended, on],
  );
}

/** Puts every office, and the people who work there, to the agency of `agencies.yaml` it belongs to now. */
export async function placeOffices(
  manager: Queries,
  agencies: readonly { readonly id: string; readonly name: string }[],
  provinceId: string,
): Promise<void> {
  const offices = await readOffices(manager);
  const found = officeAgencies(offices, agencies);
  const moved = offices.filter((one) => one.agencyId !== (found.get(one.id) ?? provinceId));
  if (moved.length === 0) return;
  const values = [moved.map(({ id }) => id), moved.map(({ id }) => found.get(id) ?? provinceId)];
  await manager.query(
    `update office o set agency_id = n.agency from unnest($1::uuid[], $2::text[]) n(id, agency) where o.id = n.id`,
    values,
  );
  await manager.query(
    `update gateway_user u set agency_id = n.agency from unnest($1::uuid[], $2::text[]) n(id, agency) where u.office_id = n.id`,
    values,
  );
}
