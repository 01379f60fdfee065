import { fold } from '@kntc/domain';
import { editDistance } from '../compare/edit-distance';

/** A name in the forms it is compared in. Never shown, never stored as a name. */
export interface NameForm {
  /** Folded syllables, family name first, y as i. */
  readonly syllables: readonly string[];
  /** The same with marks and tone, tone at the end of the syllable, so that `Hoà` and `Hòa` are one. */
  readonly marked: readonly string[];
}

const TITLE = /^(?:ông|bà|anh|chị|ong|ba|cu|cụ)\.?\s+(?=\S+\s+\S)/i;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const SURNAMES = new Set(
  (
    'nguien tran le pham hoang huinh phan vu vo dang bui do ho ngo duong li dinh trinh doan mai truong luong cao dao ' +
    'ha luu ta phung chu to nong trieu thai lam vuong quach chau tong kieu dam lo vi than giap hua nghiem khong doan ' +
    'be luc mac tu phi cu ninh au la dong ma thao giang sung'
  ).split(' '),
);

/** Long and frequent enough for a slip to be likelier than another word. */
const SLIPPED = [
  'nguien',
  'pham',
  'hoang',
  'huinh',
  'phan',
  'dang',
  'tran',
  'duong',
  'trinh',
  'truong',
  'doan',
];

/** Reads a name; one written with the given name in front (`Hùng Nguyễn Văn`) is turned round. */
export function nameForm(fullName: string | undefined): NameForm {
  const plain = (fullName ?? '').normalize('NFC').toLowerCase().replace(TITLE, '');
  const marked = plain
    .replace(/[^\p{L}\p{M} ]+/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(markedSyllable);
  const syllables = marked.map(foldedSyllable);
  return isTurnedRound(syllables)
    ? { syllables: turned(syllables), marked: turned(marked) }
    : { syllables, marked };
}

/** A family name with a slip in it (`gNuyễn`) in front of `Hoàng` is still in front. */
function isTurnedRound([first = '', second, ...others]: readonly string[]): boolean {
  if (others.length === 0 || isSurname(first) || !isSurname(second)) return false;
  return first.length < 4 || !SLIPPED.some((surname) => editDistance(first, surname, 1) <= 1);
}

export function isSurname(syllable: string | undefined): boolean {
  return syllable !== undefined && SURNAMES.has(syllable);
}

/** Family name, folded; empty of an empty name. */
export function surnameOf({ syllables }: NameForm): string {
  return syllables[0] ?? '';
}

/** Last syllable: the name a person is called by. */
export function givenNameOf({ syllables }: NameForm): string {
  return syllables.at(-1) ?? '';
}

function foldedSyllable(syllable: string): string {
  return fold(syllable).replace(/y/g, 'i');
}

function markedSyllable(word: string): string {
  const letters = word.normalize('NFD');
  const tone = letters.match(TONE)?.[0] ?? '';
  return letters.replace(TONE, '').normalize('NFC').replace(/y/g, 'i') + tone;
}

function turned(words: readonly string[]): readonly string[] {
  return [...words.slice(1), ...words.slice(0, 1)];
}
