import { disclosureOf, entryCells, FINDINGS, NOTE_NOT_KEPT, stepName, stopsDelivery } from '@kntc/domain';
import type {
  ConfirmedStep,
  DueRecord,
  EntryCells,
  EntryPlan,
  EntryPlanning,
  HandedOut,
  ManualEntry,
  PlannedEntry,
  PlannedStep,
  StepPlan,
} from '@kntc/domain';
import { decidedOf } from '../decided-of';
import type { DeliveryPorts } from '../delivery-ports';
import { nextAction, type NextAction } from '../next-action';
import { RecordProgress } from '../record-progress';
import { digestsOf } from '../record-writer';
import { barOf } from '../state-after';

export type EntryPorts = Pick<DeliveryPorts, 'profile' | 'codeBook' | 'identityPolicy' | 'fieldDigest'>;

const FIRST_STEP = { kind: 'case', ordinal: 1 } as const;

/**
 * Plans what people type where the interface may not be used, by the very rules delivery sends by: the same steps in the same
 * order, the same corrections that wait for two people. Sends and asks nothing. Pure.
 */
export class EntryPlanner implements EntryPlanning {
  readonly #manual: ManualEntry;

  /** Throws for a profile whose steps cannot be told in words. */
  constructor(private readonly ports: EntryPorts) {
    const { manualEntry } = ports.profile;
    if (manualEntry === undefined) throw new Error('this profile says nothing of manual entry');
    this.#manual = manualEntry;
  }

  plan(record: DueRecord, { withDenunciations }: { readonly withDenunciations: boolean }): EntryPlan {
    const isDenunciation = record.case.kind === 'TC';
    if (isDenunciation && !withDenunciations) return { kind: 'left-out', why: 'denunciation' };
    if (isDenunciation && disclosureOf('TC', record.identityPolicy) === 'full')
      return { kind: 'left-out', why: 'identity' };
    if (barOf(record, this.ports.identityPolicy()) !== undefined)
      return { kind: 'left-out', why: 'judged-again' };
    if (record.isTransferred === true)
      return { kind: 'hold', code: 'CORRECTION_IMPOSSIBLE', detail: 'agency-changed', key: FIRST_STEP };
    const stop = record.findings?.find(stopsDelivery);
    if (stop !== undefined) return { kind: 'hold', code: 'NATIONAL_DIFFERS', detail: stop, key: FIRST_STEP };
    const plan = this.#planOf(record);
    return plan === undefined ? { kind: 'left-out', why: 'not-planned' } : this.#rowsOf(record, plan);
  }

  cellsAgain(record: DueRecord, step: HandedOut): EntryCells | undefined {
    const planned = this.#planOf(record)?.steps.find(({ key }) => stepName(key) === stepName(step.key));
    if (planned?.contentDigest !== step.contentDigest) return undefined;
    return this.#cells(record, planned, step);
  }

  /**
   * Of a denunciation nothing is kept: who typed may have read the paper file, and a name that the plan does not tell, or that this
   * gateway never read, is not found in a note.
   */
  withoutPeople(record: DueRecord, message: string): string {
    if (record.case.kind === 'TC') return NOTE_NOT_KEPT;
    const plan = this.#planOf(record);
    return plan === undefined ? '' : this.ports.profile.withoutPeople(message, plan);
  }

  isId(text: string): boolean {
    return this.#manual.isId(text);
  }

  #rowsOf(record: DueRecord, plan: StepPlan): EntryPlan {
    const progress = new RecordProgress(record);
    const rows: PlannedEntry[] = [];
    for (;;) {
      const action = this.#nextOf(record, plan, progress);
      if (action.kind === 'send') {
        const claimed = rows.length === 0 ? this.#claimed(record, plan, action.step, progress) : undefined;
        if (claimed !== undefined) return claimed;
        rows.push(this.#entry(record, action.step, progress));
        progress.note(typed(action.step, progress));
      } else if (rows.length > 0) return { kind: 'rows', rows, isWhole: action.kind === 'done' };
      else return restOf(action, record);
    }
  }

