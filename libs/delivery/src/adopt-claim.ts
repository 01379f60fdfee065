import type {
  ConfirmedStep,
  DueRecord,
  LookUpOutcome,
  PlannedStep,
  ReasonCode,
  StepKey,
  StepPlan,
} from '@kntc/domain';
import { digestsOf } from './record-writer';
import type { RecordWriter } from './record-writer';

export type Claim = NonNullable<DueRecord['claim']>;

/** What becomes of a record whose source says that it stands at the far side already. */
type Verdict =
  | { readonly kind: 'adopt'; readonly caseId: string; readonly reason: string }
  | { readonly kind: 'hold'; readonly code: ReasonCode; readonly detail: string }
  /** The look-up itself failed: says nothing about the case. */
  | { readonly kind: 'wait'; readonly delayMs: number };

const FAILED_LOOKUP_WAIT_MS = 5_000;
/** The far side answers and knows no look-up by id: the word of people is all there is. */
const NO_SUCH_LOOKUP = 'shape';
const CASE: StepKey = { kind: 'case', ordinal: 1 };

export interface Adopting {
  readonly record: DueRecord;
  readonly writer: RecordWriter;
  readonly lookUp: () => Promise<LookUpOutcome>;
}

/**
 * Links a record to what its source says stands at the far side. Returns the steps that are confirmed now, the case
 * first, or none when the record was put aside or belongs to somebody else. A crash leaves all or nothing of it.
 */
export async function adoptClaim(
  claim: Claim,
  plan: StepPlan,
  { record, writer, lookUp }: Adopting,
): Promise<readonly ConfirmedStep[]> {
  const verdict = await judgeClaim(claim, lookUp);
  if (verdict.kind === 'adopt') {
    const steps = claimedSteps(plan, claim);
    const result = await writer.adopt(verdict.caseId, verdict.reason, steps);
    if (result === 'id-taken')
      await writer.commit({}, { state: 'held', code: 'ADOPTION_TAKEN', detail: 'id-taken', key: CASE });
    if (result !== 'written') return [];
    writer.log('info', verdict.reason);
    return steps.map((step) => ({ key: step.key, resultId: verdict.caseId, ...digestsOf(step) }));
  }
  const retryCount = record.retryCount + 1;
  await writer.commit(
    {},
    verdict.kind === 'hold'
      ? { state: 'held', code: verdict.code, detail: verdict.detail, key: CASE }
      : { state: 'due', delayMs: verdict.delayMs, retryCount },
  );
  return [];
}

/**
 * A record that claims a national id is never created. It is adopted when the far side shows the case under the id, also
 * when a person named it: one wrong digit is another's case. Everything else waits for a person, because a second case cannot be taken back from here.
 */
async function judgeClaim(claim: Claim, lookUp: () => Promise<LookUpOutcome>): Promise<Verdict> {
  if (claim.isShared) return { kind: 'hold', code: 'ADOPTION_TAKEN', detail: `claimed:${claim.caseId}` };
  const look = await lookUp();
  switch (look.kind) {
    case 'found':
      return {
        kind: 'adopt',
        caseId: look.caseId,
        reason: claim.isByPerson ? 'adopted-by-person' : 'adopted-from-source',
      };
    case 'absent':
      return { kind: 'hold', code: 'ADOPTION_UNVERIFIED', detail: `not-found:${claim.caseId}` };
    case 'several':
      return { kind: 'hold', code: 'ADOPTION_UNVERIFIED', detail: `lookup-several:${look.count}` };
    case 'failed':
      if (claim.isByPerson && look.reason === NO_SUCH_LOOKUP)
        return { kind: 'adopt', caseId: claim.caseId, reason: 'adopted-by-person' };
      return { kind: 'wait', delayMs: look.pause === undefined ? FAILED_LOOKUP_WAIT_MS : 0 };
  }
}

/** The steps of the plan that count as acknowledged: the case, and those the source says stand there, without a gap. */
function claimedSteps({ steps }: StepPlan, claim: Claim): readonly PlannedStep[] {
  const end = steps.findIndex(({ key }) => key.kind !== 'case' && !claim.steps.includes(key.kind));
  return end < 0 ? steps : steps.slice(0, end);
}
