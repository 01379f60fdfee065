import { GatewayError } from '@kntc/domain';
import type { Ids, JudgedRecord, SealBox } from '@kntc/domain';
import type { RecordKey } from '../keys/batch-keys';

/** A judged record with the identity its case has or gets. */
export interface Placed {
  readonly record: JudgedRecord;
  readonly key: RecordKey;
  readonly caseId: string | undefined;
  readonly isNew: boolean;
  readonly isChanged: boolean;
  readonly version: number;
}

/** A new case gets its id here; a changed one its next version. */
export function placeRecord(record: JudgedRecord, ids: Ids, keys: ReadonlyMap<string, RecordKey>): Placed {
  const { known, accepted } = record;
  const key = keys.get(record.raw.localKey);
  if (key === undefined) throw new GatewayError('GW_T303', 'a record without a key');
  const common = { record, key };
  if (accepted === undefined)
    return { ...common, caseId: known?.caseId, isNew: false, isChanged: false, version: 0 };
  if (known?.caseId === undefined)
    return { ...common, caseId: ids.uuid(), isNew: true, isChanged: false, version: 1 };
  const isChanged = known.caseDigest !== accepted.digest;
  const version = (known.version ?? 0) + (isChanged ? 1 : 0);
  return { ...common, caseId: known.caseId, isNew: false, isChanged, version };
}

/** An accepted one, with what its case version needs. */
export interface PlacedCase {
  readonly caseId: string;
  readonly localKey: string;
  readonly version: number;
  readonly judgedWith: string;
  readonly isDoubtful: boolean;
  /** Of the record: all versions of its case are sealed with one key. */
  readonly box: SealBox;
  readonly accepted: NonNullable<JudgedRecord['accepted']>;
}

export function acceptedOf(placed: readonly Placed[]): readonly PlacedCase[] {
  return placed.flatMap(({ record, key, caseId, version }) =>
    record.accepted === undefined || caseId === undefined
      ? []
      : [
          {
            caseId,
            localKey: record.raw.localKey,
            version,
            judgedWith: record.judgedWith,
            isDoubtful: record.isDoubtful === true,
            box: key.box,
            accepted: record.accepted,
          },
        ],
  );
}
