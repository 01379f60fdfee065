import { canonicalJson, sha256 } from '@kntc/domain';
import type { Case, PlannedStep, StepKey } from '@kntc/domain';

/** Parts of a fake step's content: everything, what is protected, and what a repeat is recognised by. */
export interface Planned {
  readonly all: unknown;
  readonly protected: unknown;
  readonly identity: unknown;
}

/**
 * The steps of a case: the register number is unprotected, the content protected, the document number of a
 * milestone is what the far side recognises it by.
 */
export function planned(kase: Case): readonly (readonly [StepKey, Planned])[] {
  const { kind, petition, handling, acceptance, rounds } = kase;
  const narrative = petition.narrative.digest;
  const steps: (readonly [StepKey, Planned])[] = [
    [
      { kind: 'case', ordinal: 1 },
      {
        all: { kind, narrative, registerNo: petition.registerNo },
        protected: [kind, narrative],
        identity: 'case',
      },
    ],
  ];
  const milestone = (key: StepKey, all: object, identity: unknown): void => {
    steps.push([key, { all, protected: all, identity }]);
  };
  if (handling === undefined) return steps;
  milestone({ kind: 'handling', ordinal: 1 }, handling, handling.documentNo);
  if (acceptance === undefined) return steps;
  milestone({ kind: 'acceptance', ordinal: 1 }, acceptance, acceptance.documentNo);
  for (const { enforcements, ...round } of rounds) {
    milestone({ kind: 'resolution', ordinal: round.round }, round, round.decisionNo);
    for (const one of enforcements)
      milestone({ kind: 'enforcement', ordinal: round.round * 1_000 + one.ordinal }, one, one.ordinal);
  }
  return steps;
}

export function toStep(key: StepKey, parts: Planned, reference: string): PlannedStep {
  return {
    key,
    content: { reference, parts },
    contentDigest: sha256(canonicalJson(parts.all)),
    protectedDigest: sha256(canonicalJson(parts.protected)),
    identityDigest: sha256(canonicalJson(parts.identity)),
  };
}
