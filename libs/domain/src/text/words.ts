/** Code units below this are looked up in a table: Latin, Greek, Cyrillic … and general punctuation. */
const TABLE_SIZE = 0x2100;
const SPACE = 0x20;
const SEPARATOR = /[\p{P}\p{Z}\s]/u;
const SURROGATE = /[\ud800-\udfff]/;

const separators = Uint8Array.from({ length: TABLE_SIZE }, (_zero, code) =>
  SEPARATOR.test(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * The words of a text in the form exact duplicates are compared in: NFC, lower case, punctuation and white space one
 * space each, ends trimmed. Tones and marks stay. The same as replacing every run of `[\p{P}\p{Z}\s]`, at a tenth of
 * the time: every record of every source passes here.
 */
export function words(text: string): string {
  const lower = text.normalize('NFC').toLowerCase();
  if (SURROGATE.test(lower)) return lower.replaceAll(/[\p{P}\p{Z}\s]+/gu, ' ').trim();
  let out = '';
  // Words with one space between them are taken together, up to the next punctuation: a string a clause, not a word.
  let start = -1;
  let end = -1;
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (isSeparator(code)) continue;
    if (start < 0) start = at;
    else if (at - end > 1 || (at > end && lower.charCodeAt(end) !== SPACE)) {
      out += lower.slice(start, end) + ' ';
      start = at;
    }
    end = at + 1;
  }
  return start < 0 ? out : out + lower.slice(start, end);
}

function isSeparator(code: number): boolean {
  return code < TABLE_SIZE ? separators[code] === 1 : SEPARATOR.test(String.fromCharCode(code));
}
