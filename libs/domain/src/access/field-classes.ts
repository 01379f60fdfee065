import type { UserRole } from './principal';

/**
 * `open` codes, references, states, dates; `masked` shown with all but the first and last letter covered, of a
 * denunciation's petitioner not even those; `sealed` never by a role, only one at a time by an audited unmask.
 */
export type FieldClass = 'open' | 'masked' | 'sealed';

const ROLE_FIELDS: Readonly<Record<UserRole, readonly FieldClass[]>> = {
  operator: ['open'],
  inspector: ['open', 'masked'],
  approver: ['open', 'masked'],
  'config-admin': ['open'],
  auditor: [],
  'key-custodian': [],
};

/** Every field of a case that an answer of the API can hold, with its class. A field that is not here is shown to nobody. */
export const CASE_FIELDS = {
  reference: 'open',
  kind: 'open',
  agency: 'open',
  state: 'open',
  nationalId: 'open',
  steps: 'open',
  changedAt: 'open',
  reasons: 'open',
  /** Which field people completed, who, by which document; never a value. */
  overlays: 'open',
  /** Why it is not sent now: an outage, the day's limit … */
  waiting: 'open',
  /** The masked value that goes with a reason: a letter of somebody's name may be in it. */
  reasonValues: 'masked',
  parties: 'masked',
} as const satisfies Record<string, FieldClass>;
export type CaseField = keyof typeof CASE_FIELDS;

/** Whether any of the roles sees the field. */
export function seesField(roles: readonly UserRole[], field: CaseField): boolean {
  return roles.some((role) => ROLE_FIELDS[role].includes(CASE_FIELDS[field]));
}

/** Only the fields that the roles see; the others are absent, not empty. */
export function visibleFields<T extends Partial<Record<CaseField, unknown>>>(
  roles: readonly UserRole[],
  value: T,
): Partial<T> {
  const shown = Object.entries(value).filter(
    ([field]) => field in CASE_FIELDS && seesField(roles, field as CaseField),
  );
  return Object.fromEntries(shown) as Partial<T>;
}
