/** What people said of a cause. */
export type CauseNoteKind = 'acknowledge' | 'assign' | 'comment';

export interface CauseNote {
  readonly kind: CauseNoteKind;
  /** Login, or the name that was typed. */
  readonly by: string;
  readonly at: Date;
  readonly note: string;
  /** Of `assign`: who looks after it; `undefined`: nobody any more. */
  readonly assignee?: string | undefined;
  /** Of `acknowledge`: from then on it is raised again. */
  readonly until?: Date | undefined;
}

/** Whether a cause still asks for somebody. */
export interface CauseAttention {
  /**
   * `raised`: nobody has said yet that they know; `acknowledged`: somebody does, until then; `expired`: somebody did, and it is
   * still there.
   */
  readonly state: 'raised' | 'acknowledged' | 'expired';
  /** The acknowledgement that counts, or counted last. */
  readonly acknowledged: CauseNote | undefined;
  readonly assignee: string | undefined;
  readonly comments: number;
}

/**
 * What the notes of a cause come to now. Silence is never the default: a cause is raised unless somebody acknowledged it with a
 * day by which it is raised again. @param notes in the order they were made
 */
export function attentionOf(notes: readonly CauseNote[], now: Date): CauseAttention {
  const acknowledged = notes.findLast(({ kind }) => kind === 'acknowledge');
  const isKnown = acknowledged?.until !== undefined && acknowledged.until > now;
  return {
    state: acknowledged === undefined ? 'raised' : isKnown ? 'acknowledged' : 'expired',
    acknowledged,
    assignee: notes.findLast(({ kind }) => kind === 'assign')?.assignee,
    comments: notes.filter(({ kind }) => kind === 'comment').length,
  };
}
