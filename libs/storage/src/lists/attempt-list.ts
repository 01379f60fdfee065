import type { StepKind } from '@kntc/domain';
import type { Listing } from './listing';

/** One try of a step of a record. */
export interface Attempt {
  readonly attemptNo: number;
  readonly step: StepKind;
  readonly ordinal: number;
  /** `null`: nobody knows yet. */
  readonly outcome: 'confirmed' | 'rejected' | 'not-sent' | 'unknown' | null;
  readonly reason: string | null;
  readonly intentAt: string;
  readonly settledAt: string | null;
}

/** Attempts of one record, newest first. Whoever asks may know of the record. */
export const ATTEMPTS: Listing<{ readonly reference: string }, Attempt> = {
  columns: 'a.attempt_no, a.step, a.ordinal, a.outcome, a.reason, a.intent_at, a.settled_at',
  from: () => 'attempt a join national_record n on n.id = a.national_record_id where true',
  order: [
    { sql: 'a.attempt_no', type: 'integer' },
    { sql: 'a.intent_at', type: 'timestamptz' },
  ],
  isNewestFirst: true,
  filters: { reference: (value, bind) => [`n.reference = ${bind(value)}`] },
  toRow: (row) => ({
    attemptNo: Number(row['attempt_no']),
    step: row['step'] as StepKind,
    ordinal: Number(row['ordinal']),
    outcome: row['outcome'] as Attempt['outcome'],
    reason: row['reason'] as string | null,
    intentAt: isoOf(row['intent_at']) ?? '',
    settledAt: isoOf(row['settled_at']),
  }),
};

function isoOf(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : null;
}
