const ENTITY = /&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi;
const ESCAPE = /\\u([0-9a-f]{4})/gi;
const PERCENT = /(?:%[0-9a-f]{2})+/gi;

/** A text with the letters that HTML, JSON or an address write in another way; for comparing only. */
export function inReadableForm(text: string): string {
  return text
    .replace(ENTITY, (all, hex: string | undefined, decimal: string | undefined) =>
      letterOf(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16), all),
    )
    .replace(ESCAPE, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(PERCENT, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}

function letterOf(code: number, otherwise: string): string {
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : otherwise;
}
