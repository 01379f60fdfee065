import type { Evidence, Held } from './evidence';
import type { FarEntry } from './far-side';
import { keyOf } from './histories';
import { contentText } from './local-mapping';
import type { LocalVersion } from './local-version';

/** Knows from what really happened to a petition for which reasons it may wait for people. */
export class Foreseen {
  constructor(private readonly evidence: Evidence) {}

  /** Reasons for which this run may stop a petition, each from what really happened to it. */
  isForeseen(newest: LocalVersion, held: Held): boolean {
    const keys = this.#sharing(newest);
    const entries = this.evidence.far.filter((entry) => keys.some((key) => this.#isAbout(entry, key)));
    const had = (...faults: readonly string[]): boolean =>
      entries.some(({ fault }) => fault !== undefined && faults.includes(fault));
    switch (held.code) {
      case 'CORRECTION_NEEDS_DECISION':
        return this.#isDoubtful(newest) || this.#isCorrected(newest, entries) || this.#wasOpenAtCopy(newest);
      case 'EXACT_DUPLICATE':
        return this.#hadAnotherKey(newest);
      case 'CORRECTION_IMPOSSIBLE':
        return this.#isReleased(newest);
      case 'REJECTED':
        // An own id that is not ours is told from a right one only when the next step is refused.
        return had('rejected', 'wrong-id') || this.#isRefusedForLoss(entries);
      case 'WRONG_ANSWER':
        return had('wrong-id', 'garbage-after') || this.#isAnswerOfLost(held, entries);
      case 'UNKNOWN_OUTCOME':
        return this.#isUnclearAfterRestore(newest, held, entries) || this.#mayBeUnknown(newest, entries);
      default:
        return false;
    }
  }

  /** Another text stands there, or may, than the petition has now. */
  #isCorrected({ key, content }: LocalVersion, entries: readonly FarEntry[]): boolean {
    return entries.some(({ told }) => told.step === 'case' && told.content !== contentText(key, content));
  }

  /**
   * Our database was put back to where a create with another text was open: what stands there is adopted as that, and the
   * text it shows now is a correction.
   */
  #wasOpenAtCopy({ key, content }: LocalVersion): boolean {
    const { restored, local } = this.evidence;
    return restored !== undefined && local.some((one) => one.key === key && one.content !== content);
  }

  #isReleased({ key }: LocalVersion): boolean {
    return this.evidence.sourceRestored?.released.some((one) => one.key === key) === true;
  }

  #isUnclearAfterRestore(newest: LocalVersion, held: Held, entries: readonly FarEntry[]): boolean {
    return (
      this.#isFoundAfterRestore(held, entries) ||
      this.#isUnclearAfterLoss(held) ||
      this.#isOpenAndTakenBack(newest, held)
    );
  }

  /** Petitions that ever had its key in its source: what a source gave away twice has one record here. */
  #sharing({ sourceId, localKey }: LocalVersion): readonly string[] {
    const sharing = this.evidence.local.filter(
      (one) => one.sourceId === sourceId && one.localKey === localKey,
    );
    return [...new Set(sharing.map(({ key }) => key))];
  }

  /** It got a key of its own when the one it had was found to be another's; both stood there for a moment. */
  #hadAnotherKey({ key, localKey }: LocalVersion): boolean {
    return this.evidence.local.some((one) => one.key === key && one.localKey !== localKey);
  }

  /** The source lost a version of it, or of what had its key before: what it shows may be older than what stands. */
  #isDoubtful({ sourceId, localKey }: LocalVersion): boolean {
    return this.evidence.local.some(
      (one) => one.undoneAtMs !== undefined && one.sourceId === sourceId && one.localKey === localKey,
    );
  }

  /** Its source lost the milestone that let it out while a step was open: nothing is sent to find out about it. */
  #isOpenAndTakenBack(newest: LocalVersion, { detail }: Held): boolean {
    return detail === 'barred-while-unknown' && newest.stage === 'handling' && this.#isDoubtful(newest);
  }

  /** A case or a decision that a step belongs to was lost. */
  #isRefusedForLoss(entries: readonly FarEntry[]): boolean {
    const { atMs = Infinity } = this.evidence.farRestored ?? {};
    return entries.some(({ decision, committedAtMs }) => decision === 'refused' && committedAtMs >= atMs);
  }

  /** Its create was answered, then lost before anybody saw it there; or it has the id of one that was lost. */
  #isAnswerOfLost({ detail }: Held, entries: readonly FarEntry[]): boolean {
    const created = entries.filter(({ decision }) => decision === 'created');
    if (detail === 'answered-id-not-found') return created.some(({ isUndone }) => isUndone === true);
    return detail === 'id-taken' && this.evidence.farRestored?.givesIdsAnew === true;
  }

  /** Steps that may have been lost with others and would add; look-ups that do not even find what stood there. */
  #isUnclearAfterLoss({ detail }: Held): boolean {
    const { farRestored } = this.evidence;
    const reasons = ['may-stand-already', 'lookup-finds-nothing-of-ours'];
    return farRestored !== undefined && reasons.includes(detail);
  }

  /** A create that arrived between copy and restore and was never confirmed: the witness knows nothing of it. */
  #isFoundAfterRestore({ detail }: Held, entries: readonly FarEntry[]): boolean {
    const { copiedAtMs = Infinity, atMs = 0 } = this.evidence.restored ?? {};
    const isForgotten = entries.some(
      ({ decision, arrivedAtMs }) =>
        decision === 'created' && arrivedAtMs >= copiedAtMs && arrivedAtMs <= atMs,
    );
    return isForgotten && detail.startsWith('found-before-create:');
  }

  /**
   * Where nobody has proven that look-ups find everything, a create that left no trace is a person's question; where the
   * far side acts once, only of a petition that changed in between. There, so is a repeat that was refused.
   */
  #mayBeUnknown({ version }: LocalVersion, entries: readonly FarEntry[]): boolean {
    const { farSide } = this.evidence;
    const isTraceless = !entries.some(
      ({ decision, isUndone }) => decision === 'created' && isUndone !== true,
    );
    // What was sent to a wrong id is refused as well.
    const wasRefused =
      this.#isRefusedForLoss(entries) ||
      entries.some(({ fault }) => fault === 'rejected' || fault === 'wrong-id');
    switch (farSide) {
      case 'proven':
        return false;
      case 'unproven':
        return isTraceless;
      case 'key':
        return wasRefused;
      case 'reference':
        return wasRefused || (isTraceless && version > 1);
    }
  }

  /** Also what was sent to its case after that was lost, and its id given to another. */
  #isAbout(entry: FarEntry, key: string): boolean {
    if (keyOf(entry) === key) return true;
    return this.evidence.far.some(
      (one) =>
        one.decision === 'created' &&
        keyOf(one) === key &&
        (one.reference === entry.reference || one.caseId === entry.told.caseId),
    );
  }
}
