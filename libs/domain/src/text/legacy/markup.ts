/** Names of the entities for U+00A1–U+00FF in order: rich-text editors write the letters of old fonts with them. */
const LATIN_1 =
  'iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave ' +
  'Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute ' +
  'Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave ' +
  'iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const NAMED: ReadonlyMap<string, string> = new Map(
  LATIN_1.split(' ').map((name, place) => [name, String.fromCharCode(0xa1 + place)]),
);

const ENTITY = /&(?:#(\d{2,4})|#[xX]([0-9a-fA-F]{2,4})|([A-Za-z]{2,6}[1-4]{0,2}));/g;
const MARKUP = /<[^<>]*>|&#?[A-Za-z0-9]{1,10};/g;

/** The text with entities of letters and their symbols as characters. Tags, `&lt;`, `&amp;`, `&nbsp;` stay. */
export function decodeLetters(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (entity, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? entity;
    const code = decimal === undefined ? parseInt(hexadecimal ?? '0', 16) : Number(decimal);
    return code > 0xa0 && code < 0xd800 ? String.fromCharCode(code) : entity;
  });
}

/** The text between tags and entities, piece by piece. */
export function withoutMarkup(text: string): string {
  return text.includes('<') || text.includes('&') ? text.replace(MARKUP, ' ') : text;
}

/** Applies a change to what stands between tags and entities, never to them. */
export function outsideMarkup(text: string, change: (piece: string) => string): string {
  if (!text.includes('<') && !text.includes('&')) return change(text);
  let changed = '';
  let position = 0;
  for (const { 0: markup, index } of text.matchAll(MARKUP)) {
    changed += change(text.slice(position, index)) + markup;
    position = index + markup.length;
  }
  return changed + change(text.slice(position));
}
