import { foldedWords, placesOf, type TextWord } from './text-words';

/** Words that introduce a part of an address; two words first. */
const INTRODUCERS: readonly (readonly string[])[] = [
  ...['so nha', 'khu pho', 'to dan', 'khu dan', 'chung cu', 'toa nha', 'can ho'].map((two) => two.split(' ')),
  ...(
    'so ngo ngach hem kiet duong pho to khu khom ap thon xom ban buon lang soc plei doi cum khoi lo phong tang toa ' +
    'xa phuong thi dac'
  )
    .split(' ')
    .map((one) => [one]),
];
/** A number after these stands in every official text. */
const EVERYDAY_NUMBERS = new Set(['so', 'phong', 'khoi', 'doi', 'tang']);

/**
 * Words at which a text shows a part of an address below the province: the whole line, one of its parts, or a named
 * or numbered piece of a part (`thôn Đông`, `ngõ 5`, `Trần Phú`).
 */
export function addressTraces(detail: string, words: readonly TextWord[]): readonly TextWord[] {
  return detail
    .split(/[,;\n]|\s[-–]\s/)
    .flatMap((part) => phrasesOf(foldedWords(part)))
    .flatMap((phrase) => placesOf(phrase, words).flatMap((at) => words.slice(at, at + 1)));
}

/** Words at which a text names a ward or a district; with its kind (`xã Phước Hòa`) or, of several words, without. */
export function placeTraces(name: string, words: readonly TextWord[]): readonly TextWord[] {
  const whole = foldedWords(name);
  const bare = whole.slice(introducerOf(whole).length);
  const phrases = bare.length >= 2 ? [bare] : [whole];
  return phrases
    .flatMap((phrase) => placesOf(phrase, words))
    .filter((at) => words[at]?.isCapitalised === true || words[at + 1]?.isCapitalised === true)
    .flatMap((at) => words.slice(at, at + 1));
}

function phrasesOf(part: readonly string[]): readonly (readonly string[])[] {
  const pieces = piecesOf(part);
  const telling = pieces.filter((piece) => isTelling(piece));
  const bare = pieces.map((piece) => piece.slice(introducerOf(piece).length)).filter((one) => isName(one));
  const whole =
    part.length >= 2 && !(pieces.length === 1 && !telling.includes(pieces[0] ?? [])) ? [part] : [];
  return [...whole, ...telling, ...bare];
}

/** `so 12 ngo 5 duong tran phu` → `so 12`, `ngo 5`, `duong tran phu`. */
function piecesOf(part: readonly string[]): readonly (readonly string[])[] {
  const pieces: string[][] = [];
  for (let at = 0; at < part.length;) {
    const introducer = introducerOf(part.slice(at));
    const length = Math.max(1, introducer.length);
    const word = part.slice(at, at + length);
    const last = pieces.at(-1);
    if (introducer.length > 0 || last === undefined) pieces.push([...word]);
    else last.push(...word);
    at += length;
  }
  return pieces;
}

function introducerOf(words: readonly string[]): readonly string[] {
  return INTRODUCERS.find((one) => one.every((word, index) => words[index] === word)) ?? [];
}

/** `thon dong` and `ngo 5` tell where somebody lives, `so 12` alone does not. */
function isTelling(piece: readonly string[]): boolean {
  const introducer = introducerOf(piece);
  const value = piece.slice(introducer.length);
  if (value.length === 0) return false;
  if (introducer.length === 0) return isName(value);
  const isNumber = value.every((word) => /\d/.test(word));
  return !isNumber || !EVERYDAY_NUMBERS.has(introducer.join(' '));
}

function isName(words: readonly string[]): boolean {
  return words.length >= 2 && words.join('').replaceAll(/\d/g, '').length >= 5;
}
