import type { DraftField, LegacySetting, SourceInfo } from '@kntc/domain';

/** Name under which the main query stands beside the child collections. */
export const RECORD = 'record';

export type Condition =
  | { readonly kind: 'equals'; readonly column: string; readonly folded: ReadonlySet<string> }
  | { readonly kind: 'present'; readonly column: string; readonly present: boolean }
  | { readonly kind: 'matches'; readonly column: string; readonly pattern: RegExp }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

/** What becomes of a value that its value map does not know. */
export type Otherwise = 'problem' | 'nothing' | 'waiting';

/** Target of a value map for a value that stands for several things: a person decides. */
export const AMBIGUOUS = 'ambiguous';

/** Folded value of the source → canonical or local word or {@link AMBIGUOUS}; `undefined` means nothing. */
export type ValueMap = ReadonlyMap<string, string | undefined>;

export interface Expression {
  readonly from:
    | { readonly kind: 'column'; readonly column: string }
    | { readonly kind: 'const'; readonly text: string }
    | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
    /** The number of people a cell speaks of. */
    | { readonly kind: 'people'; readonly cell: Expression }
    /** A file by path below a root: a folder, or the name of a variable that holds one. */
    | { readonly kind: 'file'; readonly column: string; readonly root: string };
  /** Trimmed values that mean nothing here, beyond those of the source. */
  readonly nulls?: ReadonlySet<string> | undefined;
  /** Trimmed values of this form mean nothing. */
  readonly nullsMatching?: RegExp | undefined;
  /** Width of the column: a value of exactly so many characters was cut by the source. */
  readonly cutAt?: number | undefined;
  readonly values?: ValueMap | undefined;
  readonly otherwise: Otherwise;
  readonly dateFormats?: readonly string[] | undefined;
  readonly trueWords?: ReadonlySet<string> | undefined;
  readonly falseWords?: ReadonlySet<string> | undefined;
  readonly when?: Condition | undefined;
  readonly else?: Expression | undefined;
}

export interface FieldMap {
  readonly field: DraftField;
  readonly expression: Expression;
}

/** Rows that become one element (or, of a `one` group, the group): a child collection or the enclosing row. */
export interface ElementMap {
  readonly each?: string | undefined;
  /** Child column, column of the enclosing row: only rows where all are equal belong to it. */
  readonly match: readonly (readonly [child: string, enclosing: string])[];
  readonly when?: Condition | undefined;
  /** One cell that holds all people of the group; the fields of `shape` belong to the first of them. */
  readonly people?: Expression | undefined;
  readonly shape: ShapeMap;
}

export interface GroupMap {
  readonly many: boolean;
  readonly elements: readonly ElementMap[];
}

export interface ShapeMap {
  readonly fields: ReadonlyMap<string, FieldMap>;
  readonly groups: ReadonlyMap<string, GroupMap>;
}

/** A column the file names, and where. Reading verifies it at every page, `sources check` on demand. */
export interface ColumnReference {
  /** {@link RECORD} or the name of a child collection. */
  readonly collection: string;
  readonly column: string;
  readonly line: number;
  readonly path: string;
  /** Set when a value map or a code list applies, for the coverage part of `sources check`. */
  readonly coverage?: Coverage | undefined;
}

/** A local code that the file itself states: a `const:` of a code field, or a target of its value map. */
export interface CodeConstant {
  /** Path of the field in the file. */
  readonly field: string;
  readonly list: number;
  readonly code: string;
  /** Where the code is written. */
  readonly line: number;
  readonly path: string;
}

/** A code that the file makes of several columns (`concat`): no column shows it. */
export interface JoinedCode {
  readonly collection: string;
  /** Without its `else`, which stands for itself. */
  readonly expression: Expression;
  readonly list: number;
  readonly line: number;
  readonly path: string;
}

export interface Coverage {
  readonly values?: ValueMap | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly list?: number | undefined;
  readonly otherwise: Otherwise;
}

export interface ChildDefinition {
  readonly name: string;
  readonly query: string;
  readonly queryLine: number;
  /** Column of the child query that holds the key of the record. */
  readonly parent: string;
  /** SQL; without it the order is whatever the server gives, and digests may change without a change. */
  readonly orderBy?: string | undefined;
  readonly line: number;
}

export interface RecordDefinition {
  readonly query: string;
  readonly queryLine: number;
  readonly key: string;
  readonly keyLine: number;
  readonly watermark?: string | undefined;
  readonly watermarkLine: number;
  readonly overlapMs: number;
  readonly rescanMs?: number | undefined;
  /** How often all keys are compared with those that stood before, to notice rows that are gone. */
  readonly keyPassMs: number;
  /** SQL: a text that changes whenever anything changes of the record or its children. */
  readonly digest?: string | undefined;
  readonly digestLine: number;
  /** How often the digests are compared with those that were read. */
  readonly digestPassMs: number;
}

/** Database products that a source of kind `sql` may be. */
export type SqlDialectName = 'postgresql' | 'mariadb';

export interface ConnectionDefinition {
  readonly dialect: SqlDialectName;
  /** Name of the environment variable that holds the address: the address itself never stands in a file. */
  readonly urlEnv: string;
  readonly schema?: string | undefined;
  /** Refuses an account that may do more than read views. */
  readonly viewsOnly: boolean;
  readonly line: number;
}

