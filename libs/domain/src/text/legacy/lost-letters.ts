import { MARKED_LETTERS } from './letters';
import { isSyllable } from './syllable';

const WORD = /[\p{L}\p{M}?]+/gu;
/** A piece of text in which a `?` may be part of an address. */
const ADDRESS = /[@=&/]|www\./;
const LONGEST_PIECE = 60;
const SURE = 3;
const ONSET = /^(?:ch|đ|gh?|gi|kh|ngh?|nh|ph|qu|th|tr)\?$/i;
const MOST_WORDS = 60;

/**
 * Whether letters were replaced by `?` before the text came here: `tr?nh b?y vi?c thu h?i ??t`. A question mark
 * between letters counts when some Vietnamese letter in its place gives a syllable; one at an edge of a word counts
 * little, because questions end so. Nothing can bring the letters back.
 */
export function hasLostLetters(text: string): boolean {
  let sum = 0;
  for (const word of questionedWords(text)) {
    sum += weightOf(word);
    if (sum >= SURE) return true;
  }
  return false;
}

function questionedWords(text: string): readonly string[] {
  if (!text.includes('?')) return [];
  return text
    .split(/\s+/)
    .filter((piece) => piece.includes('?') && piece.length <= LONGEST_PIECE && !ADDRESS.test(piece))
    .flatMap((piece) => piece.match(WORD) ?? [])
    .filter((word) => word.includes('?'))
    .slice(0, MOST_WORDS);
}

function weightOf(word: string): number {
  if (/\p{L}\?{1,2}\p{L}/u.test(word)) {
    const inner = word.replace(/\?+$/, '');
    return someSyllable(inner) || someSyllable(word) ? SURE : 0;
  }
  if (ONSET.test(word)) return 2;
  if (/^[bcdhlmnrstvx]\?$/i.test(word)) return 1;
  // `??t`, `?ng`: as likely as a question mark that lost its blank.
  return /^\?{1,3}\p{L}/u.test(word) && someSyllable(word) ? 1 : 0;
}

function someSyllable(word: string): boolean {
  const at = word.indexOf('?');
  if (at < 0) return isSyllable(word);
  if ((word.match(/\?/g)?.length ?? 0) > 2) return false;
  const capital = at === 0 && word.length > 1 && word === word.toUpperCase();
  return MARKED_LETTERS.some((letter) =>
    someSyllable(`${word.slice(0, at)}${cased(letter, word, capital)}${word.slice(at + 1)}`),
  );
}

/** The case that the rest of the word has, so that case alone never makes it wrong. */
function cased(letter: string, word: string, capital: boolean): string {
  const rest = word.replaceAll('?', '');
  return capital || (rest.length > 1 && rest === rest.toUpperCase()) ? letter.toUpperCase() : letter;
}
