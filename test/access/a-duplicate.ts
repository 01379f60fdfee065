import { randomUUID } from 'node:crypto';
import type { MiniRoad } from '../journey/mini-road';

/** Two petitions by their keys at the source. */
export interface PairOf {
  readonly later: string;
  readonly earlier: string;
  /** Default: nobody decided. */
  readonly state?: 'open' | 'rejected';
}

/** Stores a pair of two cases of the road, as the check would have found it, or sets the state of one that is there. @returns its id */
export async function aDuplicate(
  { own }: Pick<MiniRoad, 'own'>,
  { later, earlier, state = 'open' }: PairOf,
): Promise<string> {
  const { rows } = await own.query<{ id: string }>(
    `insert into duplicate_pair (id, agency_id, case_id, earlier_agency, earlier_case_id, band, situation, score, person, matter, state)
     select $1, l.agency_id, l.id, e.agency_id, e.id, 'review', 'resent', 1.5, 0.9, 0.8, $4
     from case_file l, case_file e where l.local_key = $2 and e.local_key = $3
     on conflict (case_id, earlier_case_id) do update set state = excluded.state returning id`,
    [randomUUID(), later, earlier, state],
  );
  return rows[0]?.id ?? '';
}
