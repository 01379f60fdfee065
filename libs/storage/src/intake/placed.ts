import type { JudgedRecord } from '@kntc/domain';

/** A judged record with the identity its case has or gets. */
export interface Placed {
  readonly record: JudgedRecord;
  readonly caseId: string | undefined;
  readonly isNew: boolean;
  readonly isChanged: boolean;
  readonly version: number;
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
