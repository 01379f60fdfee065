import type { LegacyEncoding, Reading } from './encoding';
import { withTone } from './letters';
import { isSyllable } from './syllable';

const TONES = "`?~'.";
const MODIFIED: Readonly<Record<string, string>> = {
  'a(': 'ă',
  'a^': 'â',
  'e^': 'ê',
  'o^': 'ô',
  'o+': 'ơ',
  'o*': 'ơ',
  'u+': 'ư',
  'u*': 'ư',
};
const VOWELS = 'aeiouy';

/** RFC 1456: ASCII only, marks behind the vowel, `\` before punctuation that is none. `Tie^'p co^ng da^n`. */
export const VIQR: LegacyEncoding = {
  name: 'viqr',
  words: /[A-Za-z][A-Za-z^(+*'`~?.\\]*/g,
  read,
};

function read(word: string): Reading {
  // `ba.` is `bạ`; in `ba\.` the full stop is one.
  const text = word.replace(/[A-Za-z][A-Za-z^(+*'`~?.]*(?:\\[^A-Za-z])*/g, readSyllable);
  return { text, foreign: false };
}

/** A spelling that gives no syllable stays as written: it is no VIQR, or a full stop is one. */
function readSyllable(written: string): string {
  const [, letters = '', escaped = ''] = /^(.*?)((?:\\.)*)$/s.exec(written) ?? [];
  const literal = escaped.replaceAll('\\', '');
  // `QDD`, `DDT`: abbreviations have no vowels that could carry a mark.
  if (/^[B-DGHK-NP-TVX]*DD[B-DGHK-NP-TVX]*$/.test(letters))
    return `${letters.replaceAll('DD', 'Đ')}${literal}`;
  if (!/[\^(+*'`~?.]|^dd/i.test(letters)) return `${letters}${literal}`;
  const whole = decode(letters);
  if (isSyllable(whole)) return `${whole}${literal}`;
  // The last mark may be punctuation: `to^i.` ends a sentence.
  const trailing = /[.?'(]+$/.exec(letters)?.[0] ?? '';
  for (let kept = trailing.length - 1; kept >= 0; kept -= 1) {
    const cut = letters.length - trailing.length + kept;
    const shorter = decode(letters.slice(0, cut));
    if (isSyllable(shorter)) return `${shorter}${letters.slice(cut)}${literal}`;
  }
  return written;
}

function decode(letters: string): string {
  let text = '';
  for (let at = 0; at < letters.length; at += 1) {
    const first = letters.charAt(at);
    const small = first.toLowerCase();
    let letter = small;
    if (at === 0 && small === 'd' && letters.charAt(1).toLowerCase() === 'd') {
      letter = 'đ';
      at += 1;
    } else if (VOWELS.includes(small)) {
      const modified = MODIFIED[`${small}${letters.charAt(at + 1)}`];
      if (modified !== undefined) at += 1;
      const tone = at + 1 < letters.length ? TONES.indexOf(letters.charAt(at + 1)) : -1;
      letter = withTone(modified ?? small, tone);
      if (tone >= 0) at += 1;
    }
    text += first === small ? letter : letter.toUpperCase();
  }
  return text;
}
