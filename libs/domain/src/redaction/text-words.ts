import { fold } from '../text/fold';
import { normaliseText } from '../text/normalise-text';

/** One word of a text, as written and as it is compared. */
export interface TextWord {
  /** As written, NFC. */
  readonly written: string;
  /** Letters and digits without marks, lower case. */
  readonly folded: string;
  /** From 1. */
  readonly line: number;
  readonly isCapitalised: boolean;
  /** Nothing but blanks stands between this word and the one before. */
  readonly followsClosely: boolean;
}

/** Cyrillic and Greek letters that look like Latin ones, by what they are taken for. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'ьβ',
    c: 'сϲ',
    e: 'еε',
    g: 'ɡ',
    h: 'һн',
    i: 'іιı',
    j: 'ј',
    k: 'кκ',
    m: 'м',
    n: 'пη',
    o: 'оο',
    p: 'рρ',
    q: 'ԛ',
    s: 'ѕ',
    t: 'тτ',
    u: 'υս',
    v: 'ѵν',
    w: 'ԝ',
    x: 'хχ',
    y: 'уγ',
  }).flatMap(([latin, others]) => Array.from(others, (other) => [other, latin] as const)),
);

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Format characters and combining grapheme joiners: seen by nobody, they split a word for a comparison. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;

/**
 * The words of a text for comparing: HTML and entities read as text, full-width and mathematical letters as plain ones,
 * invisible characters gone, letters of other scripts as the Latin ones they are taken for.
 */
export function wordsIn(text: string): readonly TextWord[] {
  const clean = normaliseText(text).text.normalize('NFKC').replaceAll(UNSEEN, '');
  const found: TextWord[] = [];
  let end = 0;
  let line = 1;
  for (const match of clean.matchAll(WORD)) {
    const between = clean.slice(end, match.index);
    line += between.split('\n').length - 1;
    end = match.index + match[0].length;
    const folded = foldedWord(match[0]);
    if (folded === '') continue;
    found.push({
      written: match[0].normalize('NFC'),
      folded,
      line,
      isCapitalised: /^\p{Lu}/u.test(match[0]),
      followsClosely: found.length > 0 && /^ *$/.test(between),
    });
  }
  return found;
}

/** The words of a value in the form they are compared in. */
export function foldedWords(value: string): readonly string[] {
  return wordsIn(value).map(({ folded }) => folded);
}

function foldedWord(word: string): string {
  const latin = Array.from(fold(word), (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
  return latin.replaceAll(/[^a-z0-9]/g, '');
}

/** Where a sequence of folded words begins in a text; each place once. */
export function placesOf(wanted: readonly string[], words: readonly TextWord[]): readonly number[] {
  if (wanted.length === 0) return [];
  return words.flatMap((_word, at) =>
    wanted.every((one, index) => words[at + index]?.folded === one) ? [at] : [],
  );
}
