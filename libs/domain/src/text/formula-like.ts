/** Also in the wide and small forms that East Asian editions read alike, and behind blanks that a reader drops. */
const LIKE_FORMULA = /^[\s\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]|^[\t\r\n]/;

/** A text that a spreadsheet program could take for a formula, also after being saved as CSV, gets a quote in front. */
export function neutral(text: string): string {
  return LIKE_FORMULA.test(text) ? `'${text}` : text;
}

/** Takes back what {@link neutral} put in front; a quote before anything else is part of the text. */
export function withoutNeutral(text: string): string {
  return text.startsWith("'") && LIKE_FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
