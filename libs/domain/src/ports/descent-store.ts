import type { DigestStore } from './digest-store';
import type { ReconciliationRun } from './reconciliation-store';

/** What comparing by digests came to. */
export interface Descent {
  /** Requests to the far side. */
  readonly requests: number;
  /** Records that stand there and are none of ours. */
  readonly onlyNational: number;
}

/** Which records of a run are read whole. Written as they are found: a crash begins the descent anew and loses nothing. */
export interface DescentStore extends DigestStore {
  /** These records of ours differ. Unknown references are passed over; picked twice is picked once. @returns how many are ours */
  pick(run: ReconciliationRun, references: readonly string[]): Promise<number>;
  /**
   * All or nothing: the run goes on by digests. Picked as well is what differed when it was read last, what nobody noted a
   * digest of – that is made due, so that its plan supplies one and nothing is sent – and by night a share of all records,
   * since a far side that repeats our digests to us would never differ. Whatever is not picked counts as matching.
   */
  descended(run: ReconciliationRun, descent: Descent): Promise<void>;
  /**
   * The run looks up every record. `doubts`: what the far side said of its ranges that cannot be true, as evidence; none where
   * it only did not answer.
   */
  lookUpAll(run: ReconciliationRun, doubts: readonly string[], requests: number): Promise<void>;
}
