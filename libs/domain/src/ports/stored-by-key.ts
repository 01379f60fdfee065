import type { RawRecord } from '../record/raw-record';
import type { KnownRecord } from './intake-store';

/** Records as they were read from their source, by key, with what is known of them; only read. */
export interface StoredByKey {
  /** A key of which nothing is stored, or whose row is gone at the source, is absent. */
  read(
    sourceId: string,
    keys: readonly string[],
  ): Promise<readonly { readonly raw: RawRecord; readonly known: KnownRecord | undefined }[]>;
}
