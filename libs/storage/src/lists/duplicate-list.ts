import type { DuplicateBand, DuplicateSituation, DuplicateState, PetitionKind } from '@kntc/domain';
import {
  bothSeen,
  DUPLICATE_COLUMNS,
  DUPLICATE_TABLES,
  PAIR_SEEN,
  type DuplicateRow,
} from '../duplicates/duplicate-rows';
import { is, type Listing } from './listing';

export interface DuplicateFilter {
  readonly state?: DuplicateState | undefined;
  readonly band?: DuplicateBand | undefined;
  readonly situation?: DuplicateSituation | undefined;
  readonly agency?: string | undefined;
  readonly kind?: PetitionKind | undefined;
  readonly reference?: string | undefined;
  /** Waits for whoever is above. */
  readonly isEscalated?: boolean | undefined;
}

/** Pairs that may be one matter, longest found first. Nothing of what was compared. */
export const DUPLICATES: Listing<DuplicateFilter, DuplicateRow> = {
  columns: DUPLICATE_COLUMNS,
  from: (seen) => `${DUPLICATE_TABLES} where ${bothSeen(seen)}`,
  seenBy: PAIR_SEEN,
  order: [
    { sql: 'p.found_at', type: 'timestamptz' },
    { sql: 'p.id', type: 'uuid' },
  ],
  filters: {
    state: is('p.state'),
    band: is('p.band'),
    situation: is('p.situation'),
    agency: is('p.agency_id'),
    kind: is('l.kind'),
    reference: is('n.reference'),
    isEscalated: (value, bind) => [
      `(h.escalated_at is not null and h.ended_at is null) = ${bind(value)}::boolean`,
    ],
  },
  toRow: ({ key_0: _moment, key_1: _id, position: _position, ...row }) => row as unknown as DuplicateRow,
};
