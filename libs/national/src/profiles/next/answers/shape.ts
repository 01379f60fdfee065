import type { Pause } from '@kntc/domain';
import type { Answer } from '../../ttcp-2018/answers/answer';

type Members = Readonly<Record<string, unknown>>;

export interface Failed {
  readonly kind: 'failed';
  readonly reason: string;
  readonly pause?: Pause | undefined;
}

/** An answer that is not made as the contract says. Carries no word of it. */
export class WrongShape extends Error {}

/** Reads an answer; whatever is not as the contract says is a failure to ask, and nothing half read ever counts. */
export function reading<T>(answer: Answer, read: (answered: Members) => T): T | Failed {
  if (answer.kind === 'not-processed') return { kind: 'failed', reason: answer.reason, pause: answer.pause };
  if (answer.kind === 'unclear') return { kind: 'failed', reason: answer.reason };
  try {
    return read(members(answer.value));
  } catch (err) {
    if (err instanceof WrongShape) return { kind: 'failed', reason: 'shape' };
    throw err;
  }
}

export function members(value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new WrongShape();
  return value as Members;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new WrongShape();
  return value;
}

/** `''` for null and for what is not there. */
export function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new WrongShape();
  return value.trim();
}

export function filledText(value: unknown): string {
  const found = text(value);
  if (found === '') throw new WrongShape();
  return found;
}

export function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new WrongShape();
  return value;
}

/** A value that a guard knows. */
export function known<T>(value: unknown, isKnown: (value: unknown) => value is T): T {
  if (!isKnown(value)) throw new WrongShape();
  return value;
}
