import type { UpdateMethod } from '../wire/methods';

/** `deleted` never comes of a request: somebody took the record away on the web of the far side (control `tamper`). */
export type Decision = 'created' | 'updated' | 'attached' | 'recorded' | 'refused' | 'repeated' | 'deleted';

/** One line of the ledger: what the far side really did with one write request. A fixed outside interface. */
export interface LedgerEntry {
  readonly seq: number;
  readonly method: UpdateMethod;
  readonly decision: Decision;
  /** The Id of the true answer (case, decision or enforcement); null for a refusal. */
  readonly id: string | null;
  /** Text of the marker line of the petition (steps 2–5: of their case). */
  readonly reference: string | null;
  readonly bodySha256: string;
  readonly arrivedAt: string;
  /** Null for a refusal: nothing was committed. */
  readonly committedAt: string | null;
  readonly faultId: string | null;
  /** User name of the account that sent it. */
  readonly account: string;
  readonly caseId: string | null;
  /** The decision a step 4 or 5 speaks of. */
  readonly resultId: string | null;
  /** Only where requests carry one and count once: the key of this one. */
  readonly repeatKey?: string;
  /** Only with a refusal: the sentence that was answered. */
  readonly message?: string;
}

/** As read back, with the request body and the time its answer had left (null: it never did, or the far side died). */
export type LedgerRecord = LedgerEntry & { readonly body: unknown; readonly respondedAt?: string | null };

const BODY_KEY = ',"body":';

/**
 * One stored line. The body comes last and exactly as it arrived, so that a reader who needs only the head of a line
 * never reads files of megabytes.
 */
export function toLine(entry: LedgerEntry, bodyText: string): string {
  return `${JSON.stringify(entry).slice(0, -1)}${BODY_KEY}${bodyText}}\n`;
}

/** The entry without its body, from the first bytes of a line. */
export function parseHead(text: string): LedgerEntry | null {
  const end = text.indexOf(BODY_KEY);
  return end < 0 ? null : (JSON.parse(`${text.slice(0, end)}}`) as LedgerEntry);
}
