import type { Clock, RawRecord, RawRow, SourceDigests, SourcePage, SourceRead } from '@kntc/domain';
import type { AddressGuard } from '@kntc/platform';
import type { Environment } from './definition/load-sources';
import type { SourceDefinition } from './definition/source-definition';

/** Column that marks a record whose key the source shows with different contents. No SQL column can have the name. */
export const DUPLICATE_KEY = '$duplicateKey';

/** What a connector found out about a source without reading its records. */
export interface SourceShape {
  /** Column names by collection (`record` and the children), in the order of the source. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** Names that a query delivers twice, by collection: only the last one can be read. */
  readonly doubled: ReadonlyMap<string, readonly string[]>;
}

/** A part of the source file that the source refused. */
export interface ShapeProblem {
  readonly line: number;
  readonly path: string;
  readonly message: string;
  /** The name the source did not know, when it said where it stood. */
  readonly unknownName?: string | undefined;
}

export interface SourceDescription {
  readonly shape: SourceShape;
  readonly problems: readonly ShapeProblem[];
  /** What the source shows beyond the columns the file names: titles of a sheet. */
  readonly unread?: readonly string[] | undefined;
  /** What an operator should know about the connection, in Vietnamese. */
  readonly notes?: readonly string[];
}

export interface ValueCount {
  readonly text: string;
  readonly count: number;
}

/** Rows of a source that hold the same texts in some columns; the row has no other column. */
export interface Combination {
  readonly row: RawRow;
  readonly count: number;
}

/**
 * One way to read a kind of local system. Reads only; every method may throw `GatewayError` `GW_S1xx`. A kind
 * knows how to fetch raw records; what they mean is the business of the mapping engine.
 */
export interface Connector {
  /** As {@link Source.readChanged}. */
  readChanged(cursor: string | undefined, limit: number): Promise<SourcePage>;
  /** As {@link Source.keys}. */
  keys(): AsyncIterable<readonly string[]>;
  /** As {@link Source.digests}. */
  readonly digests?: SourceDigests | undefined;
  /** Columns of every query, and which parts of the file the source does not accept. For `sources check`. */
  describe(): Promise<SourceDescription>;
  /** Different values of a column with their numbers, most frequent first. For `sources check`. */
  valuesOf(collection: string, column: string, limit: number): Promise<readonly ValueCount[]>;
  /** What stands together in some columns, as {@link valuesOf}: for codes joined of several columns. */
  combinationsOf(
    collection: string,
    columns: readonly string[],
    limit: number,
  ): Promise<readonly Combination[]>;
  /** Rows that have no key and can therefore never be read. For `sources check`. */
  keyless(): Promise<number>;
  /** Some records, in key order, without any cursor. For `sources preview`. */
  sample(limit: number): Promise<readonly RawRecord[]>;
  close(): Promise<void>;
}

/** The digests of a connector, with something done to every record that is read by its key. */
export function readingThrough(
  digests: SourceDigests | undefined,
  through: (read: SourceRead) => Promise<SourceRead>,
): SourceDigests | undefined {
  return (
    digests && {
      side: () => digests.side(),
      read: async (keys, cursor) => through(await digests.read(keys, cursor)),
      compared: (cursor) => digests.compared(cursor),
      notCompared: (cursor) => digests.notCompared(cursor),
    }
  );
}

export interface ConnectorDependencies {
  readonly clock: Clock;
  /** Where the addresses and passwords stand that the source file names. */
  readonly env: Environment;
  /** Which hosts may be connected to; default: those that the addresses name. */
  readonly addresses?: AddressGuard | undefined;
  /** What digests of a source are salted with; absent: no source is asked for any. */
  readonly digestSalt?: ((sourceId: string) => string) | undefined;
  /** For sources whose records come in files. */
  readonly folders?: FileFolders | undefined;
}

export interface FileFolders {
  /** Holds one drop folder per source (`KNTC_INBOX_DIR`). */
  readonly inbox: string;
  /** The gateway's own data (`KNTC_DATA_DIR`). */
  readonly data: string;
  /** Only for `check` and `preview`: this file instead of the newest one of the source. */
  readonly sample?: string | undefined;
}

/** A kind of connector: one folder each. */
export type ConnectorKind<D extends SourceDefinition> = (
  definition: D,
  deps: ConnectorDependencies,
) => Connector;
