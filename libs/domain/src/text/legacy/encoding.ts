export type LegacyEncodingName = 'tcvn3' | 'vni' | 'viqr' | 'cp1258' | 'mojibake';

/** One word read in an old encoding. */
export interface Reading {
  readonly text: string;
  /** The word holds a letter that this encoding never writes: it was written in another one. */
  readonly foreign: boolean;
}

/** An old way to write Vietnamese, seen as the characters that its bytes became. */
export interface LegacyEncoding {
  readonly name: LegacyEncodingName;
  /** What a word is made of in this encoding; markup is taken out before. Global, so that `replace` takes all. */
  readonly words: RegExp;
  readonly read: (word: string) => Reading;
}

/** Letters and symbols that letters became; not general punctuation, which no single-byte chart uses for letters. */
export const SINGLE_BYTE_WORDS = /[A-Za-z\u00a1-\u1fff\u2c00-\ufffc]+/g;

/** Longer runs are no words in any encoding; looking at them would cost more than their length. */
const LONGEST_WORD = 200;

/** The words of a text that may have been written in an encoding. */
export function wordsOf(text: string, { words }: LegacyEncoding): readonly string[] {
  return (text.match(words) ?? []).filter((word) => word.length <= LONGEST_WORD);
}

/** The text with every word read in an encoding. */
export function readAll(text: string, { words, read }: LegacyEncoding): string {
  return text.replace(words, (word) => (word.length <= LONGEST_WORD ? read(word).text : word));
}

const LETTER = /\p{L}/u;

/** Whether a character that a chart does not know is a letter; symbols beside words say nothing. */
export function isLetter(character: string): boolean {
  return LETTER.test(character);
}
