import { DIFFERS_THERE, MAY_STAND_ALREADY, stepName } from '@kntc/domain';
import type {
  ConfirmedStep,
  PlannedStep,
  ReasonCode,
  RepeatSemantics,
  SeenByPeople,
  SentStep,
  StepKey,
  StepKind,
  StepPlan,
} from '@kntc/domain';

/** What delivery does next with a national record. */
export type NextAction =
  | { readonly kind: 'send'; readonly step: PlannedStep }
  /** A person saw the step there under this id: it counts as acknowledged, and is not sent. */
  | {
      readonly kind: 'note';
      readonly step: PlannedStep;
      readonly resultId: string;
      readonly why: 'seen-by-people' | 'taken-by-people';
    }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'hold';
      readonly code: ReasonCode;
      readonly key: StepKey;
      readonly detail?: string | undefined;
    };

export interface ActionContext {
  readonly repeat: Readonly<Record<StepKind, RepeatSemantics>>;
  /** A named person approved the corrections of exactly this case version. */
  readonly isCorrectionApproved: boolean;
  /** What the record shows may be older than what was sent, or of somebody else: nothing confirmed changes by itself. */
  readonly isDoubtful?: boolean | undefined;
  /** Somebody changed at the far side what was confirmed: nothing replaces it before a person decided. */
  readonly differsThere?: boolean | undefined;
  /** `DueRecord.unsettled`: what may stand there in place of what was acknowledged. */
  readonly unsettled: readonly SentStep[];
  /** Our database was put back: steps it knows nothing of may stand there, but for those that people looked up. */
  readonly unknownBase?: { readonly seen: SeenByPeople } | undefined;
  /** Steps of which people decided what both sides should show, by name: sent again, or taken as it stands there. */
  readonly decided?: ReadonlyMap<string, 'send' | 'take'> | undefined;
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
    if (acknowledged === undefined) return unacknowledged(step, context);
    const other = context.unsettled.find((one) => isOther(one, step));
    const decided = context.decided?.get(stepName(step.key));
    if (decided === 'send') return replacing(step, acknowledged, context);
    const isChanged = acknowledged.contentDigest !== step.contentDigest;
    if (decided === 'take' && isChanged && other === undefined)
      return { kind: 'note', step, resultId: acknowledged.resultId, why: 'taken-by-people' };
    if (isChanged) return correction(step, acknowledged, context);
    if (other !== undefined) return correction(step, other, context);
  }
  return { kind: 'done' };
}

/** What was not acknowledged here is sent, unless it may stand there and a second time would add to it. */
function unacknowledged(step: PlannedStep, { repeat, unknownBase }: ActionContext): NextAction {
  if (unknownBase === undefined || repeat[step.key.kind] === 'replace') return { kind: 'send', step };
  const seen = unknownBase.seen[stepName(step.key)];
  if (seen === undefined)
    return { kind: 'hold', code: 'UNKNOWN_OUTCOME', key: step.key, detail: MAY_STAND_ALREADY };
  return seen === null
    ? { kind: 'send', step }
    : { kind: 'note', step, resultId: seen, why: 'seen-by-people' };
}

function isOther(sent: SentStep, { key, contentDigest }: PlannedStep): boolean {
  return stepName(sent.key) === stepName(key) && sent.contentDigest !== contentDigest;
}

/** @param standing what the step would replace: what was acknowledged, or may have been taken since */
function correction(step: PlannedStep, standing: SentStep, context: ActionContext): NextAction {
  const { isDoubtful, differsThere } = context;
  const isProtected = standing.protectedDigest !== step.protectedDigest || isDoubtful === true;
  if ((isProtected || differsThere === true) && !context.isCorrectionApproved)
    return {
      kind: 'hold',
      code: 'CORRECTION_NEEDS_DECISION',
      key: step.key,
      detail: differsThere === true ? DIFFERS_THERE : undefined,
    };
  return replacing(step, standing, context);
}

/** People decided: it goes out where this interface can replace what stands there. */
function replacing(step: PlannedStep, standing: SentStep, context: ActionContext): NextAction {
  const isPossible =
    context.repeat[step.key.kind] === 'replace' && standing.identityDigest === step.identityDigest;
  return isPossible ? { kind: 'send', step } : { kind: 'hold', code: 'CORRECTION_IMPOSSIBLE', key: step.key };
}

/** A step the far side holds and the case no longer shows: nothing can delete it there. */
function firstVanished(plan: StepPlan, confirmed: ReadonlyMap<string, ConfirmedStep>): StepKey | undefined {
  const planned = new Set(plan.steps.map((step) => stepName(step.key)));
  return [...confirmed.values()].find((step) => !planned.has(stepName(step.key)))?.key;
}
