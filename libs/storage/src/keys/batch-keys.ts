import type { FreshSeal, JudgedRecord, RecordSeals, SealBox, WrappedKey } from '@kntc/domain';
import { keyPlace, storedKeyOf, usable } from './stored-key';

/** A record's box, and its key as it is to be stored. */
export type RecordKey = FreshSeal;

interface LockedRow {
  readonly local_key: string;
  readonly data_key: Buffer | null;
  readonly kek: string | null;
}

/**
 * The keys of a batch by local key: a record keeps its key for as long as it lives, and gets one when it is new or was
 * sealed before there were data keys. At most one wrap and one unwrap for the batch.
 * @param locked what is stored of the batch, locked
 * @param kek for new keys
 */
export async function batchKeys(
  seals: RecordSeals,
  batch: { readonly sourceId: string; readonly records: readonly JudgedRecord[] },
  locked: readonly LockedRow[],
  kek: string,
): Promise<ReadonlyMap<string, RecordKey>> {
  const kept = await keptKeys(seals, batch.sourceId, locked);
  const without = batch.records.map(({ raw }) => raw.localKey).filter((localKey) => !kept.has(localKey));
  const fresh = await seals.fresh(
    without.map((localKey) => keyPlace(batch.sourceId, localKey)),
    kek,
  );
  for (const [index, localKey] of without.entries()) {
    const key = fresh[index];
    if (key !== undefined) kept.set(localKey, key);
  }
  return kept;
}

async function keptKeys(
  seals: RecordSeals,
  sourceId: string,
  locked: readonly LockedRow[],
): Promise<Map<string, RecordKey>> {
  const stored = locked.flatMap((row) => {
    const { place, key } = storedKeyOf({ ...row, source_id: sourceId });
    return key === undefined ? [] : [{ localKey: row.local_key, place, key }];
  });
  const boxes = stored.length === 0 ? [] : await seals.of(stored);
  return new Map(
    stored.map(({ localKey, key }, index): [string, { box: SealBox; key: WrappedKey }] => [
      localKey,
      // Never a new key for one that does not unwrap: what the record's versions hold would be lost with it.
      { box: usable(boxes[index]), key },
    ]),
  );
}
