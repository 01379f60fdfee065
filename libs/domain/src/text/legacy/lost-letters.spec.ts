import fc from 'fast-check';
import { hasLostLetters } from './lost-letters';
import { aCleanText, aPlace, aStory } from '../../../../../test/builders/vietnamese-texts';

const WORDS = 'tr?nh b?y vi?c thu h?i ??t, b?i th??ng kh?ng th?a ??ng';

it.each([WORDS, 'Nguy?n V?n A', 'NGUY?N V?N AN', 'L? Th? Hoa', 'Tr?n Hùng', 'Hu? và ?à N?ng', 'Ph?m Ng?c'])(
  'in %j letters were lost',
  (text) => {
    expect(hasLostLetters(text)).toBe(true);
  },
);

it.each([
  'Vì sao? Bao giờ?Ai ký?',
  'không?Tại sao',
  'có không?có',
  '???',
  'a?b',
  'https://x.vn/tra?ma=1&b?c',
  'Nguyen Van A? Nguyen Thi B?',
  '(?) ?',
])('in %j none were', (text) => {
  expect(hasLostLetters(text)).toBe(false);
});

it.each([
  ['what Latin-1 cannot hold', /[^\0-\u00ff]/g],
  ['what ASCII cannot hold', /[^\0-\u007f]/g],
])('text that lost %s is recognised', (_what, gone) => {
  fc.assert(
    fc.property(fc.oneof(aStory, aPlace), (text) => {
      expect(hasLostLetters(text.replace(gone, '?'))).toBe(true);
    }),
  );
});

it('clean text lost none', () => {
  fc.assert(
    fc.property(aCleanText, (text) => {
      expect(hasLostLetters(text)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});
