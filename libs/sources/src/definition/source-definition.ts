import type { DraftField } from '@kntc/domain';

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

/** Folded value of the source → canonical or local word; `undefined` means nothing. */
export type ValueMap = ReadonlyMap<string, string | undefined>;

export interface Expression {
  readonly from:
    | { readonly kind: 'column'; readonly column: string }
    | { readonly kind: 'const'; readonly text: string }
    | { readonly kind: 'concat'; readonly parts: readonly Expression[] };
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
}

export interface ConnectionDefinition {
  readonly dialect: 'postgresql';
  /** Name of the environment variable that holds the address: the address itself never stands in a file. */
  readonly urlEnv: string;
  readonly schema?: string | undefined;
  readonly line: number;
}

export interface OutOfScopeRule {
  readonly when: Condition;
  readonly basis: string;
}

/** One source file after validation. */
export interface SourceDefinition {
  readonly file: string;
  readonly id: string;
  readonly title: string;
  readonly kind: 'sql';
  readonly enabled: boolean;
  readonly connection: ConnectionDefinition;
  readonly pollEveryMs: number;
  readonly startDate?: string | undefined;
  readonly record: RecordDefinition;
  readonly children: readonly ChildDefinition[];
  readonly feeds: {
    readonly handling: boolean;
    readonly acceptance: boolean;
    readonly resolution: boolean;
    readonly enforcement: boolean;
  };
  readonly mandatory: readonly string[];
  readonly outOfScope: readonly OutOfScopeRule[];
  /** Trimmed values meaning "nothing"; the empty text always does. */
  readonly nulls: ReadonlySet<string>;
  readonly map: ShapeMap;
  readonly columns: readonly ColumnReference[];
  readonly timeZone: string;
  readonly mappingVersion: string;
}
