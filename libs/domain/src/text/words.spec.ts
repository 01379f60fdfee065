import fc from 'fast-check';
import { words } from './words';

const slowly = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{Z}\s]+/gu, ' ')
    .trim();

/** As a clerk types: short words, single and double spaces, punctuation with and without a space. */
const typed = fc
  .array(fc.constantFrom('a', 'Đơn', 'x', ' ', ' ', '  ', '.', ', ', '\u00a0', '-', '\n', '“'))
  .map((parts) => parts.join(''));

describe('the words of a text', () => {
  it.each([
    ['Nguyễn  Văn-An, (con ông Bình).', 'nguyễn văn an con ông bình'],
    ['\u201cĐơn\u201d\u3000số\u00a01', 'đơn số 1'],
    ['…', ''],
    ['', ''],
  ])('of %j are %j', (text, expected) => expect(words(text)).toBe(expected));

  it('are those that replacing every run of punctuation and space gives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), typed), (text) => {
        expect(words(text)).toBe(slowly(text));
      }),
    );
    for (let code = 0; code < 0x10000; code += 1) {
      const text = `a${String.fromCharCode(code)}b`;
      if (words(text) !== slowly(text)) throw new Error(`differs at ${code.toString(16)}`);
    }
  });
});
