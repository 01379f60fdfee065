import { restoreCapitals } from './capitals';
import { isLetter, SINGLE_BYTE_WORDS, type LegacyEncoding, type Reading } from './encoding';
import { withTone } from './letters';

/** Mark characters behind a vowel: tone alone, or circumflex or breve with the tone. Order as in `TONE_MARKS`. */
const TONES = 'øûõùï';
const CIRCUMFLEX = 'âàåãáä';
const BREVE = 'êèúüéë';

/** Letters that VNI writes as one character. */
const SINGLES: readonly (readonly [string, string])[] = [
  ['ô', 'ơ'],
  ['ö', 'ư'],
  ['ñ', 'đ'],
  ['ì', 'ì'],
  ['æ', 'ỉ'],
  ['ó', 'ĩ'],
  ['í', 'í'],
  ['ò', 'ị'],
  ['î', 'ỵ'],
];

/** Small written pair or single → letter. */
const CHART: ReadonlyMap<string, string> = new Map([
  ...SINGLES,
  ...marked('aeouy', TONES, (vowel, place) => withTone(vowel, place)),
  ...marked('ôö', TONES, (vowel, place) => withTone(vowel === 'ô' ? 'ơ' : 'ư', place)),
  ...marked('aeo', CIRCUMFLEX, (vowel, place) =>
    withTone({ a: 'â', e: 'ê', o: 'ô' }[vowel] ?? vowel, place - 1),
  ),
  ...marked('a', BREVE, (_vowel, place) => withTone('ă', place - 1)),
]);

function marked(
  vowels: string,
  marks: string,
  letter: (vowel: string, place: number) => string,
): readonly (readonly [string, string])[] {
  return Array.from(vowels).flatMap((vowel) =>
    Array.from(marks, (mark, place) => [`${vowel}${mark}`, letter(vowel, place)] as const),
  );
}

/** Whether `mark` behind `vowel` (small letters) is a letter of VNI. */
export function isVniPair(vowel: string, mark: string): boolean {
  return CHART.has(`${vowel}${mark}`);
}

/** VNI-Windows: a vowel, then a character that draws its marks. `Tieáp coâng daân` is `Tiếp công dân`. */
export const VNI: LegacyEncoding = { name: 'vni', words: SINGLE_BYTE_WORDS, read };

function read(word: string): Reading {
  const small = word.toLowerCase();
  if (small.length !== word.length) return { text: word, foreign: true };
  let text = '';
  let foreign = false;
  for (let at = 0; at < word.length; at += 1) {
    const first = word.charAt(at);
    const pair = CHART.get(small.slice(at, at + 2));
    const letter = at + 1 < word.length && pair !== undefined ? pair : CHART.get(small.charAt(at));
    foreign ||= letter === undefined && first > '\u007f' && isLetter(first);
    text += letter === undefined ? first : cased(letter, first);
    if (letter !== undefined && letter === pair) at += 1;
  }
  return { text: restoreCapitals(text), foreign };
}

/** The vowel carries the case; its mark may be small or large. */
function cased(letter: string, written: string): string {
  return written === written.toLowerCase() ? letter : letter.toUpperCase();
}
