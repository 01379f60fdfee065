import { identityNumber, phone } from '@kntc/domain';
import type { PetitionerToMatch } from '../petition';
import { foldText } from './fold-text';
import { nameForm, type NameForm } from './name-form';
import type { PlaceForm, UnitTable } from './unit-table';

/** A petitioner in the form people are compared in. */
export interface PersonForm {
  readonly name: NameForm;
  readonly idNumber: string;
  readonly phone: string;
  /** 0 when unknown. */
  readonly birthYear: number;
  /** `MM-dd`; empty when only the year is known. */
  readonly birthDay: string;
  readonly place: PlaceForm;
  readonly line: string;
}

/** Least letters of a number that says who somebody is. */
const SHORTEST_NUMBER = 5;

/** Normalises one petitioner. A year of birth that is missing is read from a 12-digit identity number. */
export function personForm(person: PetitionerToMatch, units: UnitTable): PersonForm {
  const idNumber = idOf(person.idNumber);
  const [birthYear, birthDay] = birthOf(person);
  return {
    name: nameForm(person.fullName),
    idNumber,
    phone: phoneOf(person.phone),
    birthYear: birthYear === 0 ? birthYearOf(idNumber) : birthYear,
    birthDay,
    place: units.placeOf(person.address ?? {}),
    line: foldText(person.address?.line)
      .replace(/[^a-z0-9 ]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  };
}

function idOf(written: string | undefined): string {
  if (written === undefined) return '';
  const { text } = identityNumber(written);
  const compact = text.replace(/[^0-9A-Z]/gi, '');
  // Ten repeated digits are what a form makes people type.
  return compact.length < SHORTEST_NUMBER || /^(.)\1+$/.test(compact) ? '' : compact;
}

function phoneOf(written: string | undefined): string {
  if (written === undefined) return '';
  const { text, warning } = phone(written);
  return warning === 'unusual' ? '' : text;
}

function birthOf({ birthDate, birthYear }: PetitionerToMatch): readonly [year: number, day: string] {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(birthDate ?? '');
  if (match === null) return [Number.isInteger(birthYear) ? (birthYear ?? 0) : yearOf(birthDate), ''];
  const [, year, month, day] = match;
  const isOnlyYear = month === '01' && day === '01';
  return [Number(year), isOnlyYear ? '' : `${month}-${day}`];
}

function yearOf(text: string | undefined): number {
  const match = /^(\d{4})$/.exec(text ?? '');
  return match === null ? 0 : Number(match[1]);
}

/** Digits 4 to 6 of a căn cước: century with sex, year. */
function birthYearOf(idNumber: string): number {
  if (!/^\d{3}[0-3]\d{8}$/.test(idNumber)) return 0;
  return (Number(idNumber[3]) >= 2 ? 2000 : 1900) + Number(idNumber.slice(4, 6));
}
