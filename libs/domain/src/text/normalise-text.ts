import type { Repair } from '../record/mapped-record';
import { holdsMarkup, htmlToText } from './html-to-text';

export type RepairKind = Repair['kind'];

export interface Normalised {
  readonly text: string;
  /** Kinds of change that were made, each once, in order. Empty: the text came back as it was. */
  readonly repairs: readonly RepairKind[];
}

/** One deterministic change; it reports itself only when it changed something. */
type Change = readonly [RepairKind, (text: string) => string];

/**
 * Damage of one broken font map, seen in official letters: three letters that no Vietnamese word holds stand for
 * three that many do. The mapping is one to one, so the repair is certain (domain report §6).
 */
const FONT_DAMAGE = new Map([
  ['ā', 'ủ'],
  ['Ā', 'Ủ'],
  ['ÿ', 'ụ'],
]);

/** Letters that look like the Vietnamese Đ and are not: Icelandic eth and African D with tail. */
const LOOK_ALIKES = new Map([
  ['Ð', 'Đ'],
  ['Ɖ', 'Đ'],
  ['ð', 'đ'],
  ['ɖ', 'đ'],
]);

/** Invisible: zero-width space and non-joiner, word joiner, byte-order mark, soft hyphen. */
const INVISIBLE = /[\u200b\u200c\u2060\ufeff\u00ad]/g;
/** A joiner glues emoji together and is noise everywhere else. */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
/** Control characters that mean nothing in a text, and direction marks. NUL and C1 stay: they are suspect. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

const LETTERS: readonly Change[] = [
  ['control-character', (text) => text.replace(CONTROLS, '')],
  ['look-alike', (text) => text.replace(INVISIBLE, '').replace(STRAY_JOINER, '')],
  ['look-alike', (text) => text.normalize('NFC')],
  ['look-alike', (text) => text.replace(/[ÐƉðɖ]/g, (letter) => LOOK_ALIKES.get(letter) ?? letter)],
  [
    'font-damage',
    (text) => text.replace(/[āĀÿ]/g, (letter) => FONT_DAMAGE.get(letter) ?? letter).normalize('NFC'),
  ],
];

/**
 * Characters that no change below touches: printable ASCII, precomposed Latin letters without the look-alikes and the
 * damaged ones, common punctuation. Most values are made of nothing else, and one look is all they cost.
 */
const UNTOUCHED =
  '!-~\\u00a1-\\u00ac\\u00ae-\\u00cf\\u00d1-\\u00ef\\u00f1-\\u00fe\\u0102-\\u0188\\u018a-\\u024f\\u1ea0-\\u1ef9\\u2013\\u2014\\u2018\\u2019\\u201c-\\u201e\\u2022\\u2026';
const CLEAN_LINE = new RegExp(`^(?:[${UNTOUCHED}]+(?: [${UNTOUCHED}]+)*)?$`);
/** As a line, with single and double line breaks and nothing that could be markup. */
const PLAIN = UNTOUCHED.replace('!-~', '!-%\\u0027-;=-~');
const CLEAN_TEXT = new RegExp(`^(?:[${PLAIN}]+(?:(?: |\\n{1,2})[${PLAIN}]+)*)?$`);

const UNCHANGED: readonly RepairKind[] = [];

const HTML: Change = ['html', (text) => (holdsMarkup(text) ? htmlToText(text) : text)];
const ONE_LINE: Change = [
  'whitespace',
  (text) =>
    text
      .replace(SPACES, ' ')
      .replace(/[\s\u2028\u2029]+/g, ' ')
      .trim(),
];
const LINES: Change = ['whitespace', toLines];

/**
 * One line of text in the form the gateway keeps: NFC, look-alike letters and the known font damage mended,
 * invisible and control characters gone, runs of white space one space, ends trimmed. Straight and curly quotes,
 * dashes and emoji stay as written: they are what the clerk typed. NUL, lone surrogates and U+FFFD stay too, for
 * {@link suspicious} to find. Idempotent.
 */
export function normaliseLine(value: string): Normalised {
  if (CLEAN_LINE.test(value)) return { text: value, repairs: UNCHANGED };
  return applyAll(value, [...LETTERS, ONE_LINE]);
}

/** As {@link normaliseLine} for text of several lines; HTML becomes text, three or more line breaks become two. */
export function normaliseText(value: string): Normalised {
  if (CLEAN_TEXT.test(value)) return { text: value, repairs: UNCHANGED };
  return applyAll(value, [HTML, ...LETTERS, LINES]);
}

function applyAll(value: string, changes: readonly Change[]): Normalised {
  const repairs = new Set<RepairKind>();
  let text = value;
  for (const [kind, change] of changes) {
    const changed = change(text);
    if (changed !== text) repairs.add(kind);
    text = changed;
  }
  return { text, repairs: [...repairs] };
}

function toLines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(SPACES, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
