import type { RecordToReconcile } from './reconciliation-store';

/**
 * How a record that is not sent compares with what people entered by hand. `notFound`: nothing stands there under its reference,
 * or under the id its source names; it may have been entered without either. `unknown`: the far side did not answer, or the
 * record cannot be planned.
 */
export type ShadowClass = 'agrees' | 'differs' | 'notFound' | 'unknown';

export interface ShadowCompared {
  readonly recordId: string;
  readonly agencyId: string;
  readonly caseVersion: number;
  readonly class: ShadowClass;
  /** Under which it stands there. */
  readonly nationalId?: string | undefined;
  /** Canonical names of fields that agree, and of those that do not; never a value. */
  readonly same: readonly string[];
  readonly differs: readonly string[];
}

/** Records of agencies whose records are planned and not sent. */
export interface ShadowStore {
  /** At most `limit` that were never compared, not in their present version, or longer than `staleMs` ago. */
  next(limit: number, staleMs: number): Promise<readonly RecordToReconcile[]>;
  /** What was sent meanwhile, or has another version, is left out. */
  note(compared: readonly ShadowCompared[]): Promise<void>;
}
