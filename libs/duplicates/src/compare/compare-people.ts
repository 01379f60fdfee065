import type { PersonForm } from '../normalise/person-form';
import type { Prepared } from '../prepare';
import { compareNames, NAME } from './compare-names';
import { editDistance } from './edit-distance';

/** How two people agree, feature by feature. */
export interface PersonLevels {
  readonly name: number;
  readonly birth: number;
  readonly identity: number;
  readonly phone: number;
  readonly place: number;
  readonly line: number;
}

export interface BestPair {
  readonly one: PersonForm;
  readonly other: PersonForm;
  readonly levels: PersonLevels;
}

export interface PeopleCompared {
  readonly best: BestPair | undefined;
  readonly set: number;
}

/** Rough worth of levels, only to choose which two people of two groups are compared. */
const NAME_WORTH = [0, 6, 5, 4, 4.5, 3.5, 4, 1, 0, -3];
const BIRTH_WORTH = [0, 3, 2, 2, 0.5, 1, -1, -3];
const IDENTITY_WORTH = [0, 9, 5, 0, -4];
const PHONE_WORTH = [0, 5, 3, -1];
/** People of each side that are compared with each other; larger groups are matched by equal names first. */
const COMPARED = 12;

/** The two people that agree best, and how the two groups agree. Symmetric. */
export function comparePeople(one: Prepared, other: Prepared): PeopleCompared {
  if (one.people.length === 0 || other.people.length === 0) {
    return { best: undefined, set: one.people.length === other.people.length ? 6 : 7 };
  }
  const best = bestPair(one.people.slice(0, COMPARED), other.people.slice(0, COMPARED));
  return { best, set: compareGroups(one.people, other.people) };
}

function bestPair(ones: readonly PersonForm[], others: readonly PersonForm[]): BestPair | undefined {
  let best: BestPair | undefined;
  let worth = Number.NEGATIVE_INFINITY;
  for (const one of ones)
    for (const other of others) {
      const levels = comparePersons(one, other);
      const found = worthOf(levels);
      if (found <= worth) continue;
      best = { one, other, levels };
      worth = found;
    }
  return best;
}

function worthOf({ name, birth, identity, phone }: PersonLevels): number {
  return (
    (NAME_WORTH[name] ?? 0) +
    (BIRTH_WORTH[birth] ?? 0) +
    (IDENTITY_WORTH[identity] ?? 0) +
    (PHONE_WORTH[phone] ?? 0)
  );
}

function comparePersons(one: PersonForm, other: PersonForm): PersonLevels {
  return {
    name: compareNames(one.name, other.name),
    birth: compareBirths(one, other),
    identity: compareIdentities(one.idNumber, other.idNumber),
    phone: comparePhones(one.phone, other.phone),
    place: comparePlaces(one, other),
    line: compareLines(one.line, other.line),
  };
}

function compareBirths(one: PersonForm, other: PersonForm): number {
  if (one.birthYear === 0 || other.birthYear === 0) return 0;
  const isSameYear = one.birthYear === other.birthYear;
  if (one.birthDay !== '' && other.birthDay !== '') {
    if (isSameYear) return sameYear(one.birthDay, other.birthDay);
    if (one.birthDay === other.birthDay) return 5;
  } else if (isSameYear) return 2;
  return Math.abs(one.birthYear - other.birthYear) === 1 ? 6 : 7;
}

function sameYear(one: string, other: string): number {
  if (one === other) return 1;
  return one === other.split('-').toReversed().join('-') ? 3 : 4;
}

/** A CMND and a CCCD of one person have nothing in common: that they differ says nothing. */
function compareIdentities(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  const kinds = [one.length, other.length].toSorted((a, b) => a - b).join();
  if (kinds === '9,12') return 3;
  return editDistance(one, other, 1) <= 1 ? 2 : 4;
}

function comparePhones(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  return editDistance(one, other, 1) <= 1 ? 2 : 3;
}

function comparePlaces({ place: one }: PersonForm, { place: other }: PersonForm): number {
  if (one.communes.some((commune) => other.communes.includes(commune))) return 1;
  const isSameProvince = one.province === other.province;
  if (one.province === '' || other.province === '') return 0;
  if (!isSameProvince) return 5;
  if (one.writtenCommune === '' || other.writtenCommune === '') return 2;
  // What the table does not know may be the same commune under its old and its new name.
  const isUnproven = one.isOld !== other.isOld && (!one.isKnown || !other.isKnown);
  return isUnproven ? 4 : 3;
}

function compareLines(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  if (one.includes(other) || other.includes(one) || editDistance(one, other, 2) <= 2) return 2;
  return 3;
}

/** How the groups of petitioners agree: levels of the feature `set`. */
function compareGroups(ones: readonly PersonForm[], others: readonly PersonForm[]): number {
  const [small, large] = ones.length <= others.length ? [ones, others] : [others, ones];
  if (large.length === 1) return 0;
  const matched = small.filter((one) => large.some((other) => areOne(one, other))).length;
  if (small.length === 1) return matched === 1 ? 4 : 5;
  if (matched / small.length < 0.6) return 3;
  return matched / large.length >= 0.5 ? 1 : 2;
}

function areOne(one: PersonForm, other: PersonForm): boolean {
  const name = compareNames(one.name, other.name);
  const isNamed = name >= NAME.same && name <= NAME.typo && name !== NAME.otherMarks;
  return isNamed && compareIdentities(one.idNumber, other.idNumber) !== 4 && compareBirths(one, other) < 7;
}
