import type { OfficeKind, OfficeLevel } from '@kntc/domain';
import { is, type Listing } from '../lists/listing';
import { NEWEST_TERM } from './office-rows';

/** What an office was before, with its days (`yyyy-MM-dd`). */
export interface OfficeTerm {
  readonly name: string;
  readonly from: string;
  readonly until: string;
}

export interface OfficeListed {
  readonly id: string;
  /** Of `agencies.yaml`; the province's id: of none. */
  readonly agency: string;
  readonly name: string;
  readonly level: OfficeLevel;
  readonly kind: OfficeKind;
  readonly isBureau: boolean;
  readonly superior: string | null;
  readonly validFrom: string;
  readonly endedOn: string | null;
  readonly successor: string | null;
  /** People whose account was not removed. */
  readonly users: number;
  readonly earlier: readonly OfficeTerm[];
}

export interface OfficeFilter {
  readonly agency?: string | undefined;
  readonly level?: OfficeLevel | undefined;
  readonly kind?: OfficeKind | undefined;
  readonly isEnded?: boolean | undefined;
  /** Part of the name. */
  readonly name?: string | undefined;
}

/** Of whom `column` names an office: as it is called since its last change. */
const nameOf = (column: string): string =>
  `(select n.name from office_term n where n.office_id = ${column} order by n.valid_from desc limit 1)`;

/** By name. An office that is renamed while somebody pages may be missed or met twice; nothing else moves. */
export const OFFICES: Listing<OfficeFilter, OfficeListed> = {
  columns: `o.id, o.agency_id as agency, t.name, t.level, t.kind, t.is_bureau as "isBureau", ${nameOf('t.superior_id')} as superior,
    t.valid_from::text as "validFrom", o.ended_on::text as "endedOn", ${nameOf('o.successor_id')} as successor,
    (select count(*)::int from gateway_user u join account a on a.id = u.account_id
       where u.office_id = o.id and a.removed_at is null) as users,
    (select coalesce(json_agg(json_build_object('name', e.name, 'from', e.valid_from::text, 'until', e.valid_until::text)
       order by e.valid_from), '[]') from office_term e where e.office_id = o.id and e.valid_from < t.valid_from)::text as earlier`,
  from: (seen) => `office o ${NEWEST_TERM} where ${seen}`,
  seenBy: { caseId: 'null::uuid', agencyId: 'o.agency_id' },
  order: [
    { sql: 't.name', type: 'text' },
    { sql: 'o.id', type: 'uuid' },
  ],
  filters: {
    agency: is('o.agency_id'),
    level: is('t.level'),
    kind: is('t.kind'),
    isEnded: (isEnded) => [isEnded ? 'o.ended_on is not null' : 'o.ended_on is null'],
    name: (name, bind) => [`position(lower(${bind(name)}) in lower(t.name)) > 0`],
  },
  toRow: (row) => ({
    id: String(row['id']),
    agency: String(row['agency']),
    name: String(row['name']),
    level: row['level'] as OfficeLevel,
    kind: row['kind'] as OfficeKind,
    isBureau: row['isBureau'] === true,
    superior: row['superior'] as string | null,
    validFrom: String(row['validFrom']),
    endedOn: row['endedOn'] as string | null,
    successor: row['successor'] as string | null,
    users: Number(row['users']),
    earlier: JSON.parse(String(row['earlier'])) as readonly OfficeTerm[],
  }),
};
