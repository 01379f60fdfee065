import type { StepKind } from '@kntc/domain';

/** What the far side does with one request. */
export type Behaviour =
  | { readonly kind: 'accept' }
  /** Stored, but the answer never comes back. */
  | { readonly kind: 'lost-answer' }
  /** No answer in time; stored all the same, later. */
  | { readonly kind: 'late-commit'; readonly afterMs: number }
  /** No answer, and nothing was stored. */
  | { readonly kind: 'never-arrived' }
  | { readonly kind: 'refuse'; readonly message: string }
  /** Stored under its own id, answered with another. */
  | { readonly kind: 'wrong-id'; readonly id: string }
  | { readonly kind: 'wrong-answer'; readonly reason: string }
  | { readonly kind: 'not-sent'; readonly reason: string; readonly pause?: 'GW_N201' | 'GW_N202' }
  /** Stored; the answer waits until the test says so or the sender gives up. */
  | { readonly kind: 'hang'; readonly until: AbortSignal }
  /** Breaks as no profile may: with an exception. */
  | { readonly kind: 'throw' };

/** What the far side really accepted. */
export interface LedgerEntry {
  readonly reference: string;
  readonly step: StepKind;
  readonly ordinal: number;
  readonly caseId: string;
  readonly content: unknown;
  readonly bodySha256: string;
  readonly atMs: number;
  /** `updated`: the step stood there and was replaced. */
  readonly decision: 'recorded' | 'updated';
}

/** What the far side really does, whatever the profile says of it. */
export interface Habits {
  /** With a step that stands there already. */
  readonly repeat: 'replace' | 'add' | 'reject';
  /** Whether it acts once for requests under one key, or for creates under one reference; a key it forgets in time. */
  readonly once: 'key' | 'reference' | undefined;
  readonly keyWindowMs: number;
  /** How it searches: by a part of the text, by the whole of it, or by nothing of it. */
  readonly search: 'contains' | 'exact' | 'ignored';
}
