import { LETTERS } from './letters';
import { isVniPair } from './vni';

type Kind = 'nothing' | 'vowel' | 'letter' | 'marked' | 'odd' | 'symbol' | 'viqr' | 'question' | 'beyond';

/** Stand-ins for characters beyond Latin-1: punctuation and symbols, letters. */
const OTHER = 1;
const OTHER_LETTER = 2;
const FIRST_SYMBOL = 0x2000;

/** What a character below U+0100 tells about a text. */
function kindOf(code: number): Kind {
  if (code === OTHER) return 'beyond';
  if (code === OTHER_LETTER) return 'letter';
  const character = String.fromCharCode(code);
  if (code < 0x80) return kindOfAscii(character);
  if (code < 0xa0) return 'odd';
  // Latin-1 letters of the Vietnamese alphabet tell only together with the letter before them.
  if (LETTERS.has(character)) return 'marked';
  // `m²`, `°C` and no-break spaces are everywhere and stand for no letter.
  if (/[\u00a0°²³]/.test(character)) return 'nothing';
  // Letters that Vietnamese does not have; symbols that are letters of an old font when they touch one.
  return /\p{L}/u.test(character) && !/[ªºµ]/.test(character) ? 'odd' : 'symbol';
}

function kindOfAscii(character: string): Kind {
  if (/[aeiouy]/i.test(character)) return 'vowel';
  if (/[a-z]/i.test(character)) return 'letter';
  if (/[`^~]/.test(character)) return 'viqr';
  return character === '?' ? 'question' : 'nothing';
}

/** Vietnamese pairs that look like pairs of an old encoding: `hoà`, `toán`, `goòng`, `giò`, `quì`. */
const BOTH = /^(?:o[àáãò]|iò|uì)$/i;
/** Tones of Windows-1258 that are letters of Vietnamese in Windows-1252. */
const CP1258_TONES = /[ìò]/i;
const VOWEL = /[aeiouyâêô]/i;
/** Latin-1 capital behind a small ASCII letter: `NguyÔn`. */
const CAPITAL_INSIDE = /^[a-z][\u00c0-\u00df]$/;
/** UTF-8 read as Windows-1252: `Ã”ng`. */
const A_TILDE = 0xc3;

const LETTER_KINDS: ReadonlySet<Kind> = new Set(['letter', 'vowel', 'marked']);

/** Whether two characters side by side are a sign of an old encoding or of lost letters. */
function tells(before: number, code: number): boolean {
  const [kind, now] = [kindOf(before), kindOf(code)];
  if (before === A_TILDE && (code === OTHER || code === OTHER_LETTER)) return true;
  const letters = LETTER_KINDS.has(now);
  if (letters && (kind === 'symbol' || kind === 'question')) return true;
  if (now === 'symbol') return kind === 'symbol' || LETTER_KINDS.has(kind);
  if (now === 'viqr') return kind === 'vowel';
  return now === 'odd' || (now === 'marked' && isOldPair(String.fromCharCode(before, code)));
}

function isOldPair(pair: string): boolean {
  if (CAPITAL_INSIDE.test(pair)) return true;
  const [vowel = '', mark = ''] = pair.toLowerCase();
  return VOWEL.test(vowel) && (isVniPair(vowel, mark) || CP1258_TONES.test(mark)) && !BOTH.test(pair);
}

/** One byte for every pair of characters: the test of a text is one look-up a character. */
const PAIRS = Uint8Array.from({ length: 0x10000 }, (_none, pair) => (tells(pair >> 8, pair & 0xff) ? 1 : 0));

/**
 * Whether a text shows no sign at all of an old encoding or of lost letters; `false` only means that a closer look is
 * due. One pass, so that ordinary records cost microseconds.
 */
export function isOrdinary(text: string): boolean {
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const now = code < 0x100 ? code : code < FIRST_SYMBOL ? OTHER_LETTER : OTHER;
    if (PAIRS[(before << 8) | now] === 1) return false;
    before = now;
  }
  return true;
}
