import type { ChainHead } from './audit-chain';

/** How the chain in the database stands to what is remembered of it outside, by its newest remembered head. */
export type ChainStanding =
  /** The head that is remembered stands in the chain, which ends there or later. */
  | { readonly kind: 'whole'; readonly last: number }
  /** Nothing to compare with: nothing is remembered, or it cannot be read back from here. */
  | { readonly kind: 'unwitnessed'; readonly last: number }
  /** The chain ends before it: an older database was put back, or its end was cut off. */
  | { readonly kind: 'behind'; readonly last: number; readonly witnessed: number }
  /** Another entry stands in its place: the chain went on from an older copy, or was written anew. */
  | { readonly kind: 'other-history'; readonly last: number; readonly witnessed: number };

export type BrokenStanding = Extract<ChainStanding, { kind: 'behind' | 'other-history' }>;

/**
 * @param newest what the witness remembers, asked before the chain was: what is added meanwhile is only more
 * @param last number of the last entry of the chain
 * @param hashAt hash of the entry with the number of `newest`, if it is there
 */
export function standingOf(
  newest: ChainHead | undefined,
  last: number,
  hashAt: string | undefined,
): ChainStanding {
  if (newest === undefined || newest.seq === 0) return { kind: 'unwitnessed', last };
  if (last < newest.seq) return { kind: 'behind', last, witnessed: newest.seq };
  return hashAt === newest.hash
    ? { kind: 'whole', last }
    : { kind: 'other-history', last, witnessed: newest.seq };
}

export function isBroken(standing: ChainStanding): standing is BrokenStanding {
  return standing.kind === 'behind' || standing.kind === 'other-history';
}
