import type { ConfirmedStep, DueRecord, PlannedStep } from '@kntc/domain';
import { stepName } from './next-action';

/** How far a record has come at the far side, as known while it is being delivered. */
export class RecordProgress {
  readonly steps: Map<string, ConfirmedStep>;
  nationalId: string | undefined;

  constructor(record: Pick<DueRecord, 'nationalId' | 'steps'>) {
    this.nationalId = record.nationalId;
    this.steps = new Map(record.steps.map((step) => [stepName(step.key), step]));
  }

  /** Whether sending the step makes a new case there. */
  isCreate(step: PlannedStep): boolean {
    return step.key.kind === 'case' && this.nationalId === undefined;
  }

  note(step: ConfirmedStep): void {
    this.steps.set(stepName(step.key), step);
  }
}
