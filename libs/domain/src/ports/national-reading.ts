import type { PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';
import type { Sealed } from '../case/sealed';
import type { Digest128 } from '../reconciliation/digests/digest-ranges';
import type { DigestSide } from '../reconciliation/digests/digest-side';
import type { Pause } from './pause';
import type { ReadOptions } from './read-back';
import type { StepKey, StepKind } from './step-plan';

/** An acknowledged step, as far as it says what the far side holds. */
export interface AcknowledgedStep {
  readonly key: StepKey;
  readonly resultId: string;
  readonly comparableDigest?: Digest128 | undefined;
}

/** A step of a national record as the far side holds it. */
export interface NationalStep {
  readonly kind: StepKind;
  /** Its own id; `''` for steps that have none beside the case. */
  readonly ownId: string;
  readonly digest: Digest128;
  /** Fields by their names on the wire, without ids and bytes of files. Personal: opened only to compare. */
  readonly fields: Sealed<Readonly<Record<string, unknown>>>;
}

/** A national record, read back in full. */
export interface NationalRecordRead {
  readonly id: string;
  /** As it stands in the record; ours, another gateway's, or none. */
  readonly reference?: string | undefined;
  /** Code (list 2) of the agency that entered it. */
  readonly agencyCode: string;
  readonly changedAt: string;
  readonly digest: Digest128;
  readonly steps: readonly NationalStep[];
}

/** What is known of whom and what a national record is about. Personal: opened only to be matched or to be sealed. */
export interface NationalWho {
  readonly names: readonly string[];
  readonly idNumbers: readonly string[];
  readonly content: string;
}

/** A national record in our own words, as far as it can be told what it is. */
export interface NationalFacts {
  readonly kind?: PetitionKind | undefined;
  readonly receivedOn?: PartialDate | undefined;
  /** The deepest code of list 6 that stands in it. */
  readonly classification?: string | undefined;
  /** Code (list 2) of the agency it was passed on to. */
  readonly nextAgencyCode?: string | undefined;
  /** Kinds of the steps that stand there, each once. */
  readonly steps: readonly StepKind[];
  readonly who: Sealed<NationalWho>;
}

interface Failed {
  /** Could not be asked, or answered what cannot be read: says nothing about any record. */
  readonly kind: 'failed';
  readonly reason: string;
  readonly pause?: Pause | undefined;
}

export type RecordsRead =
  | {
      readonly kind: 'read';
      readonly records: readonly NationalRecordRead[];
      /** Asked for and not there. */
      readonly absent: readonly string[];
      /** How many records were shown that nobody asked for; nothing of them is kept. */
      readonly foreign: number;
    }
  | Failed;

/** What changed there, oldest first. A record that changed twice may stand in it once. */
export interface NationalChange {
  readonly id: string;
  readonly reference?: string | undefined;
  readonly kind: 'created' | 'changed' | 'removed';
  readonly at: string;
}

export type ChangesRead =
  | {
      readonly kind: 'read';
      readonly changes: readonly NationalChange[];
      /** Where the next question goes on; opaque, kept by us. */
      readonly cursor: string;
      readonly hasMore: boolean;
    }
  | Failed;

export interface NationalAgency {
  readonly code: string;
  readonly name: string;
  readonly parentCode?: string | undefined;
  /** Days, both included; none is no limit. */
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

/** Most records of one {@link NationalReading.records}. */
export const RECORDS_PER_READ = 100;

/** What an interface lets be read back. Nothing here changes anything there, and nothing throws for the far side's sake. */
export interface NationalReading {
  /** Everything one account may see, by digests. */
  digests(options?: ReadOptions): DigestSide;
  /**
   * Digest of a record whose steps stand as acknowledged, as the far side works it out; `undefined` when what one of
   * them holds is not known (acknowledged before the far side offered digests, or by people).
   */
  recordDigest(steps: readonly AcknowledgedStep[]): Digest128 | undefined;
  /** At most {@link RECORDS_PER_READ} records by their national ids. */
  records(ids: readonly string[], options?: ReadOptions): Promise<RecordsRead>;
  /** Pure. What a record that was read is about; what cannot be told is absent, nothing is guessed. */
  facts(record: NationalRecordRead): NationalFacts;
  /** Changes after a cursor; without one from the beginning. */
  changes(cursor: string | undefined, options?: ReadOptions): Promise<ChangesRead>;
  /** The directory of agencies. Throws `GatewayError` `GW_N2xx`. */
  agencies(options?: ReadOptions): Promise<readonly NationalAgency[]>;
}
