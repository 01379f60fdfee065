import type { CaseDraft, NationalClaim, StepKind } from '@kntc/domain';

/** What the source says stands at the far side already; a later step without the one before it is not believed. */
export function claimOf({ national }: CaseDraft): NationalClaim | undefined {
  if (national?.caseId === undefined) return undefined;
  const steps: StepKind[] = [];
  if (national.handling === true) steps.push('handling');
  if (national.handling === true && national.acceptance === true) steps.push('acceptance');
  return { caseId: national.caseId.toLowerCase(), steps };
}
