import type { Case, PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';
import type { BareReception } from '../reception/bare-reception';
import type { DeadlinesOfCase, LateDays } from '../deadlines/deadlines';
import type { RecordIssue, Repair } from '../record/mapped-record';
import type { OverlayText } from '../record/overlays';
import type { RawRecord } from '../record/raw-record';
import type { IdentityPolicy, NationalClaim } from './national';
import type { SourceInfo } from './source';

/**
 * Where a source record stands after judgement; `accepted` goes on through its national record. `noChannel`: right, and there is
 * no message for it ({@link BareReception}).
 */
export type RecordClass = 'accepted' | 'waiting' | 'quarantined' | 'outOfScope' | 'noChannel';

/**
 * What a person decided about a record that a rule could not. `no-petition` holds only as long as the row lacks its
 * content or its petitioner: filled in at the source, it is judged like any other.
 */
export type RecordDecision = 'include' | 'exclude' | 'not-duplicate' | 'no-petition';

/** What intake already knows of a key. */
export interface KnownRecord {
  readonly localKey: string;
  readonly contentDigest: string;
  /** Version of mapping, code book and policy it was judged with. */
  readonly judgedWith: string;
  readonly decision?: RecordDecision | undefined;
  /** What two people agreed to: `RecordIssue.agreement` of issues that are none. */
  readonly agreements?: readonly string[] | undefined;
  /** What people completed, in the order they did. */
  readonly overlays?: readonly OverlayText[] | undefined;
  readonly caseId?: string | undefined;
  readonly caseDigest?: string | undefined;
  readonly version?: number | undefined;
  /** Flagged as gone at the source: that it is read again takes the flag away, changed or not. */
  readonly isGone?: boolean | undefined;
}

/** An accepted record, ready to become a case version with its national record and outbox row. */
export interface AcceptedCase {
  readonly case: Case;
  readonly kind: PetitionKind;
  readonly agencyId: string;
  readonly digest: string;
  /** Keyed digest of people and content within the agency; equal fingerprints are exact duplicates. */
  readonly fingerprint: string;
  readonly reference: string;
  readonly lane: number;
  readonly identityPolicy?: IdentityPolicy | undefined;
  /** National id that the local system holds already: the first load links, it never creates. */
  readonly claim?: NationalClaim | undefined;
  /** It came in long ago: its record is created after those of petitions that come in now. */
  readonly isBackfill?: boolean | undefined;
  /** Days before which its steps should be sent, of those that make it urgent ({@link urgentDays}). */
  readonly urgent?: LateDays | undefined;
  /** Keyed digests of whom a denunciation denounces; absent for every other petition. */
  readonly denounced?: readonly string[] | undefined;
  /** `source/key` of the earlier case with the same fingerprint, unless a person said they differ. */
  readonly duplicateOf?: string | undefined;
}

/** A visit without a petition, ready to be counted; it has the reference its record would have as a case. */
export interface JudgedReception {
  readonly reception: BareReception;
  readonly agencyId: string;
  readonly reference: string;
}

export interface JudgedRecord {
  readonly raw: RawRecord;
  /** {@link encodeRawRecord} of `raw`: what is digested and what is stored are the same bytes. */
  readonly encoded: Uint8Array;
  readonly contentDigest: string;
  readonly judgedWith: string;
  readonly class: RecordClass;
  readonly reasons: readonly RecordIssue[];
  readonly warnings: readonly RecordIssue[];
  readonly repairs: readonly Repair[];
  readonly known?: KnownRecord | undefined;
  /**
   * It came from a source that went back in time, or under a key that was gone and stands for something else now: what it
   * would change of something confirmed waits for a person, until one has decided.
   */
  readonly isDoubtful?: boolean | undefined;
  /** Which term of the law runs for it and until when, and from when the far side would show it as late. */
  readonly deadlines?: DeadlinesOfCase | undefined;
  /** Full day on which the petition came in, and what it is, as far as the record says so; it may be no case yet. */
  readonly receivedOn?: PartialDate | undefined;
  readonly petitionKind?: PetitionKind | undefined;
  /** How many people stand behind it, and whether somebody was received about it. */
  readonly people?: number | undefined;
  readonly isVisit?: boolean | undefined;
  /** Agency that answers for it while it is no case; absent: the province. */
  readonly ownerId?: string | undefined;
  /** Present exactly when `class` is `accepted`. */
  readonly accepted?: AcceptedCase | undefined;
  /** Present exactly when `class` is `noChannel`. */
  readonly reception?: JudgedReception | undefined;
}

export interface IntakeBatch {
  readonly sourceId: string;
  readonly provinceId: string;
  readonly mappingVersion: string;
  readonly records: readonly JudgedRecord[];
  /** Moves in the same transaction; `undefined` leaves it (re-judging). */
  readonly cursor?: string | undefined;
  /** Number of the reading it comes from; nothing is stored of a reading after which another one began. */
  readonly reading?: number | undefined;
}

export type IntakeCommit =
  | {
      readonly kind: 'stored';
      /** Lanes that have something due. */
      readonly lanes: readonly number[];
      /** Keys that were stored as exact duplicates. */
      readonly duplicates: readonly string[];
    }
  /** Somebody changed one of these keys since the batch was judged: nothing was stored, judge it once more. */
  | { readonly kind: 'outdated' }
  /** Another reading of the source began, or another mapping came into use: nothing was stored, nothing of this one will be. */
  | { readonly kind: 'superseded' };

/** Which stored records are out of date. */
export interface StaleWanted {
  /** Everything judged with anything else. */
  readonly judgedWith: string;
  /** Impossible dates judged before this ISO time: a date in the future comes. */
  readonly datesBefore: string;
}

export interface FingerprintHolder {
  readonly sourceId: string;
  readonly localKey: string;
}

/** One reading of a source by one process. */
export interface Reading {
  /** Grows with every reading of the source, whoever begins it. */
  readonly number: number;
  /** Where it continues. */
  readonly cursor: string | undefined;
}

/** Storage as intake sees it. */
export interface IntakeStore {
  /**
   * Begins to read a source; `undefined` while another reading of it counts, or with a mapping that is not in use. It
   * counts until it is ended, or for `leaseMs` on the database clock after its last sign of life.
   */
  beginReading(
    source: Pick<SourceInfo, 'id' | 'mappingVersion'>,
    leaseMs: number,
  ): Promise<Reading | undefined>;
  /** A sign of life. Says nothing once another reading has begun. */
  keepReading(sourceId: string, number: number, leaseMs: number): Promise<void>;
  endReading(sourceId: string, number: number): Promise<void>;
  cursor(sourceId: string): Promise<string | undefined>;
  known(sourceId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>>;
  /**
   * Case versions, outbox rows and cursor in one transaction. A crash leaves all or nothing; the cursor then
   * still stands before the batch and the batch is read again.
   *
   * Batches of one source exclude each other, and so do those that look for exact duplicates, whatever their source:
   * of two equal petitions that come in at the same moment one is marked ({@link markDuplicates}). Only a batch with
   * a cursor comes from the source, and only such a one takes the flag "gone at source" away.
   */
  commit(batch: IntakeBatch): Promise<IntakeCommit>;
  /** Stored records that must be judged again, in id order after `afterId`; never those gone at the source. */
  stale(
    sourceId: string,
    wanted: StaleWanted,
    afterId: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly raw: RawRecord }[]>;
  /**
   * Stored records that wait for a file: held because it changed, quarantined for it, or accepted lately without it;
   * in id order after `afterId`.
   */
  awaitingFiles(
    sourceId: string,
    afterId: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly raw: RawRecord }[]>;
  /** Moves the cursor past records that need no judgement. `false`: another reading of the source began, nothing moved. */
  noteUnchanged(sourceId: string, cursor: string, reading?: number): Promise<boolean>;
  notePaused(sourceId: string, code: string | undefined, detail: string): Promise<void>;
  noteComplete(sourceId: string): Promise<void>;
  /** The source went back in time just now; for people to see. */
  noteWentBack(sourceId: string): Promise<void>;
}
