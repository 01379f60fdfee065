import type { Clock, KeyCustody, RecordSeals, SealBox } from '@kntc/domain';
import { ChosenCustody } from './chosen-custody';
import { DataKeys } from './data-keys';
import { FileKeyWrapper, type KeptKeys } from './file-key-wrapper';
import type { CacheBounds } from './key-cache';
import type { Keys } from './keys';
import { createHouseSealBox, createOldSealBox } from './seal-box';
import { VaultKeyWrapper } from './vault/vault-key-wrapper';
import type { VaultOptions } from './vault/vault-transit';

/** What delivery and intake work on at once fits many times over; a key takes about 1 KB. */
const CACHE: CacheBounds = { maxKeys: 10_000, maxAgeMs: 300_000 };

export interface SealingOptions {
  readonly keys: Keys;
  readonly kept: KeptKeys;
  readonly clock: Clock;
  /** Beside the key file, which always holds the digest keys and opens what it wrapped. */
  readonly vault?: VaultOptions | undefined;
  /** Where new key-encryption keys come from; default: the Vault, if one is named. */
  readonly use?: 'file' | 'vault' | undefined;
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
export function createSealing({ keys, kept, clock, vault, use, cache = CACHE }: SealingOptions): Sealing {
  const custody = new ChosenCustody({
    file: new FileKeyWrapper(keys, kept),
    vault: vault && new VaultKeyWrapper(vault),
    use: use ?? (vault === undefined ? 'file' : 'vault'),
  });
  return {
    custody,
    house: createHouseSealBox(keys),
    seals: new DataKeys({ wrapper: custody, old: createOldSealBox(keys), clock, cache }),
  };
}
