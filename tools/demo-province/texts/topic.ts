/**
 * A subject petitions are written about. Sentences carry slots in braces (`{thon}`, `{tien}`, `{qd}` …) that
 * `compose-content.ts` fills; a petition takes one opening, a few facts and one request.
 */
export interface Topic {
  /** Local field codes the subject falls under. */
  readonly fields: readonly string[];
  readonly openings: readonly string[];
  readonly facts: readonly string[];
  readonly requests: readonly string[];
}
