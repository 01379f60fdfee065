import type { PetitionKind } from '../case/case';
import type { ReasonCode } from '../errors/reasons';
import type { RecordClass } from '../ports/intake-store';
import type { RecordIssue } from '../record/mapped-record';

/** Why a record stood still when it was chosen, as far as it tells one cause from another. */
export interface ResyncCause {
  readonly code: ReasonCode;
  readonly list?: number | undefined;
  readonly localCode?: string | undefined;
}

/** Where a record stands now, as a re-sync looks at it. */
export interface ResyncStanding {
  readonly kind: PetitionKind | undefined;
  readonly recordClass: RecordClass;
  readonly outbox: 'due' | 'in_flight' | 'unknown' | 'held' | 'done' | undefined;
  readonly holdCode: ReasonCode | undefined;
  readonly reasons: readonly RecordIssue[];
  /** Of the newest attempt; `undefined`: it has no national record. */
  readonly attemptNo: number | undefined;
  readonly isGone: boolean;
  /** Its agency is in shadow: nothing of it is sent. */
  readonly isParked: boolean;
  /** A person, or a rule that changed, wants it judged once more, and that has not been done yet. */
  readonly isToBeJudged: boolean;
}

/** Why a record is left as it is; none of these is passed over by a re-sync. */
export type ResyncSkip = 'gone-at-source' | 'in-shadow' | 'in-flight' | 'wrong-hold' | 'newer-attempt';

export type ResyncRelease =
  /** It becomes due: delivery decides whether anything differs. */
  | { readonly kind: 'due' }
  /** It is judged once more. */
  | { readonly kind: 'judge' }
  | { readonly kind: 'skip'; readonly why: ResyncSkip };

/** Holds that end by sending once more what the record now says; every other hold asks a person about this one case. */
const SENT_AGAIN: readonly ReasonCode[] = ['REJECTED', 'ATTACHMENT_CHANGED'];

/**
 * What a re-sync may do to a record: make it due, or have it judged again. What nobody knows the outcome of, or a person must
 * decide, stays as it is, and so does one that was tried anew since it was chosen: only the newest attempt counts.
 * @param chosenAttempt number of the newest attempt when it was chosen
 */
export function releaseOf(now: ResyncStanding, chosenAttempt: number | undefined): ResyncRelease {
  const why = objectionTo(now, chosenAttempt);
  if (why !== undefined) return { kind: 'skip', why };
  return now.recordClass === 'accepted' && now.outbox !== undefined ? { kind: 'due' } : { kind: 'judge' };
}

function objectionTo(now: ResyncStanding, chosenAttempt: number | undefined): ResyncSkip | undefined {
  if (now.isGone) return 'gone-at-source';
  if (now.outbox === 'in_flight' || now.outbox === 'unknown') return 'in-flight';
  if (now.outbox === 'held' && (now.holdCode === undefined || !SENT_AGAIN.includes(now.holdCode)))
    return 'wrong-hold';
  if (now.attemptNo !== undefined && chosenAttempt !== undefined && now.attemptNo !== chosenAttempt)
    return 'newer-attempt';
  return now.isParked && now.recordClass === 'accepted' ? 'in-shadow' : undefined;
}

export type ResyncResult =
  /** What stood in its way is gone. */
  | { readonly kind: 'cured' }
  /** Nothing stood in its way, and nothing differed from what was confirmed. */
  | { readonly kind: 'nothing' }
  /**
   * `failing`: it stands still for the same cause; `new-cause`: that one is gone, and another one stands in its way – without a
   * code: its row is gone at the source.
   */
  | { readonly kind: 'failing' | 'new-cause'; readonly code?: ReasonCode | undefined };

/** What came of a record that was made due or judged again, by its newest attempt; `undefined`: still under way. */
export function resultOf(
  now: ResyncStanding,
  chosen: { readonly cause: ResyncCause | undefined; readonly attemptNo: number | undefined },
): ResyncResult | undefined {
  if (now.isGone) return { kind: 'new-cause' };
  if (isUnderWay(now)) return undefined;
  const held = now.outbox === 'held' ? now.holdCode : undefined;
  if (held !== undefined) return { kind: held === chosen.cause?.code ? 'failing' : 'new-cause', code: held };
  if (now.recordClass !== 'accepted') return ofJudgement(now, chosen.cause);
  if (now.outbox !== 'done') return undefined;
  const isUntouched = chosen.cause === undefined && now.attemptNo === chosen.attemptNo;
  return { kind: isUntouched ? 'nothing' : 'cured' };
}

function isUnderWay({ isToBeJudged, outbox }: ResyncStanding): boolean {
  return isToBeJudged || outbox === 'in_flight' || outbox === 'unknown';
}

/** Waiting for its release point is nothing a person has to mend. */
function ofJudgement({ recordClass, reasons }: ResyncStanding, cause: ResyncCause | undefined): ResyncResult {
  const [first] = reasons;
  if (recordClass === 'waiting' || first === undefined) return { kind: 'cured' };
  const same = cause && reasons.find((one) => isOf(one, cause));
  return { kind: same === undefined ? 'new-cause' : 'failing', code: (same ?? first).code };
}

function isOf({ code, list, localCode }: RecordIssue, cause: ResyncCause): boolean {
  return code === cause.code && list === cause.list && localCode === cause.localCode;
}

/** What stands in the way of a record, for one that is chosen by anything else than its cause. */
export function causeOf({ outbox, holdCode, recordClass, reasons }: ResyncStanding): ResyncCause | undefined {
  if (outbox === 'held' && holdCode !== undefined) return { code: holdCode };
  const [first] = recordClass === 'accepted' ? [] : reasons;
  return first && { code: first.code, list: first.list, localCode: first.localCode };
}
