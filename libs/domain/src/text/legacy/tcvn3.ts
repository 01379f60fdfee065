import { restoreCapitals } from './capitals';
import { isLetter, SINGLE_BYTE_WORDS, type LegacyEncoding, type Reading } from './encoding';
import { withTone } from './letters';

/** TCVN 5712:1993, VN3: plain vowel, its own code, codes with huyền, hỏi, ngã, sắc, nặng. */
const VOWEL_CODES: readonly (readonly number[])[] = [
  [0x61, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9],
  [0xa8, 0xbb, 0xbc, 0xbd, 0xbe, 0xc6],
  [0xa9, 0xc7, 0xc8, 0xc9, 0xca, 0xcb],
  [0x65, 0xcc, 0xce, 0xcf, 0xd0, 0xd1],
  [0xaa, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6],
  [0x69, 0xd7, 0xd8, 0xdc, 0xdd, 0xde],
  [0x6f, 0xdf, 0xe1, 0xe2, 0xe3, 0xe4],
  [0xab, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9],
  [0xac, 0xea, 0xeb, 0xec, 0xed, 0xee],
  [0x75, 0xef, 0xf1, 0xf2, 0xf3, 0xf4],
  [0xad, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9],
  [0x79, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe],
];
const VOWELS = 'aăâeêioôơuưy';
const OTHERS: readonly (readonly [number, string])[] = [
  [0xae, 'đ'],
  [0xa1, 'Ă'],
  [0xa2, 'Â'],
  [0xa3, 'Ê'],
  [0xa4, 'Ô'],
  [0xa5, 'Ơ'],
  [0xa6, 'Ư'],
  [0xa7, 'Đ'],
];

const CHART: ReadonlyMap<string, string> = new Map(
  [
    ...VOWEL_CODES.flatMap((codes, vowel) =>
      codes.map((code, place) => [code, withTone(VOWELS.charAt(vowel), place - 1)] as const),
    ),
    ...OTHERS,
  ]
    .filter(([code]) => code > 0x7f)
    .map(([code, letter]) => [String.fromCharCode(code), letter]),
);

/** TCVN3 (ABC fonts, `.VnTime`): one byte a letter, read as Latin-1. `TiÕp c«ng d©n` is `Tiếp công dân`. */
export const TCVN3: LegacyEncoding = { name: 'tcvn3', words: SINGLE_BYTE_WORDS, read };

function read(word: string): Reading {
  let foreign = false;
  let text = '';
  for (let at = 0; at < word.length; at += 1) {
    const character = word.charAt(at);
    const letter = character > '\u007f' ? CHART.get(character) : character;
    foreign ||= letter === undefined && isLetter(character);
    text += letter ?? character;
  }
  return { text: restoreCapitals(text), foreign };
}
