import type { MappedRecord } from '../record/mapped-record';
import type { OverlayText } from '../record/overlays';
import type { RawRecord } from '../record/raw-record';
import type { DigestSide } from '../reconciliation/digests/digest-side';
import type { SaidDigests } from '../reconciliation/digests/source-digest';

/** Records as they stand at a source now. */
export interface SourceRead {
  readonly records: readonly RawRecord[];
  /**
   * What is left of records that are state secrets: their keys. Absent for a source without a rule about them.
   */
  readonly secret?: readonly RawRecord[] | undefined;
  /** What the source says of each record, by key; absent for one that offers no digests. */
  readonly said?: ReadonlyMap<string, SaidDigests> | undefined;
  /** The source went back in time (restored from a backup, clock set back): what it shows may be older than what stands. */
  readonly isWentBack?: boolean | undefined;
}

/** One page of changed records and the cursor that continues after it. */
export interface SourcePage extends SourceRead {
  /** Opaque to everybody but the connector; stored in the same transaction as the records. */
  readonly cursor: string;
  /** Nothing more to read now. */
  readonly exhausted: boolean;
  /** Nothing was looked at: only its digests tell what changed. It is read to its end when they were compared. */
  readonly isLeftToDigests?: boolean | undefined;
}

/** What other stages need to know of a source. */
export interface SourceInfo {
  readonly id: string;
  readonly title: string;
  /** SHA-256 of the parts of the source file that change what a record becomes; stored immutably. */
  readonly mappingVersion: string;
  /** Received before this date and closed: out of scope; still open: a person decides. `yyyy-MM-dd`. */
  readonly startDate?: string | undefined;
  /**
   * Which steps this source can feed at all. A step that the source cannot supply ends the plan; one that it can
   * supply but left empty under a later one is an illegal jump.
   */
  readonly feeds: {
    readonly handling: boolean;
    readonly acceptance: boolean;
    readonly resolution: boolean;
    readonly enforcement: boolean;
  };
  /** Draft paths that are mandatory for this source beyond those every case needs. */
  readonly mandatory: readonly string[];
  /** Draft paths where a code without a national counterpart only warns and stays absent. */
  readonly lenient?: readonly string[] | undefined;
}

/** What a source that gives a digest of each record can be asked besides. */
export interface SourceDigests {
  /**
   * All its records by their digests; ids are {@link sourceDigestId}s, references the keys. Ranges are worked out where the
   * records are: nothing of them travels but what was asked for. Never throws `GatewayError`: `failed` carries its code.
   */
  side(): DigestSide;
  /**
   * The records of these keys – a hundred at most – whatever their watermarks say; a key that does not stand there any more
   * gives none. `cursor`: how far the source was read, which tells whether it went back since or doubt is owed of it.
   */
  read(keys: readonly string[], cursor: string): Promise<SourceRead>;
  /** The cursor once everything was compared: no doubt is owed any more, unless the source stands lower than it did. */
  compared(cursor: string): Promise<string>;
  /** The cursor after a comparison that came to no end: everything is read at the next turn. */
  notCompared(cursor: string): string;
}

/**
 * A local system that is read, never written. Every method may throw `GatewayError` `GW_S1xx`; a failed read
 * moves no cursor.
 */
export interface Source {
  readonly info: SourceInfo;
  /**
   * Records changed since the cursor (everything when undefined), in watermark order, re-reading the configured
   * overlap so that late commits are seen.
   */
  readChanged(cursor: string | undefined, limit: number): Promise<SourcePage>;
  /**
   * All keys that stand at the source now, in batches; for the account that must add up and for noticing rows that
   * are gone. Ends without an error only when every key was delivered.
   */
  keys(): AsyncIterable<readonly string[]>;
  /** Absent for a source that gives no digests. */
  readonly digests?: SourceDigests | undefined;
  /**
   * Looks again at the files that stored records name by path and gives the records as they are now; absent when the
   * source names none. Throws `GatewayError` `GW_S101` when their folder cannot be reached.
   */
  readonly lookAtFiles?: (records: readonly RawRecord[]) => Promise<readonly RawRecord[]>;
  /**
   * Asked before every reading under the policy `not-read`: gives what a record must keep to so that it may be stored.
   * Throws `GatewayError` `GW_S110` when the source shows what may be the denouncer's. Absent: nothing to prove.
   */
  readonly proveNotRead?: () => Promise<(record: RawRecord) => boolean>;
  /** Pure: what of a stored record may stay; a state secret loses its content. Absent: everything. */
  readonly kept?: (record: RawRecord) => RawRecord;
  /** Pure: applies the map of the source file, then what people completed. Never throws on data. */
  map(record: RawRecord, overlays?: readonly OverlayText[]): MappedRecord;
  close(): Promise<void>;
}
