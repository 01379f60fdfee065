import { wordsOf, type LegacyEncoding } from './encoding';
import { nameVote } from './known-names';
import { LETTERS } from './letters';
import { isSyllable } from './syllable';

/**
 * What the words of a text say about one encoding, in units of log-odds (3 is about 20 : 1). A word that makes no
 * sense as it stands and is a Vietnamese syllable in the encoding speaks for it; a word that is right as it stands
 * and would be broken speaks against it.
 */
export interface Evidence {
  readonly supporting: number;
  readonly against: number;
  /** Words that are Vietnamese both ways: `Hoàng` is `Hồng` in VNI. */
  readonly ambiguous: number;
  /** Of these, how many more are usual names as converted than as they stand. */
  readonly names: number;
  /** Words in Vietnamese letters that no old encoding can show: this text is Unicode, at least in part. */
  readonly unicode: number;
}

type Tally = { -readonly [name in keyof Evidence]: number };

const STRONG = 3;
const SHORT = 2;
const WEAK = 1;
const CERTAIN = 6;
const DECODED = 4;
/** Enough to judge a text; more words only cost time. */
const MOST_WORDS = 120;

/** Without the few letters beyond Latin-1 that Windows-1252 has: Œ œ Š š Ÿ Ž ž ƒ. */
const UNICODE_LETTER =
  /[\u0102-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u02c5\u0370-\u1ef9]/;
/** First and second byte of a character in UTF-8, read as Latin-1 or Windows-1252. */
const UTF_8_PAIR = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;
const NOT_ASCII = /[\u0080-\uffff]/;
const NOT_ASCII_LETTER = /(?![\u00d7\u00f7])[\u00c0-\u1fff]|[\u0080-\u009f]/;
const LETTER = /\p{L}/u;
/** Quotation marks and bullets that stand at words and are not part of them. */
const AROUND = /^[«“‘"'(·•–—-]+|[»”’"')…–—-]+$/g;
/** In VIQR marks and punctuation are the same characters: at the end of a word they say nothing. */
const VIQR_END = /[.?'(*]+$/;
const VIQR_SIGN = /[\^`~]|[uo][+*]|a\(/i;
/** `mu?n` may be mủn, or muốn that lost its letter. */
const VIQR_QUESTION = /^[A-Za-z]+\?[A-Za-z?]*$/;
/** `UBND`, `QĐ`, `GCNQSDĐ`: no syllables, and no mistake. */
const ABBREVIATION = /^[A-ZĂÂĐÊÔƠƯ]+$/;
/** Letters that other languages of the country and foreign names have: `Y Ñang`, `Müller`. */
const FOREIGN_LETTER = /^(?:[ÑÖÜÇ]|[A-Za-z]*[ñöüç])[a-z]*$/;

/** Whether a text holds letters that only Unicode has, so that nothing of it can simply be converted. */
export function holdsUnicodeLetters(text: string): boolean {
  return UNICODE_LETTER.test(text);
}

const NOTHING: Evidence = { supporting: 0, against: 0, ambiguous: 0, names: 0, unicode: 0 };
/** A text that is certainly Unicode, without counting. */
export const UNICODE: Evidence = { ...NOTHING, unicode: 1 };

/** Weighs one text under several encodings; what it is split into is found once. */
export class Scales {
  readonly #words = new Map<RegExp, readonly Word[]>();

  constructor(private readonly text: string) {}

  weigh(encoding: LegacyEncoding): Evidence {
    if (!mayBe(this.text, encoding)) return NOTHING;
    const tally = { ...NOTHING };
    for (const word of this.#wordsOf(encoding)) weighWord(word, encoding, tally);
    // Looked for in all of the text, beyond the words that were weighed.
    if (encoding.name !== 'mojibake' && holdsUnicodeLetters(this.text)) tally.unicode += 1;
    return tally;
  }

  #wordsOf(encoding: LegacyEncoding): readonly Word[] {
    const known = this.#words.get(encoding.words);
    if (known !== undefined) return known;
    const viqr = encoding.name === 'viqr';
    const words = wordsOf(this.text, encoding)
      .filter((word) => (viqr ? word.length > 1 : NOT_ASCII.test(word)))
      .slice(0, MOST_WORDS)
      .map((word) => wordOf(word, viqr ? VIQR_END : AROUND));
    this.#words.set(encoding.words, words);
    return words;
  }
}

/** Cheap signs without which a text is certainly not in an encoding. */
function mayBe(text: string, { name }: LegacyEncoding): boolean {
  if (name === 'viqr') return !NOT_ASCII_LETTER.test(text);
  return name === 'mojibake' ? UTF_8_PAIR.test(text) : NOT_ASCII.test(text);
}

interface Word {
  readonly word: string;
  readonly standing: string;
  readonly rightNow: boolean;
}

function wordOf(word: string, around: RegExp): Word {
  const standing = word.replace(around, '');
  return { word, standing, rightNow: isSyllable(standing) };
}

function weighWord({ word, standing, rightNow }: Word, encoding: LegacyEncoding, tally: Tally): void {
  const { text, foreign } = encoding.read(word);
  if (text === word && !foreign) return;
  if (rightNow && UNICODE_LETTER.test(standing)) tally.unicode += 1;
  if (foreign) tally.against += rightNow ? STRONG : WEAK;
  else weighReading({ standing, rightNow, converted: text.replace(AROUND, '') }, encoding, tally);
}

interface Both {
  readonly standing: string;
  readonly rightNow: boolean;
  readonly converted: string;
}

function weighReading({ standing, rightNow, converted }: Both, encoding: LegacyEncoding, tally: Tally): void {
  if (isSyllable(converted)) {
    if (rightNow || (encoding.name === 'viqr' && VIQR_QUESTION.test(standing))) {
      tally.ambiguous += 1;
      tally.names += nameVote(standing, converted);
    } else tally.supporting += weightOf(standing, encoding);
  } else if (rightNow) tally.against += STRONG;
  else if (encoding.name === 'mojibake') tally.supporting += DECODED;
  else if (LETTER.test(standing) && !ABBREVIATION.test(converted)) tally.against += WEAK;
}

function weightOf(word: string, { name }: LegacyEncoding): number {
  if (name === 'mojibake') return CERTAIN;
  if (name === 'viqr') return VIQR_SIGN.test(word) ? STRONG : WEAK;
  if (FOREIGN_LETTER.test(word)) return WEAK;
  if (word.length < 2) return LETTER.test(word) ? WEAK : 0;
  return word.length > 2 || isOddPair(word) ? STRONG : SHORT;
}

/** `Hå`, `vÒ`: no word of any language here, while `µm` is a unit and `où` French. */
function isOddPair(word: string): boolean {
  return /^[A-Za-z]\p{L}$/u.test(word) && (!LETTERS.has(word.charAt(1)) || /^[a-z]\p{Lu}$/u.test(word));
}
