/** What was seen since a mapping or a crosswalk changed. */
export interface WatchCount {
  /** Requests that were answered, and records that would have changed something confirmed. */
  readonly seen: number;
  /** Steps the far side refused. */
  readonly refused: number;
  /** Confirmed content that was changed, or waits for a decision about it. */
  readonly changed: number;
}

export type WatchVerdict = 'watching' | 'passed' | 'tripped';

/** So much is watched after a change; one of four may be bad. */
export const WATCHED = 20;
const TOO_MANY = 5;

/**
 * Whether a change of the mapping looks wrong: it made the far side refuse, or changes what already stands there, more
 * often than new work does. Decided at the earliest moment: five bad ones are too many, however few came before.
 */
export function watchVerdict({ seen, refused, changed }: WatchCount): WatchVerdict {
  if (refused + changed >= TOO_MANY) return 'tripped';
  return seen >= WATCHED ? 'passed' : 'watching';
}
