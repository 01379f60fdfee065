import type { FingerprintHolder, JudgedRecord } from '../ports/intake-store';

/**
 * Marks exact duplicates: of stored cases (`holders`: earliest case per fingerprint), and of an earlier record of the
 * same batch. What a person called no duplicate is none.
 */
export function markDuplicates(
  sourceId: string,
  records: readonly JudgedRecord[],
  holders: ReadonlyMap<string, FingerprintHolder>,
): readonly JudgedRecord[] {
  const held = new Map(holders);
  return records.map((record) => {
    if (record.accepted === undefined || record.known?.decision === 'not-duplicate') return record;
    const self: FingerprintHolder = { sourceId, localKey: record.raw.localKey };
    const holder = held.get(record.accepted.fingerprint);
    if (holder === undefined) held.set(record.accepted.fingerprint, self);
    if (holder === undefined || (holder.sourceId === self.sourceId && holder.localKey === self.localKey))
      return record;
    return {
      ...record,
      accepted: { ...record.accepted, duplicateOf: `${holder.sourceId}/${holder.localKey}` },
    };
  });
}
