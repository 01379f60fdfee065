import type { EntityManager } from 'typeorm';
import type { RowScope } from '../access/row-scope';
import type { OperationResult } from '../operations/operation';

type On = Pick<EntityManager, 'query'>;

/** What somebody wants compared again: cases received within a period, both days included; of one agency, or of all. */
export interface WantedDuplicateSearch {
  readonly from: string;
  readonly to: string;
  readonly agency: string | undefined;
}

/** One comparison that was asked for. Counts only. */
export interface DuplicateSearch {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `null`: of all agencies. */
  readonly agency: string | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  /** Cases of the period when it was asked for. */
  readonly expected: number;
  readonly compared: number;
  /** Pairs that nobody had seen before. */
  readonly found: number;
  readonly finishedAt: Date | null;
}

/** The newest of them, open ones first. */
const MOST_SHOWN = 50;

const OF_PERIOD = `source_record r join case_file f on f.id = r.case_id
  where r.received_on between $2::date and $3::date and ($4::text is null or f.agency_id = $4::text)`;

const OPEN = `
  insert into duplicate_search (id, agency_id, from_on, to_on, of_agency, asked_by, expected)
  select $1, $5, $2::date, $3::date, $4::text, $6, (select count(*)::int from ${OF_PERIOD})
  on conflict (coalesce(of_agency, ''), from_on, to_on) where finished_at is null do nothing`;

/** Opens a comparison, unless the same is open already: then that goes on. Compares nothing by itself. */
export async function openSearch(
  on: On,
  { from, to, agency }: WantedDuplicateSearch,
  by: { readonly id: string; readonly agencyId: string; readonly actor: string },
): Promise<OperationResult> {
  await on.query(OPEN, [by.id, from, to, agency ?? null, by.agencyId, by.actor]);
  return { kind: 'done' };
}

/** Comparisons that the reader may know of, open ones first, then the newest. */
export function searchesSeen(on: On, scope: RowScope): Promise<readonly DuplicateSearch[]> {
  const agencies = scope === 'everything' || scope.agencies === 'all' ? null : scope.agencies;
  return on.query(
    `select id, to_char(from_on, 'YYYY-MM-DD') as "from", to_char(to_on, 'YYYY-MM-DD') as "to", of_agency as agency,
       asked_by as "askedBy", asked_at as "askedAt", expected, compared, found, finished_at as "finishedAt"
     from duplicate_search where $1::text[] is null or of_agency = any($1::text[])
     order by finished_at is not null, asked_at desc, id limit ${MOST_SHOWN}`,
    [agencies],
  );
}

/** The oldest that is open, for the rest of the transaction. */
export const OPEN_SEARCH = `
  select id, to_char(from_on, 'YYYY-MM-DD') as from_on, to_char(to_on, 'YYYY-MM-DD') as to_on, of_agency,
    to_char(place_on, 'YYYY-MM-DD') as place_on, place_id
  from duplicate_search where finished_at is null order by asked_at, id limit 1 for update`;

/** Its next cases. @param columns what of them is read, with its tables joined to `case_file f`, `source_record r` */
export const searchedCases = (columns: string): string => `${columns}
  where r.received_on between $2::date and $3::date and ($4::text is null or f.agency_id = $4::text)
    and ($5::date is null or (r.received_on, f.id) > ($5::date, $6::uuid))
  order by r.received_on, f.id limit $1`;

/** How far it is; finished where there was less than was asked for. */
export const MOVE_SEARCH = `
  update duplicate_search s set compared = s.compared + $2, finished_at = case when $3::boolean then clock_timestamp() end,
    place_id = coalesce($4::uuid, s.place_id),
    place_on = coalesce((select r.received_on from source_record r where r.case_id = $4::uuid limit 1), s.place_on)
  where s.id = $1`;

export const FOUND_BY_SEARCH = 'update duplicate_search set found = found + $2 where id = $1';
