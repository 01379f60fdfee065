import type { DigestSide } from '../reconciliation/digests/digest-side';

/** What we know of a national id. */
export interface KnownNationalId {
  readonly id: string;
  readonly reference: string;
  /** Something of it is due, on its way or unknown: what the far side shows may be newer than what we have noted. */
  readonly isOnItsWay: boolean;
}

/** Digests of the records the far side acknowledged, written with the acknowledgement. */
export interface DigestStore {
  /** The records of some agencies; default: of all. Every look is from one moment. */
  side(agencyIds?: readonly string[]): DigestSide;
  known(ids: readonly string[]): Promise<readonly KnownNationalId[]>;
}
