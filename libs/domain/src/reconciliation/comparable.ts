import type { ShownField, ShownKind } from '../ports/read-back';

/** Signs a system puts in the place of letters it hides. */
const MASK = /[*•●█■]|\bx{3,}\b/iu;
/** Words that stand where a denouncer's name would. */
const HIDDEN_WORDS = /giữ bí mật|bí mật danh tính|không hiển thị|thông tin được bảo vệ/iu;
/** The tone stands on either vowel of these, by the habit of the keyboard: `hoà`, `hòa`. */
const TONES = '\u0300\u0301\u0303\u0309\u0323';
const TONE_ON_SECOND = new RegExp(`([oOuU])([aAeEyY])([${TONES}])`, 'gu');

/**
 * The form in which two values of a field are compared. Names: letter case, blanks, composition and the place of the tone
 * do not count; texts: line ends, blanks and composition do not. A lost mark does count: `Hùng` is not `Hung`.
 */
export function comparableOf({ kind, value }: Pick<ShownField, 'kind' | 'value'>): string {
  const text = WITHOUT_HABITS[kind](value.normalize('NFC').replace(/\s+/gu, ' ').trim());
  return text.normalize('NFC');
}

const asItIs = (value: string): string => value;

const WITHOUT_HABITS: Readonly<Record<ShownKind, (value: string) => string>> = {
  text: toneOnFirst,
  name: (value) => toneOnFirst(value.toLocaleLowerCase('vi')),
  number: (value) => value.replace(/[\s.-]/gu, ''),
  code: asItIs,
  date: asItIs,
  flag: asItIs,
};

function toneOnFirst(value: string): string {
  return value.normalize('NFD').replace(TONE_ON_SECOND, '$1$3$2');
}

/** Whether a value stands for something the far side does not show: nothing at all, or words or signs in its place. */
export function isHidden(value: string): boolean {
  return value.trim() === '' || MASK.test(value) || HIDDEN_WORDS.test(value);
}

/** Whether a partly hidden value can stand for ours: what it shows is what we sent. */
export function fitsMask(shown: string, ours: string): boolean {
  if (!MASK.test(shown)) return true;
  const letters = Array.from(shown.trim());
  const own = Array.from(ours.trim());
  const head = letters.findIndex((letter) => MASK.test(letter));
  const tail = letters.toReversed().findIndex((letter) => MASK.test(letter));
  if (head < 0) return true;
  const isSame = (one: readonly string[], other: readonly string[]): boolean =>
    one.join('').toLocaleLowerCase('vi') === other.join('').toLocaleLowerCase('vi');
  return (
    isSame(letters.slice(0, head), own.slice(0, head)) &&
    (tail === 0 || isSame(letters.slice(-tail), own.slice(-tail)))
  );
}

/** Fewer letters than this prove nothing of the rest. */
const LEAST_SHOWN = 20;

/** Whether a text is the beginning of ours and nothing else: a list cuts it, and nobody can say what follows. */
export function isCut(shown: string, ours: string): boolean {
  const visible = shown.replace(/(?:\.{3}|…)$/u, '').trimEnd();
  return visible.length >= LEAST_SHOWN && visible.length < ours.length && ours.startsWith(visible);
}
