import type {
  ConfirmedStep,
  PlannedStep,
  ReasonCode,
  RepeatSemantics,
  StepKey,
  StepKind,
  StepPlan,
} from '@kntc/domain';

/** What delivery does next with a national record. */
export type NextAction =
  | { readonly kind: 'send'; readonly step: PlannedStep }
  | { readonly kind: 'done' }
  | { readonly kind: 'hold'; readonly code: ReasonCode; readonly key: StepKey };

export interface ActionContext {
  readonly repeat: Readonly<Record<StepKind, RepeatSemantics>>;
  /** A named person approved the corrections of exactly this case version. */
  readonly isCorrectionApproved: boolean;
}

/** Text form of a step key, for maps. */
export function stepName(key: StepKey): string {
  return `${key.kind}:${key.ordinal}`;
}

/**
 * The first step of the plan whose content differs from what the far side acknowledged. New steps flow by
 * themselves; a change of something already confirmed is a correction and waits for a person, because what stands
 * wrong nationally cannot be taken back from here (`architecture.md` decision 12).
 */
export function nextAction(
  plan: StepPlan,
  confirmed: ReadonlyMap<string, ConfirmedStep>,
  context: ActionContext,
): NextAction {
  const vanished = firstVanished(plan, confirmed);
  if (vanished !== undefined) {
    return {
      kind: 'hold',
      code: context.isCorrectionApproved ? 'CORRECTION_IMPOSSIBLE' : 'CORRECTION_NEEDS_DECISION',
      key: vanished,
    };
  }
  for (const step of plan.steps) {
    const acknowledged = confirmed.get(stepName(step.key));
    if (acknowledged === undefined) return { kind: 'send', step };
    if (acknowledged.contentDigest !== step.contentDigest) return correction(step, acknowledged, context);
  }
  return { kind: 'done' };
}

function correction(step: PlannedStep, acknowledged: ConfirmedStep, context: ActionContext): NextAction {
  const isProtected = acknowledged.protectedDigest !== step.protectedDigest;
  if (isProtected && !context.isCorrectionApproved)
    return { kind: 'hold', code: 'CORRECTION_NEEDS_DECISION', key: step.key };
  const isPossible =
    context.repeat[step.key.kind] === 'replace' && acknowledged.identityDigest === step.identityDigest;
  return isPossible ? { kind: 'send', step } : { kind: 'hold', code: 'CORRECTION_IMPOSSIBLE', key: step.key };
}

/** A step the far side holds and the case no longer shows: nothing can delete it there. */
function firstVanished(plan: StepPlan, confirmed: ReadonlyMap<string, ConfirmedStep>): StepKey | undefined {
  const planned = new Set(plan.steps.map((step) => stepName(step.key)));
  return [...confirmed.values()].find((step) => !planned.has(stepName(step.key)))?.key;
}
