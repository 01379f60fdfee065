import { givenNameOf, surnameOf, type NameForm } from '../normalise/name-form';
import { editDistance } from './edit-distance';

/** Levels of the feature `name`. */
export const NAME = {
  missing: 0,
  same: 1,
  sameUnmarked: 2,
  otherMarks: 3,
  otherOrder: 4,
  noMiddle: 5,
  typo: 6,
  otherMiddle: 7,
  givenOnly: 8,
  different: 9,
} as const;

/** Level of two names. Symmetric. */
export function compareNames(one: NameForm, other: NameForm): number {
  if (one.syllables.length === 0 || other.syllables.length === 0) return NAME.missing;
  const [left, right] = [one.syllables.join(' '), other.syllables.join(' ')];
  if (left === right) return byMarks(one.marked, other.marked);
  if (isOtherOrder(one, other)) return NAME.otherOrder;
  return byLetters(one, other, editDistance(left, right, 2));
}

function byLetters(one: NameForm, other: NameForm, distance: number): number {
  const length = Math.max(one.syllables.join(' ').length, other.syllables.join(' ').length);
  const isTypo = distance === 1 || (distance === 2 && length >= 12);
  if (surnameOf(one) === surnameOf(other) && givenNameOf(one) === givenNameOf(other)) {
    if (lacksMiddle(one, other)) return NAME.noMiddle;
    return isTypo ? NAME.typo : NAME.otherMiddle;
  }
  if (isTypo && !isOtherShortName(one, other, distance)) return NAME.typo;
  return isPartlyAlike(one, other) ? NAME.givenOnly : NAME.different;
}

function lacksMiddle({ syllables: one }: NameForm, { syllables: other }: NameForm): boolean {
  return Math.min(one.length, other.length) === 2 && Math.max(one.length, other.length) > 2;
}

function isPartlyAlike(one: NameForm, other: NameForm): boolean {
  const isNearlyShortName =
    isNear(givenNameOf(one), givenNameOf(other)) && isNear(surnameOf(one), surnameOf(other));
  return isNearlyShortName || givenNameOf(one) === givenNameOf(other) || differsInOneSyllable(one, other);
}

/** Two letters changed in a given name of three are another name. */
function isOtherShortName(one: NameForm, other: NameForm, distance: number): boolean {
  return distance === 2 && givenNameOf(one) !== givenNameOf(other) && givenNameOf(one).length <= 3;
}

function differsInOneSyllable({ syllables: one }: NameForm, { syllables: other }: NameForm): boolean {
  return one.length === other.length && one.filter((word, at) => word !== other[at]).length === 1;
}

/** The same syllables in another order, at most one letter wrong. */
function isOtherOrder(one: NameForm, other: NameForm): boolean {
  if (one.syllables.length !== other.syllables.length || one.syllables.length < 3) return false;
  const [left, right] = [sorted(one), sorted(other)];
  if (left === right) return true;
  return surnameOf(one) !== surnameOf(other) && left.length >= 10 && editDistance(left, right, 1) <= 1;
}

/** One letter wrong in a word of at least three. */
function isNear(one: string, other: string): boolean {
  return one === other || (Math.min(one.length, other.length) >= 2 && editDistance(one, other, 1) <= 1);
}

function sorted({ syllables }: NameForm): string {
  return syllables.toSorted().join(' ');
}

function byMarks(one: readonly string[], other: readonly string[]): number {
  if (one.every((syllable, at) => syllable === other[at])) return NAME.same;
  const isCompatible = one.every((syllable, at) => areCompatible(syllable, other[at] ?? ''));
  return isCompatible ? NAME.sameUnmarked : NAME.otherMarks;
}

const CLOSE = /[\u0303\u0309]/g;

/** One side without marks, or a slip that is common: hỏi for ngã, D for Đ. */
function areCompatible(one: string, other: string): boolean {
  if (one === other || isPlain(one) || isPlain(other)) return true;
  const loose = (syllable: string): string => syllable.normalize('NFC').replace(/đ/g, 'd').normalize('NFD');
  return loose(one).replace(CLOSE, '~') === loose(other).replace(CLOSE, '~');
}

function isPlain(syllable: string): boolean {
  return /^[a-z]*$/.test(syllable);
}
