/** Longest line (names, numbers, places) of a real petition, in UTF-16 units. */
export const MAX_LINE = 500;
/** Longest text (content, request, summaries) of a real petition, in UTF-16 units. */
export const MAX_TEXT = 100_000;

/**
 * Characters that only damage brings: NUL, C1 controls (a byte of another code page read as Latin-1), the
 * replacement character (bytes that were no text), lone surrogates, private use (symbol fonts), non-characters.
 * Emoji are none of these.
 */
// oxlint-disable-next-line no-control-regex
const DAMAGE = /[\u0000\u0080-\u009f\ufffd\ufffe\uffff\p{Cs}\p{Co}]/u;

/** Anything beyond letters and common punctuation; cheap, and nearly never there. */
const UNUSUAL = /[^\n -~\u00a0-\u1eff\u2010-\u2027]/;

/** Whether the text holds characters that cannot be trusted (`TEXT_SUSPECT`). Ask after normalising. */
export function suspicious(text: string): boolean {
  return UNUSUAL.test(text) && DAMAGE.test(text);
}

/** Whether a text is longer than any real one (`TEXT_TOO_LONG`). Ask before normalising: 10 MB need no repair. */
export function tooLong(text: string, limit: number): boolean {
  return text.length > limit;
}