  /** A record that somebody else entered, by its source or by people: never typed a second time. */
  #claimed(
    record: DueRecord,
    plan: StepPlan,
    step: PlannedStep,
    progress: RecordProgress,
  ): EntryPlan | undefined {
    if (record.attach !== undefined) return { kind: 'left-out', why: 'attached' };
    const { claim } = record;
    if (claim === undefined || !progress.isCreate(step)) return undefined;
    if (claim.isShared)
      return { kind: 'hold', code: 'ADOPTION_TAKEN', detail: `claimed:${claim.caseId}`, key: FIRST_STEP };
    // No look-up can be made here: the word of a source is not enough.
    if (!claim.isByPerson)
      return {
        kind: 'hold',
        code: 'ADOPTION_UNVERIFIED',
        detail: `not-looked-up:${claim.caseId}`,
        key: FIRST_STEP,
      };
    const end = plan.steps.findIndex(({ key }) => key.kind !== 'case' && !claim.steps.includes(key.kind));
    const steps = (end < 0 ? plan.steps : plan.steps.slice(0, end)).map((one) => ({
      key: one.key,
      ...digestsOf(one),
    }));
    return { kind: 'adopt', caseId: claim.caseId, reason: 'adopted-by-person', steps };
  }

  #entry(record: DueRecord, step: PlannedStep, progress: RecordProgress): PlannedEntry {
    const standing = progress.steps.get(stepName(step.key));
    // Where the case may stand, so may what was done about it: nobody here could delete what is typed twice.
    const unseen = record.mayStandAlready === true ? 'look-first' : 'new';
    const act = standing === undefined ? unseen : 'change';
    const standingId = standing?.resultId;
    const { nationalId } = record;
    const { key } = step;
    return {
      key,
      digests: digestsOf(step),
      act,
      standingId,
      cells: this.#cells(record, step, { key, act, nationalId, standingId }),
    };
  }

  #cells(record: DueRecord, step: PlannedStep, as: Omit<HandedOut, 'contentDigest'>): EntryCells {
    const fields = this.#manual.fields(step, this.ports.codeBook());
    return entryCells({ ...as, reference: record.reference }, fields);
  }

  #nextOf(record: DueRecord, plan: StepPlan, progress: RecordProgress): NextAction {
    const { profile, codeBook, fieldDigest } = this.ports;
    const { isDoubtful, findings = [] } = record;
    const decided = decidedOf(record, plan, { context: { profile, codeBook, fieldDigest }, progress });
    return nextAction(plan, progress.steps, {
      repeat: profile.capabilities.repeat,
      isCorrectionApproved: record.approvedVersion === record.caseVersion,
      differsThere: findings.some((code) => FINDINGS[code].risk === 'overwrite'),
      unknownBase: progress.nationalId === undefined ? undefined : record.unknownBase,
      unsettled: progress.unsettled,
      isDoubtful,
      decided,
    });
  }

  /** `undefined`: it cannot be planned now; why stands with the record. */
  #planOf({ case: kase, reference, identityPolicy, renditions }: DueRecord): StepPlan | undefined {
    try {
      return this.ports.profile.plan(kase, {
        reference,
        identityPolicy,
        codeBook: this.ports.codeBook(),
        renditions,
      });
    } catch {
      return undefined;
    }
  }
}

/** As if it stood there: what comes after it is planned with it. Its id is not known and stands for nothing. */
function typed(step: PlannedStep, progress: RecordProgress): ConfirmedStep {
  const resultId = progress.steps.get(stepName(step.key))?.resultId ?? '';
  return { key: step.key, resultId, ...digestsOf(step) };
}

function restOf(action: Exclude<NextAction, { readonly kind: 'send' }>, record: DueRecord): EntryPlan {
  if (action.kind === 'done') return { kind: 'done' };
  if (action.kind === 'hold')
    return { kind: 'hold', code: action.code, detail: action.detail ?? '', key: action.key };
  const { step, resultId, why } = action;
  const steps = [{ key: step.key, resultId, ...digestsOf(step) }];
  return { kind: 'adopt', caseId: record.nationalId ?? resultId, reason: why, steps };
}
