import { stepName } from '@kntc/domain';
import type { ConfirmedStep, DueRecord, PlannedStep, SentStep } from '@kntc/domain';

const FIRST_STEP = { kind: 'case', ordinal: 1 } as const;

/** How far a record has come at the far side, as known while it is being delivered. */
export class RecordProgress {
  readonly steps: Map<string, ConfirmedStep>;
  nationalId: string | undefined;
  /** What may stand there in place of what was acknowledged. */
  unsettled: readonly SentStep[];
  /** The newest plan: what it says of content that was acknowledged is true of what stands there. */
  planned: readonly PlannedStep[] = [];
  /** Steps that were acknowledged in this delivery: what people decided of them is carried out. */
  readonly #renewed = new Set<string>();

  constructor(private readonly record: Pick<DueRecord, 'nationalId' | 'steps' | 'unsettled' | 'attach'>) {
    this.nationalId = record.nationalId;
    this.unsettled = record.unsettled;
    this.steps = new Map(record.steps.map((step) => [stepName(step.key), step]));
  }

  /** Whether sending the step makes a new case there. */
  isCreate(step: PlannedStep): boolean {
    return step.key.kind === 'case' && this.nationalId === undefined && this.record.attach === undefined;
  }

  /** Whether sending the step attaches the petition to another case there. */
  isAttachment(step: PlannedStep): boolean {
    return step.key.kind === 'case' && this.record.attach !== undefined;
  }

  /** It was attached: nothing of it is sent any more, its case is another one. */
  get isAttached(): boolean {
    return this.record.attach !== undefined && this.steps.has(stepName(FIRST_STEP));
  }

  /** The acknowledged steps, with the digest of those from before the far side offered any where the plan still knows it. */
  get comparable(): readonly ConfirmedStep[] {
    return [...this.steps.values()].map((step) => {
      if (step.comparableDigest !== undefined) return step;
      const same = this.planned.find(
        ({ key, contentDigest }) =>
          stepName(key) === stepName(step.key) && contentDigest === step.contentDigest,
      );
      return { ...step, comparableDigest: same?.comparableDigest };
    });
  }

  /** Whether a decision about the step still waits. */
  isWaiting(name: string): boolean {
    return !this.#renewed.has(name);
  }

  note(step: ConfirmedStep): void {
    const name = stepName(step.key);
    this.steps.set(name, step);
    this.#renewed.add(name);
    this.unsettled = this.unsettled.filter(({ key }) => stepName(key) !== name);
  }
}
