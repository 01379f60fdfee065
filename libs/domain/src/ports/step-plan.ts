import type { Digest128 } from '../reconciliation/digests/digest-ranges';

/** The five steps of a national record, in their only order. */
export type StepKind = 'case' | 'handling' | 'acceptance' | 'resolution' | 'enforcement';
export const STEP_KINDS: readonly StepKind[] = [
  'case',
  'handling',
  'acceptance',
  'resolution',
  'enforcement',
];

/**
 * A step of one national record. Ordinal: 1 for case, handling, acceptance; the round for resolution; round × 1000
 * + position for enforcement.
 */
export interface StepKey {
  readonly kind: StepKind;
  readonly ordinal: number;
}

/** Text form of a step key, for maps: `resolution:2`. */
export function stepName(key: StepKey): string {
  return `${key.kind}:${key.ordinal}`;
}

/** One step as it should stand at the far side, without the ids only the far side gives. */
export interface PlannedStep {
  readonly key: StepKey;
  /** Wire content; opaque outside the profile. Holds personal data: never log, never store unsealed. */
  readonly content: unknown;
  /** Keyed digest of everything in `content`. */
  readonly contentDigest: string;
  /** Keyed digest of people, type, content, dates and results only: a change here needs a person's decision. */
  readonly protectedDigest: string;
  /** Keyed digest of the fields by which the far side recognises a repeat; a change cannot be corrected by a repeat. */
  readonly identityDigest: string;
  /** What the far side itself says of this content, where it offers digests. Worked out when it is read, not before. */
  readonly comparableDigest?: Digest128 | undefined;
}

export interface StepPlan {
  /** Unbroken prefix of feedable steps in wire order. */
  readonly steps: readonly PlannedStep[];
  /** Why the prefix ended before the case did; shown, never an error. */
  readonly endedBefore?: { readonly kind: StepKind; readonly missing: readonly string[] } | undefined;
}
