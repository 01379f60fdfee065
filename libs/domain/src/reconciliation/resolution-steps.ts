import type { ApprovalKind } from '../access/approvals';
import type { PetitionKind } from '../case/case';
import type { RepeatSemantics } from '../ports/national';
import { stepName, type StepKey, type StepKind } from '../ports/step-plan';
import type { DecisionWay } from './decided-fields';

/** A national step that follows from what people decide about fields of it. A confirmed record is never created again. */
export interface ResolutionStep extends StepKey {
  /** `nothing`: what stands there is taken, nothing is sent; `impossible`: this interface cannot replace what stands there. */
  readonly act: 'update' | 'nothing' | 'impossible';
  /** What is sent cannot be replaced by a later update. */
  readonly isIrreversible: boolean;
}

/** The steps that follow, in the order in which the fields were named. Pure; the far side is not asked. */
export function resolutionSteps(
  fields: readonly { readonly key: StepKey; readonly way: DecisionWay }[],
  repeat: Readonly<Record<StepKind, RepeatSemantics>>,
): readonly ResolutionStep[] {
  const keys = new Map(fields.map(({ key }) => [stepName(key), key]));
  return [...keys].map(([name, { kind, ordinal }]): ResolutionStep => {
    const own = fields.filter(({ key }) => stepName(key) === name);
    if (own.every(({ way }) => way === 'theirs'))
      return { kind, ordinal, act: 'nothing', isIrreversible: false };
    const isReplaced = repeat[kind] === 'replace';
    return { kind, ordinal, act: isReplaced ? 'update' : 'impossible', isIrreversible: !isReplaced };
  });
}

/**
 * Who must agree: whatever is written over what stands nationally, and everything of a denunciation, takes the word of two as a
 * correction does; taking what stands there already for any other petition one person who works on records.
 */
export function approvalOfResolution(
  ways: readonly DecisionWay[],
  kind: PetitionKind | undefined,
): Extract<ApprovalKind, 'judgement' | 'content'> {
  const isOther = kind === 'KN' || kind === 'KNPA';
  return isOther && ways.every((way) => way === 'theirs') ? 'judgement' : 'content';
}
