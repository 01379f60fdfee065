import type { Office, OfficeKind, OfficeLevel, OfficeLine } from './office';
import type { OfficeProblem } from './office-problems';

export const OFFICE_STATES = ['new', 'changed', 'renamed', 'merged', 'unchanged', 'refused'] as const;
export type OfficeState = (typeof OFFICE_STATES)[number];
export const OFFICE_FIELDS = ['name', 'level', 'superior', 'bureau', 'kind'] as const;
export type OfficeField = (typeof OFFICE_FIELDS)[number];

/** Where an office of the plan stands: one there is, or the one of a line. */
export type OfficeRef = { readonly id: string } | { readonly line: number };

/** What an office is from the day of the form on. */
export interface WantedOffice {
  readonly name: string;
  readonly level: OfficeLevel;
  readonly kind: OfficeKind;
  readonly isBureau: boolean;
  readonly superior: OfficeRef | undefined;
}

export interface PlannedOffice {
  readonly line: OfficeLine;
  readonly state: OfficeState;
  readonly problems: readonly OfficeProblem[];
  /** The office it becomes; of what is new or refused: none. */
  readonly officeId: string | undefined;
  readonly changes: readonly OfficeField[];
  /** Of what is taken. */
  readonly wanted: WantedOffice | undefined;
  /** Offices that end on the day before and whose work goes over to this one. */
  readonly ended: readonly string[];
}

export interface OfficeGround {
  /** Every office there is or was. */
  readonly offices: readonly Office[];
  /** First day of what the form says, `yyyy-MM-dd`. */
  readonly on: string;
}

/** A line with what it stands for, before anybody looked at what is above it. */
export interface MatchedLine {
  readonly line: OfficeLine;
  readonly problems: readonly OfficeProblem[];
  readonly office: Office | undefined;
  readonly ended: readonly Office[];
  readonly isRenamed: boolean;
}
