import { isNamedLikePerson, isProvinceOrDistrict } from './named-like-people';
import { isSurname, isWithoutMarks } from './surnames';

const MAX_MASKED = 40;
const DOT = '•';

/**
 * What a screen or log may show of a value: first and last character, a dot for each one between, at most 40
 * characters; digits and values of up to three characters are dots throughout.
 */
export function mask(value: string): string {
  const characters = Array.from(value.slice(0, 4 * MAX_MASKED));
  const last = Array.from(value.slice(-2)).at(-1) ?? '';
  const length = value.length > 4 * MAX_MASKED ? MAX_MASKED : Math.min(characters.length, MAX_MASKED);
  if (length <= 3) return DOT.repeat(length);
  return `${visible(characters[0] ?? '')}${DOT.repeat(length - 2)}${visible(last)}`;
}

/** No code of a local list is longer. */
const LONGEST_CODE = 30;
/** A name is written with capitals, whole or at each word, and has at least three words. */
const NAME = /^(?:\p{Lu}\p{L}*\s+){2,4}\p{Lu}\p{L}*$/u;
/** Identity and telephone numbers, however they are grouped; codes are shorter or hold a letter. */
const PERSONAL_NUMBER = /^\+?(?:\d[\s.-]?){8,12}\d$/;

/**
 * A local code is shown, so that somebody can map it. What is longer, looks like the name of a person or like somebody's
 * number was typed into the wrong column and is masked.
 */
export function maskUnlessCode(value: string): string {
  const text = value.trim();
  return text.length <= LONGEST_CODE && !namesSomebody(text) ? value : mask(value);
}

/** Names of two words are left: half of all communes look like one. */
function namesSomebody(text: string): boolean {
  if (PERSONAL_NUMBER.test(text)) return true;
  if (!NAME.test(text) || isNamedLikePerson(text) || isProvinceOrDistrict(text)) return false;
  return isSurname(text.split(/\s+/, 1)[0] ?? '', isWithoutMarks(text));
}

/** Letters only: digits tell too much, and damaged or control characters have no place on a screen. */
function visible(character: string): string {
  return /^\p{L}$/u.test(character) ? character : DOT;
}
