import { decidedSteps, stepName } from '@kntc/domain';
import type { DueRecord, PlannedStep, ReadBack, StepPlan } from '@kntc/domain';
import type { RecordContext } from './delivery-ports';
import type { RecordProgress } from './record-progress';

interface DecidedContext {
  readonly context: Pick<RecordContext, 'profile' | 'codeBook' | 'fieldDigest'>;
  readonly progress: RecordProgress;
}

/** What people decided of the steps of a plan, as far as it can be carried out now; `undefined`: nothing was decided. */
export function decidedOf(
  record: DueRecord,
  plan: StepPlan,
  { context, progress }: DecidedContext,
): ReturnType<typeof decidedSteps> | undefined {
  const { decided } = record;
  const { fieldDigest: digest } = context;
  const { readBack } = context.profile;
  if (decided === undefined || digest === undefined || readBack === undefined) return undefined;
  const decisions = decided.fields.filter(({ key }) => progress.isWaiting(stepName(key)));
  if (decisions.length === 0) return undefined;
  const confirmed = new Set(progress.steps.keys());
  const { fields: expected } = readBack.expected({ kind: record.case.kind, plan, confirmed });
  return decidedSteps({
    decisions,
    differing: byStep(decided.differing, readBack),
    now: plan.steps,
    expected,
    before: plannedBefore(record, decided.confirmedCase, context),
    acknowledged: progress.steps,
    digest,
  });
}

/** A field of which the step cannot be said stands in the way of none: it is not part of what these steps replace. */
function byStep(fields: readonly string[], readBack: ReadBack): ReadonlyMap<string, readonly string[]> {
  const steps = new Map<string, readonly string[]>();
  for (const field of fields) {
    const key = readBack.stepOf(field);
    if (key !== undefined) steps.set(stepName(key), [...(steps.get(stepName(key)) ?? []), field]);
  }
  return steps;
}

/** As it was planned when it was confirmed; `undefined`: it cannot be planned any more (marked secret, a rendition taken back). */
function plannedBefore(
  { reference, identityPolicy, renditions }: DueRecord,
  confirmedCase: NonNullable<DueRecord['decided']>['confirmedCase'],
  { profile, codeBook }: DecidedContext['context'],
): readonly PlannedStep[] | undefined {
  try {
    return profile.plan(confirmedCase, { reference, identityPolicy, codeBook: codeBook(), renditions }).steps;
  } catch {
    return undefined;
  }
}
