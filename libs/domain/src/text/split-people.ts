import { isListable, personName } from './person-name';

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
const NUMBERING = /(?:^|(?<=[\s,;.]))\d{1,3}\s*[.)/-]\s*(?=\p{L})/gmu;
const HARD = /[;\n\r]/;
const SOFT = /\s*[,/&]\s*|\s+v\u00e0\s+/iu;

/**
 * Takes the people out of one cell: lists with commas, semicolons, `và`, line breaks or numbers, and numbers of people
 * who are not named. Conservative: one name and an address stay together, and `undefined` comes back when the cell
 * holds several people who cannot be told apart with certainty. No word of a name is lost, added or moved.
 */
export function splitPeople(value: string): PeopleInText | undefined {
  const { rest, besides, inAll } = withoutCounts(value.normalize('NFC').trim());
  const cells = rest
    .replace(HEADING, '')
    .replace(NUMBERING, '\n')
    .split(HARD)
    .map((cell) => cell.replace(/^[\s,.]+|[\s,.]+$/gu, ''))
    .filter((cell) => cell !== '');
  const names: string[] = [];
  for (const cell of cells) {
    const people = peopleOf(cell, cells.length > 1);
    if (people === undefined) return undefined;
    names.push(...people);
  }
  if (names.length === 0) return undefined;
  return { names, count: Math.max(names.length + besides, inAll) };
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

/** The people of a piece without hard separators. In a list every piece has to begin with a name. */
function peopleOf(cell: string, inList: boolean): readonly string[] | undefined {
  if (!personName(cell).manyPeople) {
    const [first = ''] = cell.split(',');
    return !inList || isListable(first.trim()) ? [cell] : undefined;
  }
  const parts = cell.split(SOFT);
  return parts.length > 1 && parts.every((part) => isListable(part)) ? parts : undefined;
}
