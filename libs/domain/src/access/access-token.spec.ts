import fc from 'fast-check';
import { formatToken, isScope, isTokenShaped, TOKEN_RANDOM_BYTES } from './access-token';

const random = fc.uint8Array({ minLength: TOKEN_RANDOM_BYTES, maxLength: TOKEN_RANDOM_BYTES });

it('every token that was made is recognised', () => {
  fc.assert(fc.property(random, (bytes) => expect(isTokenShaped(formatToken(bytes))).toBe(true)));
});

it('a token that lost, gained or changed a character is not', () => {
  fc.assert(
    fc.property(random, fc.nat(), fc.constantFrom('A', 'z', '-', ' ', '\n'), (bytes, place, other) => {
      const token = formatToken(bytes);
      const at = place % token.length;
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(isTokenShaped(token.slice(0, at))).toBe(false);
      expect(isTokenShaped(token + other)).toBe(false);
      expect(isTokenShaped(changed)).toBe(changed === token);
    }),
  );
});

it('two tokens of different randomness differ', () => {
  expect(formatToken(new Uint8Array(32))).not.toBe(formatToken(new Uint8Array(32).fill(1)));
});

it('a scope is a word, or two with a dot', () => {
  expect(['records.read', 'overview', 'audit-log.read'].every(isScope)).toBe(true);
  expect(['', '*', 'Records', 'a.b.c', 'records.', 'đọc', 'a b', 'a:b'].some(isScope)).toBe(false);
});
