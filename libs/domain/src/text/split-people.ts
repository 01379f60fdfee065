import { withoutOuterSeparators } from './outer-separators';
import { listedPerson, personName } from './person-name';

/** What a cell says about the people who stand behind a petition. */
export interface PeopleInText {
  /** One text per named person, in order, as written (a title may stand before it). */
  readonly names: readonly string[];
  /** Everybody the cell speaks of: the named, or the larger number it says (`và 19 hộ dân`, `đại diện 20 hộ`). */
  readonly count: number;
}

const UNIT =
  '(?:hộ(?:\\s+(?:dân|gia đình))?|người(?:\\s+(?:dân|khác|nữa))?|công dân|nhân khẩu|cá nhân)(?:\\s+khác)?';
/** What may follow a number of people; anything else (`19 hộ dân thôn Tân Lập`) is left for a person to read. */
const END = '\\s*(?=$|[;,.\\n])';
/** `và 19 hộ dân`, `cùng với 12 người`, `+ 5 hộ`: so many besides the named. */
const BESIDES = new RegExp(
  `[,;]?\\s*\\(?\\s*(?:và|cùng(?:\\s+với)?|với|\\+|&)\\s*(\\d{1,4})\\s*${UNIT}\\s*\\)?${END}`,
  'giu',
);
/** `(đại diện 20 hộ)`, `đại diện cho 20 hộ dân`, `(gồm 20 người)`, `(20 hộ)`: so many in all. */
const IN_ALL = new RegExp(
  `[,;]?\\s*(?:\\(\\s*(?:đại diện(?:\\s+cho)?|gồm|tổng số)?\\s*:?\\s*(\\d{1,4})\\s*${UNIT}\\s*\\)|(?:đại diện(?:\\s+cho)?|gồm|tổng số)\\s*:?\\s*(\\d{1,4})\\s*${UNIT})${END}`,
  'giu',
);
/** `Các ông, bà:` in front of a list. */
const HEADING = /^các\s+(?:ông|bà)(?:\s*[,/(]\s*(?:ông|bà)\s*\)?)?\s*:\s*/iu;
/** `1. `, `2) `, `3/` at the beginning of a line or between people. */
const NUMBERING = /(?:^|(?<=[\s,;.]))(\d{1,3})\s*[.)/-]\s*(?=\p{L})/gmu;
const HARD = /[;\n\r]/;
const SOFT = /(\s*[,/&|_\u2013\u2014]\s*(?:v\u00e0\s+)?|\s+-\s*|-\s+|\s+\.\s+|\s+v\u00e0\s+)/iu;
const AND = /^\s*v\u00e0\s*$/iu;
/** Longer runs of blanks say no more than two and cost the patterns time. */
const BLANKS = /[^\S\n\r]{2,}|\t/g;

/**
 * Takes the people out of one cell: lists with commas, semicolons, `và`, dashes, line breaks or numbers, and numbers of
 * people who are not named. Conservative: `undefined` comes back when the cell holds more than one name and not every
 * piece of it is a person for certain, be it an address, a second person in brackets or a year of birth. No word of a
 * name is lost, added or moved.
 */
export function splitPeople(value: string): PeopleInText | undefined {
  const text = value.normalize('NFC').trim();
  if (!personName(text).manyPeople) return alone(text);
  const { rest, besides, inAll } = withoutCounts(text.replace(BLANKS, '  '));
  const list = rest.replace(HEADING, '');
  const numbers = [...list.matchAll(NUMBERING)].map(([, number]) => Number(number));
  const cells = list
    .replace(NUMBERING, '\n')
    .split(HARD)
    .map(withoutOuterSeparators)
    .filter((cell) => cell !== '');
  if (numbers.length > 0 && !isEnumeration(numbers, cells.length)) return undefined;
  const isHeaded = list !== rest;
  const pieces = cells.flatMap((cell) => piecesOf(cell, isHeaded || numbers.length > 0));
  const names = pieces.map(({ name }) => name);
  const count = Math.max(names.length + besides, inAll);
  // "Các ông, bà:" in front of one name says that others are meant as well.
  if (names.length === 0 || (isHeaded && count === 1) || !areCertain(pieces)) return undefined;
  return { names, count };
}

/** So many certain people have to stand in a list for each that could be a street or a commune. */
const CERTAIN_FOR_EACH_LIKELY = 4;

/**
 * An address stands behind the people. Among many people the one street without a word that says so is a person of
 * that name (`Võ Văn Ngân`), as long as it is not the last piece or next to another such.
 */
function areCertain(pieces: readonly Piece[]): boolean {
  const [first, ...others] = pieces;
  if (first !== undefined && others.length === 0) return !personName(first.name).manyPeople;
  const found = pieces.map(({ name, isIntroduced }) => listedPerson(name, isIntroduced));
  const likely = found.filter((one) => one === 'likely').length;
  return found.every(
    (one, at) =>
      one === 'certain' ||
      (one === 'likely' &&
        found[at + 1] === 'certain' &&
        likely * (CERTAIN_FOR_EACH_LIKELY + 1) <= pieces.length),
  );
}

function alone(text: string): PeopleInText | undefined {
  const name = withoutOuterSeparators(text);
  return name === '' ? undefined : { names: [name], count: 1 };
}

function withoutCounts(text: string) {
  let besides = 0;
  let inAll = 0;
  const rest = text
    .replace(IN_ALL, (_all, inside?: string, outside?: string) => {
      inAll = Math.max(inAll, Number(inside ?? outside));
      return '';
    })
    .replace(BESIDES, (_all, more: string) => {
      besides += Number(more);
      return '';
    });
  return { rest, besides, inAll };
}

/** Every piece has the number that follows the last one; `An, 12 - Lê Văn Sỹ` is a person and a house. */
function isEnumeration(numbers: readonly number[], cells: number): boolean {
  const [first = 0] = numbers;
  return numbers.length === cells && numbers.every((number, index) => number === first + index);
}

interface Piece {
  readonly name: string;
  readonly isIntroduced: boolean;
}

/**
 * The pieces of a cell without hard separators; a cell that is one name (`Vừ Và Lử`) is one piece. `và` introduces the
 * person behind it, and where nothing else separates the one in front of it.
 */
function piecesOf(cell: string, isIntroduced: boolean): readonly Piece[] {
  if (!personName(cell).manyPeople) return [{ name: cell, isIntroduced }];
  // Texts and, because the pattern has a group, the separators between them.
  const parts = cell.split(SOFT);
  const texts = parts.filter((_part, index) => index % 2 === 0);
  const separators = parts.filter((_part, index) => index % 2 === 1);
  const areJoined = separators.length > 0 && separators.every((separator) => AND.test(separator));
  return texts.map((name, index) => ({
    name,
    isIntroduced: isIntroduced || areJoined || AND.test(separators[index - 1] ?? ''),
  }));
}
