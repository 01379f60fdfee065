import { normaliseLine, type Normalised } from './normalise-text';

export interface PersonName extends Normalised {
  /** The cell holds several people. They are never split by guessing: the clerk enters one row per person. */
  readonly manyPeople: boolean;
}

/** Ông, Bà, Anh, Chị and their short forms in front of a name; `Ông/Bà`, `Ông (bà)`, with or without a colon. */
const TITLE = /^(?:(?:ông|bà|anh|chị)(?:\s*[/(]\s*(?:ông|bà|anh|chị)\s*\)?)?|ô\.|b\.)\s*[:.]?\s+/iu;
const SEPARATOR = /[;\n\r+]/;
const NUMBERING = /(?:^|[\s,(])\d{1,2}\s*[.)/-]\s*\p{L}/u;
const HEADS = /(?:^|\s)(?:cùng|với|và|gồm)?\s*\d+\s*(?:hộ|người|công dân|nhân khẩu)(?:\s|$)/iu;
const AND = /\sv\u00e0\s/iu;
/** In front of a word that starts with a capital, a comma, a slash or `&` separates people, not parts of an address. */
const LISTING = /\s*[,/&]\s*/;

/**
 * A natural person's name as one field: normalised, a leading title removed (reported as `whitespace`, the raw
 * value keeps it). Surname, middle and given name are never split, joined or reordered, and letter case stays.
 */
export function personName(value: string): PersonName {
  const trimmed = value.trim();
  const { text, repairs } = normaliseLine(value);
  const name = withoutTitle(text);
  return {
    text: name,
    repairs: name === text || repairs.includes('whitespace') ? repairs : [...repairs, 'whitespace'],
    manyPeople: SEPARATOR.test(trimmed) || NUMBERING.test(text) || HEADS.test(text) || listsPeople(name),
  };
}

/** `Ông` is also a rare surname: a title goes only when at least two words remain. */
function withoutTitle(text: string): string {
  const rest = text.replace(TITLE, '');
  return rest.includes(' ') ? rest : text;
}

function listsPeople(text: string): boolean {
  return joinedByAnd(text) || listed(text.split(LISTING));
}

/** A small "và" joins; a capital "Và" is a Hmong name unless whole names stand on both sides. */
function joinedByAnd(text: string): boolean {
  const parts = text.split(AND);
  if (parts.length < 2) return false;
  return text.includes(' và ') || parts.every((part) => part.trim().includes(' '));
}

function listed(parts: readonly string[]): boolean {
  return parts.length > 1 && parts.every((part) => looksLikeName(withoutTitle(part)));
}

/** In front of a word that names a place: such a piece of a cell is an address, however it is capitalised. */
const PLACE =
  /^(?:xã|phường|thôn|xóm|ấp|tổ|khu|khối|bản|làng|buôn|huyện|quận|tỉnh|thị (?:trấn|xã)|thành phố|tp\.?|phố|ngõ|ngách|hẻm|số nhà|ubnd|công ty|chi nhánh|hợp tác xã|trường|ban|sở|phòng)\s/iu;

/** Whether a piece of a list is a person for certain: a name of at least two words, no place and no office. */
export function isListable(part: string): boolean {
  return looksLikeName(withoutTitle(part)) && !PLACE.test(part);
}

function looksLikeName(part: string): boolean {
  const words = part.split(' ');
  return words.length >= 2 && words.every((word) => /^\p{Lu}[\p{L}\p{M}'’.-]*$/u.test(word));
}
