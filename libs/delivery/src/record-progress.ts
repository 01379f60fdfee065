import { stepName } from '@kntc/domain';
import type { ConfirmedStep, DueRecord, PlannedStep, SentStep } from '@kntc/domain';

/** How far a record has come at the far side, as known while it is being delivered. */
export class RecordProgress {
  readonly steps: Map<string, ConfirmedStep>;
  nationalId: string | undefined;
  /** What may stand there in place of what was acknowledged. */
  unsettled: readonly SentStep[];

  constructor(record: Pick<DueRecord, 'nationalId' | 'steps' | 'unsettled'>) {
    this.nationalId = record.nationalId;
    this.unsettled = record.unsettled;
    this.steps = new Map(record.steps.map((step) => [stepName(step.key), step]));
  }

  /** Whether sending the step makes a new case there. */
  isCreate(step: PlannedStep): boolean {
    return step.key.kind === 'case' && this.nationalId === undefined;
  }

  note(step: ConfirmedStep): void {
    const name = stepName(step.key);
    this.steps.set(name, step);
    this.unsettled = this.unsettled.filter(({ key }) => stepName(key) !== name);
  }
}
