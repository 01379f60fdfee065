import { isFullDate, type PartialDate } from '../case/partial-date';
import type { TextWord } from './text-words';

/** So many digits in a row of somebody's number are no chance. */
const TELLING = 6;
const SPOKEN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    khong: '0',
    linh: '0',
    mot: '1',
    hai: '2',
    ba: '3',
    bon: '4',
    tu: '4',
    nam: '5',
    lam: '5',
    sau: '6',
    bay: '7',
    tam: '8',
    chin: '9',
  }),
);

interface Run {
  digits: string;
  readonly word: TextWord;
}

/**
 * Words at which a text shows a number, or six digits (or as many as are telling) of it in a row: with blanks and dots between, after +84, with `O`
 * for zero, or spoken (`không chín một hai …`).
 */
export function numberTraces(
  number: string,
  words: readonly TextWord[],
  telling = TELLING,
): readonly TextWord[] {
  const digits = number.normalize('NFKC').replaceAll(/\D/g, '');
  if (digits.length < Math.max(TELLING, telling)) return [];
  return digitRuns(words)
    .filter((run) => piecesOf(digits, telling).some((piece) => run.digits.includes(piece)))
    .map(({ word }) => word);
}

/** A piece of one digit repeated says nothing. */
function piecesOf(digits: string, telling: number): readonly string[] {
  const pieces = Array.from({ length: digits.length - telling + 1 }, (_none, at) =>
    digits.slice(at, at + telling),
  );
  return pieces.filter((piece) => new Set(piece).size > 1);
}

/** Digits that follow each other with nothing but separators between. */
function digitRuns(words: readonly TextWord[]): readonly Run[] {
  const runs: Run[] = [];
  let isOpen = false;
  for (const word of words) {
    const digits = digitsOf(word.folded);
    const last = runs.at(-1);
    if (digits === undefined) isOpen = false;
    else if (isOpen && last !== undefined) last.digits += digits;
    else {
      runs.push({ digits, word });
      isOpen = true;
    }
  }
  return runs;
}

/** `037a` is 037: letters around digits do not hide them. */
function digitsOf(word: string): string | undefined {
  const spoken = SPOKEN.get(word);
  if (spoken !== undefined) return spoken;
  if (!/\d/.test(word)) return word === 'o' ? '0' : undefined;
  return word.replaceAll('o', '0').replaceAll(/[li]/g, '1').replaceAll(/\D/g, '');
}

/** Words at which a text shows when somebody was born: the whole date, or `sinh năm 1981`. */
export function birthTraces(birth: PartialDate, words: readonly TextWord[]): readonly TextWord[] {
  const [year = '', month, day] = birth.split('-');
  return words.filter((word, at) => {
    if (word.folded !== year) return false;
    const before = words.slice(Math.max(0, at - 8), at).map(({ folded }) => folded);
    if (before.slice(-6).some((one) => one === 'sinh' || one === 'sn' || one === 'born')) return true;
    if (!isFullDate(birth)) return false;
    const numbers = before.filter((one) => /^\d+$/.test(one)).slice(-2);
    return sameNumber(numbers[0], day) && sameNumber(numbers[1], month);
  });
}

function sameNumber(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && Number(one) === Number(other);
}
