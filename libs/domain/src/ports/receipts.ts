import type { Checkpoint, ReceiptKey, TimeStamp } from '../receipts/checkpoint';

/** Signs how far the receipts have come. */
export interface CheckpointSigner {
  /**
   * Makes the first key; nothing where there is one. Only for a database in which nothing was ever signed: a key that was
   * lost is to be put back, not replaced.
   */
  createFirst(now: Date): void;
  /** @throws GatewayError `GW_P401`, `GW_T311` when the key cannot be used */
  sign(head: Omit<Checkpoint, 'signature' | 'keyId'>): Checkpoint;
  /** Public halves of every key that is or was in use, oldest first. @throws as {@link sign} */
  keys(): readonly ReceiptKey[];
}

/**
 * Somebody outside the province who says that something was there at a time. It learns a digest and nothing else.
 */
export interface TimeStampAuthority {
  /** Where it is asked, for people; never a secret. */
  readonly place: string;
  /** @throws GatewayError `GW_T304` when it cannot be asked or answers what it was not asked; may be asked again */
  stamp(digest: string): Promise<TimeStamp>;
}
