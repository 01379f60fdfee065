import { isNotAPerson } from './not-a-person';
import { normaliseLine, type Normalised } from './normalise-text';
import { isNamedLikePerson, isProvinceOrDistrict } from './named-like-people';
import { isOneName } from './one-name';
import { withoutOuterSeparators } from './outer-separators';
import { isSurname, isWithoutMarks } from './surnames';

export interface PersonName extends Normalised {
  /**
   * The cell holds several people, or more than a name, so that nobody can say how many. They are never split by
   * guessing: the clerk enters one row per person.
   */
  readonly manyPeople: boolean;
}

/** Ông, Bà, Anh, Chị and their short forms in front of a name; `Ông/Bà`, `Ông (bà)`, with or without a colon. */
const TITLE =
  /^(?!bà\s+con\s)(?:(?:ông|bà|anh|chị)(?:\s*[/(]\s*(?:ông|bà|anh|chị)\s*\)?)?(?:\s*[:.]\s*|\s+)|(?:ô|b)\.\s*:?\s*)/iu;
const SEPARATOR = /[;\n\r+]/;
const NUMBERING = /(?:^|[\s,(])\d{1,2}\s*[.)/-]\s*\p{L}/u;
const HEADS = /(?:^|\s)(?:cùng|với|và|gồm)?\s*\d+\s*(?:hộ|người|công dân|nhân khẩu)(?:\s|$)/iu;
const AND = /\sv\u00e0\s/iu;
/** In front of a word that starts with a capital, a comma, a slash or `&` separates people, not parts of an address. */
const LISTING = /\s*[,/&]\s*/;

/**
 * A natural person's name as one field: normalised, a leading title and separators around it removed (reported as
 * `whitespace`, the raw value keeps them). Surname, middle and given name are never split, joined or reordered, and
 * letter case stays. What is not one name for certain is `manyPeople`; only an office, an organisation or nobody
 * (`isNotAPerson`) is left for the question whether it is a person.
 */
export function personName(value: string): PersonName {
  const { text, repairs } = normaliseLine(value);
  const line = withoutOuterSeparators(text);
  const name = withoutTitle(line);
  return {
    ...reported(text, name, repairs),
    manyPeople:
      holdsSeveral(withoutOuterSeparators(value), line, name) ||
      (!isOneName(value.trim(), line, name) && !isNotAPerson(name)),
  };
}

/**
 * As {@link personName} for somebody a petition is about: behind the name there may be an office or an address
 * (`Lê Văn Cam, cán bộ địa chính xã Minh Tân`), and instead of it an agency.
 */
export function partyName(value: string): PersonName {
  const { text, repairs } = normaliseLine(value);
  const name = withoutTitle(text);
  return { ...reported(text, name, repairs), manyPeople: holdsSeveral(value.trim(), text, name) };
}

function reported(text: string, name: string, repairs: Normalised['repairs']): Normalised {
  const isReported = name === text || repairs.includes('whitespace');
  return { text: name, repairs: isReported ? repairs : [...repairs, 'whitespace'] };
}

/** Several people for certain: separators, numbers of people, whole names joined or listed. */
function holdsSeveral(written: string, line: string, name: string): boolean {
  return SEPARATOR.test(written) || NUMBERING.test(line) || HEADS.test(line) || listsPeople(name);
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
  return parts.length > 1 && parts.every((part) => isCapitalised(withoutTitle(part)));
}

function isCapitalised(part: string): boolean {
  const words = part.split(' ');
  return words.length >= 2 && words.every((word) => /^\p{Lu}[\p{L}\p{M}'’.-]*$/u.test(word));
}

/** In front of a word that names a place: such a piece of a cell is an address, however it is capitalised. */
const PLACE =
  /^(?:xã|phường|thôn|xóm|ấp|tổ|khu|khối|bản|làng|buôn|huyện|quận|tỉnh|thị (?:trấn|xã)|thành phố|tp\.?|phố|đường|ngõ|ngách|hẻm|kiệt|số|quốc lộ|chung cư|đặc khu|ubnd|công ty|chi nhánh|hợp tác xã|trường|ban|sở|phòng)\s/iu;
/** No place begins like this: names of women among the Ede. */
const ONLY_PEOPLE = /^H['’]/;

/** How sure it is that a piece of a list is a person. */
export type Certainty = 'certain' | 'likely' | 'no';

/**
 * Whether a piece of a list is a person: one whole name that begins with a title or a family name. Two words without a
 * title, and names that streets and communes bear as well, are only certain where a number, `và` or `Các ông, bà:`
 * introduces people: `Nguyễn Văn An, Lê Lợi` may be somebody and the street.
 */
export function listedPerson(piece: string, isIntroduced: boolean): Certainty {
  const part = piece.replace(/\s+/g, ' ');
  const name = withoutTitle(part);
  if (!isOneWholeName(piece, part, name)) return 'no';
  const mayBePlace = !isIntroduced && isNamedLikePerson(part);
  if (name !== part || ONLY_PEOPLE.test(name)) return mayBePlace ? 'no' : 'certain';
  if (!beginsWithSurname(part) || isProvinceOrDistrict(part)) return 'no';
  const isShort = !isIntroduced && name.split(' ').length < 3;
  return mayBePlace || isShort ? 'likely' : 'certain';
}

function isOneWholeName(piece: string, part: string, name: string): boolean {
  return isCapitalised(name) && !PLACE.test(part) && !personName(piece).manyPeople;
}

function beginsWithSurname(name: string): boolean {
  return isSurname(name.split(' ')[0] ?? '', isWithoutMarks(name));
}