export interface OutOfScopeRule {
  readonly when: Condition;
  readonly basis: string;
}

/** A column of a sheet under the name that `map` uses. */
export interface SheetColumn {
  readonly name: string;
  /** Header text, levels joined with " / ": where to find the column, or what must stand above `position`. */
  readonly header?: string | undefined;
  /** 1 = A. Reads here whatever the title, unless `header` says what it must be. */
  readonly position?: number | undefined;
  /** A bare number is the serial number of a day. */
  readonly serialDate: boolean;
  /** A value merged over several rows stands in each of them. */
  readonly fillMerged: boolean;
  readonly line: number;
  readonly path: string;
}

/** What tells that a row is no petition. `column` is a name of {@link SheetColumn} or a position. */
export type RowRule =
  | { readonly kind: 'numbering' | 'totals' }
  | { readonly kind: 'matches'; readonly column: string | number; readonly pattern: RegExp };

export interface CsvDefinition {
  /** Found from the content when left out. */
  readonly delimiter?: string | undefined;
  readonly encoding?: CsvEncoding | undefined;
}

export const CSV_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258', 'windows-1252'] as const;
export type CsvEncoding = (typeof CSV_ENCODINGS)[number];

/** Where the table lies in a file. Plain data: it travels to the worker that reads. */
export interface SheetLayout {
  /** Name or 1-based number; without it the one visible sheet that carries the header. */
  readonly sheet?: string | number | undefined;
  /** 1-based rows; without them the first rows that carry every header text. */
  readonly headerRows?: { readonly first: number; readonly last: number } | undefined;
  readonly columns: readonly SheetColumn[];
  readonly skipRows: readonly RowRule[];
  readonly stopAt: readonly RowRule[];
  readonly csv: CsvDefinition;
}

/** How files arrive and how they are read. */
export interface FilesDefinition {
  /** Folder below the inbox (`KNTC_INBOX_DIR`), or … */
  readonly folder?: string | undefined;
  /** … the name of an environment variable that holds a folder. */
  readonly folderEnv?: string | undefined;
  /** Patterns of file names, `*` = anything; case does not matter. */
  readonly accept: readonly string[];
  /** `snapshot`: the newest file is the whole register. `cumulative`: files add and replace rows. */
  readonly mode: 'snapshot' | 'cumulative';
  readonly layout: SheetLayout;
  readonly line: number;
}

/** What makes a row of a file the same petition tomorrow. */
export interface FileRecordDefinition {
  /** `columns`: their texts are the key. `hash`: a digest of their texts is, where the sheet has no number. */
  readonly by: 'columns' | 'hash';
  readonly columns: readonly string[];
  readonly keyLine: number;
  /** How often all keys are compared with those that stood before, to notice rows that are gone. */
  readonly keyPassMs: number;
}

/** Largest files, whether they come as bytes or by path. */
export interface AttachmentLimits {
  readonly perFileBytes: number;
  /** Of all files of a record together. */
  readonly perCaseBytes: number;
}

/** What every kind of source file says. */
interface SourceContent {
  readonly file: string;
  readonly id: string;
  readonly title: string;
  readonly enabled: boolean;
  readonly pollEveryMs: number;
  /** The local system rings when it has news; names of the keys it may sign with, two while they are exchanged. */
  readonly hook: { readonly keys: readonly string[] } | undefined;
  readonly startDate?: string | undefined;
  readonly feeds: SourceInfo['feeds'];
  readonly mandatory: readonly string[];
  /** Draft paths whose unreadable values and unknown codes only warn. */
  readonly lenient: readonly string[];
  readonly outOfScope: readonly OutOfScopeRule[];
  /** State secrets: records of which nothing but their number is kept. */
  readonly secret: readonly Condition[];
  /** A record that fulfils one of these is a visit that no petition came of. */
  readonly receptionOnly: readonly Condition[];
  /** Trimmed values meaning "nothing"; the empty text always does. */
  readonly nulls: ReadonlySet<string>;
  /** How texts in old encodings are looked for. */
  readonly legacyText: LegacySetting;
  readonly map: ShapeMap;
  readonly columns: readonly ColumnReference[];
  /** For `sources check`: they need rows of the crosswalk although no column shows them. */
  readonly constants: readonly CodeConstant[];
  readonly joined: readonly JoinedCode[];
  readonly attachmentLimits: AttachmentLimits;
  readonly timeZone: string;
  readonly mappingVersion: string;
}

/** A database that is asked. */
export interface SqlSourceDefinition extends SourceContent {
  readonly kind: 'sql';
  readonly connection: ConnectionDefinition;
  readonly record: RecordDefinition;
  readonly children: readonly ChildDefinition[];
}

/** A folder into which spreadsheets are dropped. */
export interface FileSourceDefinition extends SourceContent {
  readonly kind: 'file';
  readonly files: FilesDefinition;
  readonly record: FileRecordDefinition;
}

/** One source file after validation. */
export type SourceDefinition = SqlSourceDefinition | FileSourceDefinition;
