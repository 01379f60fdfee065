import fc from 'fast-check';
import { isSyllable } from './syllable';
import { aName, aPlace, aStory, aSyllable } from '../../../../../test/builders/vietnamese-texts';

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}]{2,}/gu) ?? [];
const NO_SYLLABLES = new Set(['BB', 'UBND', 'QĐ', 'ĐT', 'nguyen', 'van', 'example', 'vn']);

it('every word of Vietnamese text is a syllable', () => {
  fc.assert(
    fc.property(fc.oneof(aStory, aName, aPlace), (text) => {
      expect(wordsOf(text).filter((word) => !isSyllable(word) && !NO_SYLLABLES.has(word))).toEqual([]);
    }),
  );
});

it('and so is what the grammar makes', () => {
  fc.assert(
    fc.property(aSyllable, (syllable) => {
      expect(isSyllable(syllable)).toBe(true);
    }),
  );
});

it.each(
  'hòa hoà thủy thuỷ tòan qúy gìa đựơc quý quí nghiêng khuya khuỷu ngoằn ngoèo Đắk ỦY Ý gì giữa goòng'.split(
    ' ',
  ),
)('%s is one, as people type it', (word) => {
  expect(isSyllable(word)).toBe(true);
});

it.each([
  'NguyÔn',
  'aù',
  'où',
  'cat̀',
  'hàt',
  'cìn',
  'cế',
  'ngề',
  'Müller',
  'café',
  'thuèm',
  'đđ',
  'ăâ',
  '',
  'áà',
  'Huế1',
])('%j is none', (word) => {
  expect(isSyllable(word)).toBe(false);
});
