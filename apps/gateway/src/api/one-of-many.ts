import { HttpException } from '@nestjs/common';
import type { OperationResult } from '@kntc/storage';
import { decided } from './decision';

/** What came of one record of a decision about many. */
export interface OneOfMany {
  readonly reference: string;
  readonly result: 'done' | 'refused' | 'not-found';
  readonly why?: string;
  readonly text: readonly string[];
}

/** Repeated, it is what came of it the first time. */
export function firstOf(result: OperationResult): OperationResult {
  return result.kind === 'repeated' ? (result.before ?? { kind: 'done' }) : result;
}

/** What came of one, in the words of a decision about it alone. */
export function oneOfMany(reference: string, result: OperationResult, as: 'resync' | 'resolved'): OneOfMany {
  try {
    return { reference, result: 'done', text: decided(firstOf(result), { target: reference, as }).text };
  } catch (err) {
    if (!(err instanceof HttpException)) throw err;
    const {
      code,
      detail,
      text = [detail],
    } = err.getResponse() as {
      readonly code: string;
      readonly detail: string;
      readonly text?: readonly string[];
    };
    return { reference, result: code === 'not-there' ? 'not-found' : 'refused', why: code, text };
  }
}
