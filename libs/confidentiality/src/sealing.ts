import type { Clock, KeyCustody, RecordSeals, SealBox } from '@kntc/domain';
import { DataKeys } from './data-keys';
import { FileKeyWrapper, type KeptKeys } from './file-key-wrapper';
import type { CacheBounds } from './key-cache';
import type { Keys } from './keys';
import { createHouseSealBox, createOldSealBox } from './seal-box';

/** What delivery and intake work on at once fits many times over; a key takes about 1 KB. */
const CACHE: CacheBounds = { maxKeys: 10_000, maxAgeMs: 300_000 };

export interface SealingOptions {
  readonly keys: Keys;
  readonly kept: KeptKeys;
  readonly clock: Clock;
  /** Default: 10,000 keys for five minutes. */
  readonly cache?: CacheBounds;
}

export interface Sealing {
  /** Where key-encryption keys live. */
  readonly custody: KeyCustody;
  readonly seals: RecordSeals;
  /** Seals what belongs to no record. */
  readonly house: SealBox;
}

/** How this gateway seals records. Reads no file and asks nobody yet. */
export function createSealing({ keys, kept, clock, cache = CACHE }: SealingOptions): Sealing {
  const custody = new FileKeyWrapper(keys, kept);
  return {
    custody,
    house: createHouseSealBox(keys),
    seals: new DataKeys({ wrapper: custody, old: createOldSealBox(keys), clock, cache }),
  };
}
