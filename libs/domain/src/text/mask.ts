import { isNamedLikePerson, isProvinceOrDistrict } from './named-like-people';
import { isSurname, isWithoutMarks } from './surnames';

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

/** No code of a local list is longer, but for those below. */
const LONGEST_CODE = 30;
/** Names of agencies, codes joined of several columns, and what many records share. */
const LONGEST_NAME = 120;
/** What stands in a column of codes for so many records is a word of that system, not one person's petition. */
const SHARED_BY = 5;
/** As `concat` joins codes (docs/operators/noi-nguon-moi.md). */
const JOINED = / +[-–] +/;
const MOST_JOINED = 4;
/** A name is written with capitals, whole or at each word, and has at least three words. */
const NAME = /^(?:\p{Lu}\p{L}*\s+){2,4}\p{Lu}\p{L}*$/u;
/** Identity and telephone numbers, however they are grouped; codes are shorter or hold a letter. */
const PERSONAL_NUMBER = /^\+?(?:\d[\s.-]?){8,12}\d$/;
const NUMBER_WITHIN = /\d(?:[\s.-]?\d){5}/;
const AGENCY =
  /^(?:ubnd|hđnd|[uủ][yỷ] ban (?:nhân dân|mttq|mặt trận)|hội đồng nhân dân|sở|phòng|chi cục|cục|thanh tra|văn phòng|trung tâm|ban (?:quản lý|tiếp|dân|nội|tổ chức|chỉ)|tòa án|toà án|viện kiểm sát|công an|bộ)\s/iu;
/** How people and what they tell are spoken of, and where a sentence ends: in names of agencies there is none. */
const TELLING =
  /(?:^|[\s,(])(?:[ôÔ]ng|ÔNG|[bB]à(?! [rR]ịa)|BÀ(?! RỊA)|anh|chị|cô|chú|bác|em|tôi|TÔI|cháu|con|vợ|chồng|mẹ|cha|bố|bị|xem|gửi|hối lộ|tiền)(?=[\s,)]|$)|[.;:?!"“”]/u;

/**
 * A local code is shown, so that somebody can map it. What is longer, looks like the name of a person or like somebody's
 * number was typed into the wrong column and is masked. Longer than 30 characters, up to 120, are shown: names of
 * agencies, codes joined by ` - ` each of which may be shown, and what at least five records hold – unless they
 * speak of somebody.
 * @param records how many records of a source hold this value in one column of codes, as far as it is known
 */
export function maskUnlessCode(value: string, records = 1): string {
  const text = value.trim();
  return isJoined(text, records) || isCode(text, records) ? value : mask(value);
}

function isJoined(text: string, records: number): boolean {
  const parts = text.split(JOINED);
  if (parts.length < 2 || parts.length > MOST_JOINED || text.length > LONGEST_NAME) return false;
  return parts.every((part) => part === '' || isCode(part, records));
}

function isCode(text: string, records: number): boolean {
  if (namesSomebody(text)) return false;
  if (text.length <= LONGEST_CODE) return !text.split(JOINED).some(namesSomebody);
  const isKnown = AGENCY.test(text) || records >= SHARED_BY;
  return isKnown && text.length <= LONGEST_NAME && !speaksOfSomebody(text);
}

/** Names of two words are left: half of all communes look like one. */
function namesSomebody(text: string): boolean {
  if (PERSONAL_NUMBER.test(text)) return true;
  if (!NAME.test(text) || isNamedLikePerson(text) || isProvinceOrDistrict(text)) return false;
  return isSurname(text.split(/\s+/, 1)[0] ?? '', isWithoutMarks(text));
}

/** Somebody, a number or a story within a longer text. */
function speaksOfSomebody(text: string): boolean {
  if (TELLING.test(text) || NUMBER_WITHIN.test(text)) return true;
  const words = text.split(/[\s,()/]+/);
  const isUnmarked = isWithoutMarks(text);
  return words.some(
    (word, at) => isSurname(word, isUnmarked) && beginsName(words.slice(at, at + MOST_WORDS)),
  );
}

const MOST_WORDS = 5;

/** Whether these words begin with a name of three words or more that is not also that of a place. */
function beginsName(words: readonly string[]): boolean {
  const lengths = [5, 4, 3].filter((length) => length <= words.length);
  const names = lengths.map((length) => words.slice(0, length).join(' ')).filter((name) => NAME.test(name));
  return names.length > 0 && !names.some((name) => isNamedLikePerson(name) || isProvinceOrDistrict(name));
}

const HANDLE_DIGITS = 12;
const HANDLE = /^•[0-9a-f]{12}$/;

/**
 * Stands for a local code that may not be shown, wherever codes stand: in causes, in the crosswalk, in the API. Tells
 * different ones apart and says nothing of them.
 * @param digest keyed, of source, list and code
 */
export function codeHandle(digest: string): string {
  return `${DOT}${digest.slice(0, HANDLE_DIGITS)}`;
}

export function isCodeHandle(code: string): boolean {
  return HANDLE.test(code);
}

/** Letters only: digits tell too much, and damaged or control characters have no place on a screen. */
function visible(character: string): string {
  return /^\p{L}$/u.test(character) ? character : DOT;
}
