import type { Case, Person } from '../case/case';
import { canonicalJson } from '../digest/canonical-json';
import { fieldLabel } from '../draft/field-label';
import type { KeyedDigest } from '../ports/seal';
import type { SubjectRole } from './sought-subject';

/** Fields of a person, by their names in the draft. */
export const SUBJECT_FIELDS = [
  'fullName',
  'idNumber',
  'idIssuedDate',
  'idIssuedPlace',
  'gender',
  'birthDate',
  'phone',
  'province',
  'district',
  'ward',
  'addressDetail',
  'nationality',
  'ethnicity',
] as const;
export type SubjectField = (typeof SUBJECT_FIELDS)[number];

/** One value held about somebody. */
export interface SubjectValue {
  readonly field: SubjectField;
  readonly value: string;
  /** National list of a code. */
  readonly list?: number | undefined;
}

/** Fields that a person has under the same name. */
type OwnField = Extract<SubjectField, keyof Person>;

const LISTS: Partial<Record<SubjectField, number>> = {
  province: 1,
  district: 1,
  ward: 1,
  nationality: 3,
  ethnicity: 4,
};

/** What a case holds of one person, in the order of a form; only what is there. */
export function subjectValues(person: Person): readonly SubjectValue[] {
  return SUBJECT_FIELDS.flatMap((field) => {
    const value = valueOf(person, field);
    return value === undefined || value === '' ? [] : [{ field, value, list: LISTS[field] }];
  });
}

/** Vietnamese name of a field of a person. */
export function subjectFieldLabel(field: SubjectField): string {
  return fieldLabel(`petitioners[0].${field}`).split(' › ').at(-1) ?? field;
}

/** Which value of which person of a case is meant. */
export interface MeantValue {
  readonly role: SubjectRole;
  /** From 1. */
  readonly place: number;
  readonly field: SubjectField;
}

/** Keyed digest of a value: tells whether it changed, and nothing else. Opens the identity. */
export function meantDigest(kase: Case, { role, place, field }: MeantValue, keyed: KeyedDigest): string {
  const person = personAt(kase, role, place);
  return keyed.digest(canonicalJson([field, person === undefined ? null : (valueOf(person, field) ?? null)]));
}

/** Whether the case has such a person at all. */
export function personAt(kase: Case, role: SubjectRole, place: number): Person | undefined {
  if (role === 'respondent') {
    const respondent = kase.respondents[place - 1];
    return respondent?.type === 'person' ? respondent.person : undefined;
  }
  const { people, agent } = kase.petitioners.identity.open();
  return role === 'agent' ? agent?.person : people[place - 1];
}

function valueOf(person: Person, field: SubjectField): string | undefined {
  const { provinceCode, districtCode, wardCode, detail } = person.address;
  const elsewhere: Partial<Record<SubjectField, string | undefined>> = {
    province: provinceCode,
    district: districtCode,
    ward: wardCode,
    addressDetail: detail,
    nationality: person.nationalityCode,
    ethnicity: person.ethnicityCode,
  };
  return field in elsewhere ? elsewhere[field] : person[field as OwnField];
}
