import type { ReasonCode } from './reasons';

/**
 * Why the body of a step cannot be made, or not like this: nothing has left, the record is held for `code`. `detail`
 * is read by clerks and stored: never a value of the record.
 */
export class BodyProblem extends Error {
  constructor(
    readonly code: Extract<ReasonCode, 'ATTACHMENT_CHANGED' | 'REJECTED'>,
    readonly detail: string,
  ) {
    super(`${code} ${detail}`);
    this.name = 'BodyProblem';
  }
}
