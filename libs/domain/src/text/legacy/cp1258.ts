import { isLetter, SINGLE_BYTE_WORDS, type LegacyEncoding, type Reading } from './encoding';

/** Bytes where Windows-1258 differs from Windows-1252: five combining tones and the letters ă đ ơ ư. */
const CHART: ReadonlyMap<string, string> = new Map([
  ['\u00cc', '\u0300'],
  ['\u00d2', '\u0309'],
  ['\u00de', '\u0303'],
  ['\u00ec', '\u0301'],
  ['\u00f2', '\u0323'],
  ['Ã', 'Ă'],
  ['ã', 'ă'],
  ['Ð', 'Đ'],
  ['ð', 'đ'],
  ['Õ', 'Ơ'],
  ['õ', 'ơ'],
  ['Ý', 'Ư'],
  ['ý', 'ư'],
]);

/** The same in both code pages, and Vietnamese. */
const SAME = /[ÀÁÂÈÉÊÍÓÔÙÚàáâèéêíóôùú]/;

/** Windows-1258 read as Windows-1252: `Tiêìp công dân` is `Tiếp công dân`. Read rightly it is only decomposed Unicode. */
export const CP1258: LegacyEncoding = { name: 'cp1258', words: SINGLE_BYTE_WORDS, read };

function read(word: string): Reading {
  let foreign = false;
  const text = word.replace(/[\u0080-\uffff]/g, (character) => {
    const letter = CHART.get(character);
    foreign ||= letter === undefined && !SAME.test(character) && isLetter(character);
    return letter ?? character;
  });
  return { text: text.normalize('NFC'), foreign };
}
