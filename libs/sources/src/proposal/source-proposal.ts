import type { ValueCount } from '../connector';
import type { SqlDialectName } from '../definition/source-definition';
import type { SurveyedTable } from '../sql/survey';
import type { ProposedField } from './propose-fields';

/** What a person says before anything is looked at. */
export interface WantedSource {
  readonly id: string;
  readonly title?: string | undefined;
  /** Variable that holds the address with account and password. */
  readonly urlEnv: string;
  readonly schema?: string | undefined;
  /** Table or view with one row per petition; default: the one whose columns look most like it. */
  readonly table?: string | undefined;
  readonly agency?: { readonly id: string; readonly code: string } | undefined;
  /** `yyyy-MM-dd` */
  readonly startDate: string;
}

/** Rows of people that hang on a petition. */
export interface ProposedPeople {
  readonly table: string;
  readonly query: string;
  /** Column with the key of the petition. */
  readonly parent: string;
  readonly fields: readonly ProposedField[];
}

/** A step is one only with its own day: by group of the draft, the field that says it. */
export const STEP_DATES: Readonly<Record<string, string>> = {
  handling: 'handling.decidedDate',
  acceptance: 'acceptance.date',
  rounds: 'rounds.issuedDate',
};

/** A source as far as it can be told from its tables. Holds names of columns and codes, no value of a person. */
export interface SourceProposal extends WantedSource {
  readonly dialect: SqlDialectName;
  readonly main: SurveyedTable & { readonly rows: number };
  /** As a query writes them. */
  readonly query: string;
  readonly key: string | undefined;
  readonly watermark: string | undefined;
  readonly fields: readonly ProposedField[];
  /** Fields of steps for whose day no column was found: nothing is read of them before a person names it. */
  readonly undated: readonly ProposedField[];
  readonly people: ProposedPeople | undefined;
  /** Different values of the columns that hold codes or words, by table and column ({@link columnKey}). */
  readonly values: ReadonlyMap<string, readonly ValueCount[]>;
  /** Columns of the table that nothing was proposed for. */
  readonly unused: readonly string[];
  /** Other tables beside it. */
  readonly others: readonly string[];
  /** Rights of the account that are too wide, in Vietnamese. */
  readonly wideRights: readonly string[];
}

export function columnKey(table: string, column: string): string {
  return JSON.stringify([table, column]);
}
