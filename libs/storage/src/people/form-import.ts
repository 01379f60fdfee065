import { createHash } from 'node:crypto';
import type { PlannedOffice, PlannedUser } from '@kntc/domain';
import type { OperationResult } from '../operations/operation';

/** A form somebody handed in, as far as it is not its rows. */
export interface FormHandedIn {
  /** First day of what it says, `yyyy-MM-dd`. */
  readonly on: string;
  /** Mark of the plan that the people saw; another plan is not carried out. */
  readonly seen: string;
  /** SHA-256 of the workbook. */
  readonly sha256: string;
}

/** What came of a form. */
export interface FormTaken<Planned> {
  readonly result: OperationResult;
  /** Row by row, as it was carried out; of what was refused whole: as it would have been. */
  readonly plan: readonly Planned[];
}

const MARK_LENGTH = 16;
const SHOWN_DIGEST = 12;

/** Tells plans of Biểu số 1 apart by what they would do. */
export function officesMark(plan: readonly PlannedOffice[], on: string): string {
  return markOf([on, plan.map(({ line, ...does }) => [line.line, does])]);
}

/** The same of Biểu số 2, without anything of a person but the name of the account. */
export function usersMark(plan: readonly PlannedUser[], on: string): string {
  const does = plan.map(({ line, state, problems, login, changes, office, duties, rights, isByHand }) => [
    line.line,
    { state, problems, login, changes, office: office?.id, duties, rights, isByHand },
  ]);
  return markOf([on, does]);
}

/** How the audit names a form. */
export function formTarget(name: string, { sha256, on }: FormHandedIn): string {
  return `${name}, từ ${on}, SHA-256 ${sha256.slice(0, SHOWN_DIGEST)}`;
}

function markOf(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, MARK_LENGTH);
}
