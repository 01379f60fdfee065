import type { Ids, JudgedRecord } from '@kntc/domain';

/** A judged record with the identity its case has or gets. */
export interface Placed {
  readonly record: JudgedRecord;
  readonly caseId: string | undefined;
  readonly isNew: boolean;
  readonly isChanged: boolean;
  readonly version: number;
}

/** A new case gets its id here; a changed one its next version. */
export function placeRecord(record: JudgedRecord, ids: Ids): Placed {
  const { known, accepted } = record;
  if (accepted === undefined)
    return { record, caseId: known?.caseId, isNew: false, isChanged: false, version: 0 };
  if (known?.caseId === undefined)
    return { record, caseId: ids.uuid(), isNew: true, isChanged: false, version: 1 };
  const isChanged = known.caseDigest !== accepted.digest;
  const version = (known.version ?? 0) + (isChanged ? 1 : 0);
  return { record, caseId: known.caseId, isNew: false, isChanged, version };
}

/** An accepted one, with what its case version needs. */
export interface PlacedCase {
  readonly caseId: string;
  readonly localKey: string;
  readonly version: number;
  readonly judgedWith: string;
  readonly accepted: NonNullable<JudgedRecord['accepted']>;
}

export function acceptedOf(placed: readonly Placed[]): readonly PlacedCase[] {
  return placed.flatMap(({ record, caseId, version }) =>
    record.accepted === undefined || caseId === undefined
      ? []
      : [
          {
            caseId,
            localKey: record.raw.localKey,
            version,
            judgedWith: record.judgedWith,
            accepted: record.accepted,
          },
        ],
  );
}
