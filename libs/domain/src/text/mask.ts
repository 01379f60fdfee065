const MAX_MASKED = 40;
const DOT = '•';

/**
 * What a screen or log may show of a value: first and last character, a dot for each one between, at most 40
 * characters; digits and values of up to three characters are dots throughout.
 */
export function mask(value: string): string {
  const characters = Array.from(value.slice(0, 4 * MAX_MASKED));
  const last = Array.from(value.slice(-2)).at(-1) ?? '';
  const length = value.length > 4 * MAX_MASKED ? MAX_MASKED : Math.min(characters.length, MAX_MASKED);
  if (length <= 3) return DOT.repeat(length);
  return `${visible(characters[0] ?? '')}${DOT.repeat(length - 2)}${visible(last)}`;
}

/** No code of a local list is longer. */
const LONGEST_CODE = 30;

/** A local code is shown, so that somebody can map it; what is longer may be a name in the wrong column. */
export function maskUnlessCode(value: string): string {
  return value.length <= LONGEST_CODE ? value : mask(value);
}

/** Letters only: digits tell too much, and damaged or control characters have no place on a screen. */
function visible(character: string): string {
  return /^\p{L}$/u.test(character) ? character : DOT;
}
