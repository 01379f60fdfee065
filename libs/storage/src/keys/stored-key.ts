import { GatewayError } from '@kntc/domain';
import type { KeyPlace, RecordBox, SealBox, WrappedKey } from '@kntc/domain';

/** A record with its data key, as the table has them. */
export interface KeyColumns {
  readonly source_id: string;
  readonly local_key: string;
  /** `null`, as `kek`: sealed before there were data keys. */
  readonly data_key: Buffer | null;
  readonly kek: string | null;
}

/** The key of a record, bound to the record. */
export function storedKeyOf(row: KeyColumns): KeyPlace & { readonly key: WrappedKey | undefined } {
  const { data_key: bytes, kek } = row;
  return {
    place: keyPlace(row.source_id, row.local_key),
    key: bytes === null || kek === null ? undefined : { bytes, kek },
  };
}

export function keyPlace(sourceId: string, localKey: string): string {
  return `source_record.data_key|${sourceId}|${localKey}`;
}

/** @throws GatewayError why the key of a record does not unwrap */
export function usable(box: RecordBox | undefined): SealBox {
  if (box === undefined) throw new GatewayError('GW_T303', 'no key for a record');
  if (box instanceof GatewayError) throw box;
  return box;
}
