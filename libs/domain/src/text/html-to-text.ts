/**
 * Turns stored HTML into plain text. Local systems keep petition texts as the HTML of a rich-text editor, the
 * national side wants text. Small on purpose: tags go, paragraphs and rows become lines, list items get a dash,
 * entities are decoded once. Every pattern is linear, so that 10 MB of `<` cost no more than 10 MB of prose.
 */
import { ENTITIES } from './html-entities';

const KNOWN_TAG =
  /<\/?(?:p|br|div|span|b|i|u|s|a|em|strong|small|big|sub|sup|font|center|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|h[1-6]|hr|img|pre|blockquote|html|head|body|title|meta|style|script|o:p)(?:\s[^<>]*|\s*\/)?>/i;
const ANY_ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,10});/g;
const LINE_AFTER = new Set([
  'br',
  'p',
  'div',
  'tr',
  'li',
  'ul',
  'ol',
  'table',
  'hr',
  'pre',
  'blockquote',
  'title',
]);
const SILENT = ['script', 'style', 'head'];

/** Whether the text really holds markup: a tag HTML knows, or an entity HTML knows. `a < b` and `R&D` do not. */
export function holdsMarkup(text: string): boolean {
  if (KNOWN_TAG.test(text)) return true;
  for (const [entity] of text.matchAll(ANY_ENTITY)) if (decodeEntity(entity) !== undefined) return true;
  return false;
}

/** Plain text of an HTML fragment; text without markup comes back as it is. */
export function htmlToText(html: string): string {
  if (!holdsMarkup(html)) return html;
  const text = KNOWN_TAG.test(html) ? withoutTags(html) : html;
  return text.replace(ANY_ENTITY, (entity) => decodeEntity(entity) ?? entity);
}

function withoutTags(html: string): string {
  const visible = withoutSilentParts(withoutComments(html));
  // Inside markup a line break of the file is only a space; `<br>` and blocks make the lines.
  const flowing = visible.replace(/[\r\n\t]+/g, ' ');
  return flowing.replace(
    /<(\/?)([a-zA-Z][a-zA-Z0-9:]*)(?:[\s/][^<>]*)?>/g,
    (_tag, slash: string, name: string) => replacementOf(name.toLowerCase(), slash === '/'),
  );
}

function replacementOf(name: string, closing: boolean): string {
  if (name === 'td' || name === 'th') return closing ? ' ' : '';
  if (name === 'li') return closing ? '' : '\n- ';
  return LINE_AFTER.has(name) || /^h[1-6]$/.test(name) ? '\n' : '';
}

function withoutComments(html: string): string {
  return withoutRanges(html, '<!--', '-->');
}

function withoutSilentParts(html: string): string {
  return SILENT.reduce((rest, name) => withoutElement(rest, name), html);
}

function withoutElement(html: string, name: string): string {
  const opening = new RegExp(`<${name}[\\s>]`, 'i');
  return opening.test(html) ? withoutRanges(html, `<${name}`, `</${name}>`) : html;
}

/** Cuts everything between `from` and `to`, also without an end; letters compare without case. */
function withoutRanges(html: string, from: string, to: string): string {
  // Lower-casing may change the length of exotic letters; then positions would lie, so the text stays whole.
  const lower = html.toLowerCase();
  if (lower.length !== html.length) return html;
  const kept: string[] = [];
  let position = 0;
  for (let start = lower.indexOf(from); start >= 0; start = lower.indexOf(from, position)) {
    kept.push(html.slice(position, start));
    const end = lower.indexOf(to, start);
    position = end < 0 ? html.length : end + to.length;
  }
  kept.push(html.slice(position));
  return kept.join('');
}

function decodeEntity(entity: string): string | undefined {
  if (!entity.startsWith('&#')) return ENTITIES.get(entity.slice(1, -1));
  const hexadecimal = entity[2] === 'x' || entity[2] === 'X';
  const code = hexadecimal ? parseInt(entity.slice(3, -1), 16) : parseInt(entity.slice(2, -1), 10);
  // NUL, surrogates and what lies beyond Unicode stay as written: decoding must not make damage.
  const decodable = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return decodable ? String.fromCodePoint(code) : undefined;
}
