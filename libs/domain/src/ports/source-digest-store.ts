import type { Digest128 } from '../reconciliation/digests/digest-ranges';
import type { DigestSide } from '../reconciliation/digests/digest-side';

/** What is noted of a record as it was read; `undefined`: the local system says nothing of it any more. */
export interface NotedDigest {
  readonly localKey: string;
  readonly digest: Digest128 | undefined;
}

/** How a comparison by digests with a local system ended. */
export type DigestPassOutcome =
  | {
      readonly kind: 'compared';
      /** Records the local system holds. */
      readonly records: number;
      /** Records that were read again. */
      readonly read: number;
      /** So many of them were not what is stored: no watermark had told. */
      readonly changed: number;
      /** Records of which it said something else each time it was asked: they were read, and will be again. */
      readonly moving: number;
      /** Questions that were put to its database. */
      readonly questions: number;
    }
  /** Not to its end: the code of the failure, or that everything seems to differ. The next one goes on. */
  | { readonly kind: 'broken-off'; readonly why: string };

/** Digests that local systems gave of their records, as they were read, and when they were compared last. */
export interface SourceDigestStore {
  /**
   * After the records themselves are stored: noted too early, a change would count as read that is not. Forgotten by a
   * crash in between, the record is read once more. Nothing is noted of a reading after which another one began, nor of
   * a record that is not stored.
   */
  note(sourceId: string, reading: number, digests: readonly NotedDigest[]): Promise<void>;
  /** Of state secrets nothing stays noted, whoever read them and when. */
  forget(sourceId: string, keys: readonly string[]): Promise<void>;
  /** What is noted of a source, without what is gone there. */
  side(sourceId: string): DigestSide;
  /** Whether the last comparison of the source is older than `everyMs` on the database clock. */
  isDue(sourceId: string, everyMs: number): Promise<boolean>;
  finish(sourceId: string, outcome: DigestPassOutcome): Promise<void>;
}
