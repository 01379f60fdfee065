import type { DueRecord, LookUpOutcome, PlannedStep, ReasonCode, StepPlan } from '@kntc/domain';

type Claim = NonNullable<DueRecord['claim']>;

/** What becomes of a record whose source says that it stands at the far side already. */
export type Verdict =
  | { readonly kind: 'adopt'; readonly caseId: string; readonly reason: string }
  | { readonly kind: 'hold'; readonly code: ReasonCode; readonly detail: string }
  /** The look-up itself failed: says nothing about the case. */
  | { readonly kind: 'wait'; readonly delayMs: number };

const FAILED_LOOKUP_WAIT_MS = 5_000;

/**
 * A record that claims a national id is never created. It is adopted when the far side shows the case under the id, or
 * a person says so; everything else waits for a person, because a second case cannot be taken back from here.
 */
export async function judgeClaim(claim: Claim, lookUp: () => Promise<LookUpOutcome>): Promise<Verdict> {
  if (claim.isShared) return { kind: 'hold', code: 'ADOPTION_TAKEN', detail: `claimed:${claim.caseId}` };
  if (claim.isByPerson) return { kind: 'adopt', caseId: claim.caseId, reason: 'adopted-by-person' };
  const look = await lookUp();
  switch (look.kind) {
    case 'found':
      return { kind: 'adopt', caseId: look.caseId, reason: 'adopted-from-source' };
    case 'absent':
      return { kind: 'hold', code: 'ADOPTION_UNVERIFIED', detail: `not-found:${claim.caseId}` };
    case 'several':
      return { kind: 'hold', code: 'ADOPTION_UNVERIFIED', detail: `lookup-several:${look.count}` };
    case 'failed':
      return { kind: 'wait', delayMs: look.pause === undefined ? FAILED_LOOKUP_WAIT_MS : 0 };
  }
}

/** The steps of the plan that count as acknowledged: the case, and those the source says stand there, without a gap. */
export function claimedSteps({ steps }: StepPlan, claim: Claim): readonly PlannedStep[] {
  const end = steps.findIndex(({ key }) => key.kind !== 'case' && !claim.steps.includes(key.kind));
  return end < 0 ? steps : steps.slice(0, end);
}
