import type { Case, KeyedDigest, PlanContext, PlannedStep, StepPlan } from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';
import { withDigests } from './digests';
import { Outgoing } from './outgoing';
import { checkWithheld } from './withheld-fields';
import type { StepDraft } from './step-draft';
import { toCaseStep } from './to-case-step';
import { toAcceptanceStep, toHandlingStep } from './to-handling-steps';
import { roundOf, toEnforcementStep, toResolutionStep } from './to-resolution-steps';

/**
 * The unbroken prefix of feedable steps: case, handling, acceptance, then every round followed by its enforcements (an
 * enforcement needs the decision's id). The first step that lacks mandatory data ends the plan; nothing is invented.
 * Throws on a denunciation without an identity policy and on a secret record: intake holds both back.
 */
export function planSteps(
  kase: Case,
  context: PlanContext,
  settings: NationalSettings,
  keyed: KeyedDigest,
): StepPlan {
  const steps: PlannedStep[] = [];
  const outgoing = Outgoing.of(kase, context, keyed);
  const taken = new Set<string>();
  for (const draft of draftsOf(kase, outgoing, context, settings)) {
    const { kind } = draft.key;
    if ('missing' in draft) return { steps, endedBefore: { kind, missing: draft.missing } };
    if (outgoing.isWithheld) checkWithheld(draft.content.method, draft.content.wire);
    const step = withDigests(draft.key, draft.content, keyed);
    const clash = clashOf(step, taken, settings);
    if (clash !== undefined) return { steps, endedBefore: { kind, missing: [clash] } };
    steps.push(step);
  }
  return { steps };
}

function* draftsOf(
  kase: Case,
  outgoing: Outgoing,
  context: PlanContext,
  settings: NationalSettings,
): Generator<StepDraft> {
  const { handling, acceptance } = kase;
  const rounds = kase.rounds.toSorted((a, b) => a.round - b.round);
  const goesOn = acceptance !== undefined || rounds.length > 0;
  yield toCaseStep(kase, outgoing, context, settings);
  if (handling !== undefined) yield toHandlingStep(kase, handling, outgoing);
  else if (goesOn) yield { key: { kind: 'handling', ordinal: 1 }, missing: ['handling'] };
  if (acceptance !== undefined) yield toAcceptanceStep(acceptance);
  else if (rounds.length > 0) yield { key: { kind: 'acceptance', ordinal: 1 }, missing: ['acceptance'] };
  for (const round of rounds) {
    yield toResolutionStep(round, outgoing, settings.values);
    for (const enforcement of round.enforcements.toSorted((a, b) => a.ordinal - b.ordinal))
      yield toEnforcementStep(round, enforcement, settings.values);
  }
}

/**
 * The field by which a step cannot be told from an earlier one of the plan: the same key twice, or, where a repeat
 * replaces, the same repeat key – the second would wipe out the first at the far side.
 */
function clashOf(step: PlannedStep, taken: Set<string>, { steps }: NationalSettings): string | undefined {
  const { kind, ordinal } = step.key;
  if (kind !== 'resolution' && kind !== 'enforcement') return undefined;
  const decision = kind === 'resolution';
  const replaces = (decision ? steps.CapNhatKQGiaiQuyet : steps.CapNhatThiHanh).repeat === 'replace';
  const byKey = `${kind}/${ordinal}`;
  const byRepeat = `${kind}/${decision ? '' : roundOf(ordinal)}/${step.identityDigest}`;
  if (taken.has(byKey)) return decision ? 'rounds.round' : 'rounds.enforcements';
  if (replaces && taken.has(byRepeat)) return decision ? 'rounds.issuedDate' : 'rounds.enforcements.date';
  taken.add(byKey).add(byRepeat);
  return undefined;
}
