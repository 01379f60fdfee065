import { stepName } from '@kntc/domain';
import type { ConfirmedStep, DueRecord, NationalIds, NextState, PlannedStep } from '@kntc/domain';
import { isOpenCreate } from './resolve-unknown';

/** The state of a record that is put off without having been touched: what is unknown stays unknown. */
export function asItStands(record: DueRecord, delayMs: number, retryCount: number): NextState {
  const { state, negativeLookUps } = record;
  return state === 'due'
    ? { state, delayMs, retryCount }
    : { state: 'unknown', delayMs, negativeLookUps, fresh: false };
}

/** A repeat that is put off stays unknown: as `due` it would no longer be noticed when its key changes meanwhile. */
export function isRepeatOpen(record: DueRecord, step: PlannedStep, attemptNo: number): boolean {
  const isResent = attemptNo !== record.attemptNo;
  return !isResent && !isOpenCreate(record) && isOpenStep(record, step);
}

/** An unknown attempt may have left a step that a repeat under a changed key would not replace but add to. */
export function isAnotherThanOpen(record: DueRecord, step: PlannedStep): boolean {
  return isOpenStep(record, step) && record.openAttempt?.identityDigest !== step.identityDigest;
}

function isOpenStep(record: DueRecord, step: PlannedStep): boolean {
  const open = record.state === 'unknown' ? record.openAttempt : undefined;
  return open !== undefined && stepName(open.key) === stepName(step.key);
}

/** The ids a body needs of what was confirmed before it. */
export function nationalIds(
  caseId: string | undefined,
  confirmed: ReadonlyMap<string, ConfirmedStep>,
  step: PlannedStep,
): NationalIds {
  const resultIds = new Map<number, string>();
  for (const { key, resultId } of confirmed.values()) {
    if (key.kind === 'resolution') resultIds.set(key.ordinal, resultId);
  }
  return { caseId, resultIds, stepId: confirmed.get(stepName(step.key))?.resultId };
}
