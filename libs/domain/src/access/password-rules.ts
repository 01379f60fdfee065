import { COMMON_WORDS } from './common-passwords';

export const MIN_PASSWORD = 12;
/** Longer ones are refused, not cut: hashing takes time by the byte. */
export const MAX_PASSWORD = 128;

export type PasswordObjection = 'too-short' | 'too-long' | 'common' | 'like-login';

/** The same password typed on another keyboard: composed and compatibility forms are one. */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFKC');
}

/**
 * What stands against a new password. Length counts, not kinds of characters (NIST SP 800-63B); what everybody chooses
 * does not become better by a year and an exclamation mark.
 */
export function objectionTo(typed: string, login: string): PasswordObjection | undefined {
  const password = normalisePassword(typed);
  const length = Array.from(password).length;
  if (length < MIN_PASSWORD) return 'too-short';
  if (length > MAX_PASSWORD) return 'too-long';
  if (isLikeLogin(password, login)) return 'like-login';
  return isCommon(password) ? 'common' : undefined;
}

/** What is left of a password without the words everybody uses must be worth guessing. */
const MIN_REST = 4;

function isLikeLogin(password: string, login: string): boolean {
  const name = lettersOf(withoutTones(login));
  if (name.length < 3) return false;
  return readings(password).some(
    (text) => text.includes(name) && text.replaceAll(name, '').length < MIN_REST,
  );
}

/** Nothing but words everybody uses, one after another; a row of keys; a few characters over and over. */
function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5 || isSequence(lower)) return true;
  return readings(password).some((text) => {
    let rest = text;
    for (const word of COMMON_WORDS) rest = rest.replaceAll(word, '');
    return rest.length < MIN_REST;
  });
}

/** Its letters as they stand, and with signs and digits inside taken for the letters they look like. */
function readings(password: string): readonly string[] {
  const plain = withoutTones(password);
  const words = plain.replace(/[^a-z]+$/, ''); // what is hung on at the end is a year or a number
  const undone = words.replaceAll(/[@$!013457]/g, (sign) => SUBSTITUTES[sign] ?? sign);
  return [lettersOf(plain), lettersOf(undone)];
}

function withoutTones(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd');
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, '');
}

const SUBSTITUTES: Readonly<Record<string, string>> = {
  '@': 'a',
  $: 's',
  '!': 'i',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
};

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Most neighbours in it are neighbours in the alphabet, among the digits or on the keyboard. */
function isSequence(text: string): boolean {
  const pairs = Array.from({ length: text.length - 1 }, (_none, index) => text.slice(index, index + 2));
  const neighbours = pairs.filter((pair) => {
    const turned = Array.from(pair).toReversed().join('');
    return ROWS.some((row) => row.includes(pair) || row.includes(turned));
  });
  return neighbours.length * 4 >= pairs.length * 3;
}
