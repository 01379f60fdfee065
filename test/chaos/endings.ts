import { STEPS } from './steps';

/** Where a petition must stand in the end, and which steps of it the far side must have. */
export interface Ending {
  /** `gone`: no longer at its source, whatever stands at the far side. */
  readonly class: 'confirmed' | 'held' | 'quarantined' | 'waiting' | 'outOfScope' | 'noChannel' | 'gone';
  /** Of the hold or the quarantine. */
  readonly code: string | null;
  readonly steps: readonly string[];
}

/** By key. */
export type Endings = Readonly<Record<string, Ending>>;

export const CONFIRMED: Ending = { class: 'confirmed', code: null, steps: STEPS };

/** Nothing of it ever reaches the far side. */
export function stopped(code: string): Ending {
  return { class: 'quarantined', code, steps: [] };
}

/** It waits for a person with these steps done. */
export function held(code: string, steps: readonly string[] = STEPS): Ending {
  return { class: 'held', code, steps };
}

export function all(keys: readonly string[], ending: Ending): Endings {
  return Object.fromEntries(keys.map((key) => [key, ending]));
}
