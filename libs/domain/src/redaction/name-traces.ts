import { foldedWords, placesOf, wordsIn, type TextWord } from './text-words';

const TITLES = new Set('ong ba anh chi co chu bac cu em cau mo di thim duong dc mr mrs ms thay'.split(' '));
/** Given names that are everyday words as well: at the start of a sentence they say nothing. */
const EVERYDAY = new Set(
  `an bac ba bay binh bon ban cam can cho chien chin chinh cong con cuong dai dan danh dat don dong duc duoi hai
   hoa ha hau hien hop huong hung huu khoa kim kinh lan lap linh loc long loi luong luu mai mot muoi nam nga nghia ngoc
   ngoai nguyen nhan nhat ninh nuoc phong phu phuc phuong quan quang que quoc quy quyen quyet sau sinh son tai tam tan
   tay thai than thang thanh the theo thi thinh thoi thu thuan thuong tien tin tinh toan tong tot tram trong tri trung
   truong tu tuan tuyen van vi viec viet vinh vu xuan y yen`.split(/\s+/),
);
/** From this length on a name inside a longer word is no chance. */
const SURELY_A_NAME = 8;

/**
 * Words at which a text shows a person's name: whole, in any order, glued or letter by letter, without marks, as
 * `bà Bưởi`, `Thị Bưởi`, `Nguyễn Thị B.` or `N.T.B.`.
 */
export function nameTraces(fullName: string, words: readonly TextWord[]): readonly TextWord[] {
  const name = foldedWords(fullName).filter((word) => /[a-z]/.test(word));
  if (name.length === 0) return [];
  return [
    ...squeezed(name, words),
    ...inAnyOrder(name, words),
    ...abbreviated(name, words),
    ...middleAndGiven(name, words),
    ...givenName(fullName, name, words),
  ];
}

/** The whole name whatever separates its letters. */
function squeezed(name: readonly string[], words: readonly TextWord[]): readonly TextWord[] {
  if (name.length === 1) return [];
  const wanted = name.join('');
  const letters: { readonly word: number; readonly isFirst: boolean; readonly isLast: boolean }[] = [];
  let stream = '';
  for (const [index, { folded }] of words.entries()) {
    const only = folded.replaceAll(/\d/g, '');
    for (let at = 0; at < only.length; at += 1)
      letters.push({ word: index, isFirst: at === 0, isLast: at === only.length - 1 });
    stream += only;
  }
  const found: TextWord[] = [];
  for (let at = stream.indexOf(wanted); at >= 0; at = stream.indexOf(wanted, at + 1)) {
    const first = letters[at];
    const last = letters[at + wanted.length - 1];
    if (first === undefined || last === undefined) continue;
    const isWhole = first.isFirst && last.isLast;
    const isGlued = first.word === last.word && wanted.length >= SURELY_A_NAME;
    if (isWhole || isGlued) found.push(...words.slice(first.word, first.word + 1));
  }
  return found;
}

/** `Bưởi Nguyễn Thị`, `Nguyễn (vợ là Thị) Bưởi`: every word of the name, with at most one stranger between. */
function inAnyOrder(name: readonly string[], words: readonly TextWord[]): readonly TextWord[] {
  if (name.length < 3) return reversedPair(name, words);
  return words.filter((_word, at) => {
    const window = words.slice(at, at + name.length + 1).map(({ folded }) => folded);
    return name.every((one) => {
      const place = window.indexOf(one);
      if (place >= 0) window.splice(place, 1);
      return place >= 0;
    });
  });
}

function reversedPair(name: readonly string[], words: readonly TextWord[]): readonly TextWord[] {
  const [family, given] = name;
  if (family === undefined || given === undefined) return [];
  return placesOf([given, family], words)
    .filter((at) => words[at]?.isCapitalised === true && words[at + 1]?.isCapitalised === true)
    .flatMap((at) => words.slice(at, at + 1));
}

/** Each word of the name whole or as its first letter, in order: `Nguyễn T. Bưởi`, `N.T.B.`. */
function abbreviated(name: readonly string[], words: readonly TextWord[]): readonly TextWord[] {
  if (name.length < 2) return [];
  return words.filter((word, at) => {
    const forms = name.map((one, index) => formOf(one, words[at + index]));
    if (forms.includes('none')) return joinedInitials(name, word, words[at - 1]);
    return name.length >= 3 || forms[0] === 'whole';
  });
}

function formOf(name: string, word: TextWord | undefined): 'whole' | 'initial' | 'none' {
  if (word?.folded === name) return 'whole';
  return word?.isCapitalised === true && word.folded === name.slice(0, 1) ? 'initial' : 'none';
}

/** `bà NTB`. */
function joinedInitials(name: readonly string[], word: TextWord, before: TextWord | undefined): boolean {
  const initials = name.map((one) => one.slice(0, 1)).join('');
  const isTitled = before !== undefined && TITLES.has(before.folded);
  return (
    name.length >= 3 && isTitled && word.folded === initials && word.written === word.written.toUpperCase()
  );
}

/** `Thị Bưởi`: capitals, for «văn bản» is no name. */
function middleAndGiven(name: readonly string[], words: readonly TextWord[]): readonly TextWord[] {
  if (name.length < 3) return [];
  return placesOf(name.slice(-2), words)
    .filter((at) => words[at]?.isCapitalised === true && words[at + 1]?.isCapitalised === true)
    .flatMap((at) => words.slice(at, at + 1));
}

/** The given name after a title, or alone: how people are called in Vietnam. */
function givenName(
  fullName: string,
  name: readonly string[],
  words: readonly TextWord[],
): readonly TextWord[] {
  const given = name.at(-1);
  const written = wordsIn(fullName)
    .findLast(({ folded }) => folded === given)
    ?.written.toLowerCase();
  const hasCapitals = words.some(({ isCapitalised }) => isCapitalised);
  return words.filter((word, at) => {
    if (word.folded !== given) return false;
    const before = words[at - 1];
    const isTitled = before !== undefined && word.followsClosely && TITLES.has(before.folded);
    if (isTitled) return word.isCapitalised || !hasCapitals;
    return word.isCapitalised && word.written.toLowerCase() === written && isAlone(words, at);
  });
}

/** No part of a longer name of somebody or something else, and not just an everyday word that begins a sentence. */
function isAlone(words: readonly TextWord[], at: number): boolean {
  const word = words[at];
  const before = words[at - 1];
  const after = words[at + 1];
  if (word === undefined) return false;
  if (after?.followsClosely === true && after.isCapitalised) return false;
  if (word.followsClosely) return before?.isCapitalised !== true;
  return !EVERYDAY.has(word.folded);
}
