import { LETTERS, type Letter } from './letters';

/**
 * Whether a word is a Vietnamese syllable in its spelling: onset × rhyme × tone, with the rules of orthography that
 * damaged text breaks (c/k, g/gh, ng/ngh; tone on its vowel; only sắc and nặng before p, t, c, ch). About 15,000
 * spellings pass, of which 7,000 are in use; of random letters almost none passes.
 */
const ONSETS = new Set(
  'b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ').concat(''),
);

/** Vowels → finals that follow them. `-` is none. */
const RHYMES: Readonly<Record<string, string>> = {
  a: '- c ch k m n ng nh p t i y o u',
  ă: 'c k m n ng p t',
  â: 'c k m n ng p t u y',
  e: '- c k m n ng p t o',
  ê: '- c ch k m n ng nh p t u',
  i: '- c ch k m n nh p t a u',
  o: '- c k m n ng p t i',
  ô: '- c k m n ng p t i',
  ơ: '- m n p t i',
  u: '- c k m n ng p t a i',
  ư: '- c m n ng t a i u',
  y: '- ch n nh p t',
  iê: 'c m n ng p t u',
  yê: 'm n ng t u',
  oa: '- c ch m n ng nh p t i y o',
  oă: 'c m n ng t',
  oe: '- m n t o',
  oo: 'c ng',
  uâ: 'n ng t y',
  uê: '- ch n nh',
  uô: 'c m n ng t i',
  uơ: '-',
  uy: '- ch n nh p t a u',
  uyê: 'n t',
  ươ: 'c m n ng p t i u',
};

/** Rhyme → places of the vowel that may carry the tone, the usual one first. */
const TONE_PLACES: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries(RHYMES).flatMap(([vowels, finals]) =>
    finals.split(' ').map((final) => {
      const coda = final === '-' ? '' : final;
      return [`${vowels}${coda}`, tonePlaces(vowels, coda)] as const;
    }),
  ),
);

const STOPS = /(?:p|t|ch?|k)$/;
const FRONT = /^[eêiy]/;
const GRAVE = 0;
const ACUTE = 3;
const DOT = 4;

/** Modern and old placing are both right (`hòa`, `hoà`), and `tòan`, `qúy` are typed every day. */
function tonePlaces(vowels: string, coda: string): readonly number[] {
  const last = vowels.length - 1;
  // Two letters of a kind have the tone on the second; `đựơc` is typed as often as `hòan`.
  const moves = vowels === 'ươ' || !/[ăâêôơư]/.test(vowels);
  return moves && !/^[aiouy]/.test(coda) ? [last, 0] : [last];
}

/** By character code, since this is asked for every letter. */
const BY_CODE: readonly (Letter | undefined)[] = Array.from({ length: 0x1f00 }, (_none, code) =>
  LETTERS.get(String.fromCharCode(code)),
);
const LONGEST = 'nghiêng'.length;

export function isSyllable(word: string): boolean {
  if (word.length > LONGEST || !wellCased(word)) return false;
  let plain = '';
  let tone = -1;
  let place = -1;
  for (let at = 0; at < word.length; at += 1) {
    const letter = BY_CODE[word.charCodeAt(at)];
    if (letter === undefined) return false;
    plain += letter.plain;
    if (letter.tone < 0) continue;
    if (tone >= 0) return false;
    tone = letter.tone;
    place = at;
  }
  return spelledRight(plain, tone, place);
}

function spelledRight(plain: string, tone: number, place: number): boolean {
  const parts = partsOf(plain);
  if (parts === undefined) return false;
  const { onset, rhyme, places } = parts;
  // Without a tone `mat` is no Vietnamese syllable, but the spelling of one typed without marks.
  if (tone < 0) return true;
  if (!carries(rhyme, tone)) return false;
  if (places.includes(place - onset.length)) return true;
  // `qúa`, `gìa`: the tone on the vowel that belongs to the onset.
  return place === 1 && (onset === 'qu' || onset === 'gi');
}

interface Parts {
  readonly onset: string;
  readonly rhyme: string;
  readonly places: readonly number[];
}

/** Longest onset that leaves a rhyme: `giêng` is gi + êng, `gin` is g + in. */
function partsOf(plain: string): Parts | undefined {
  for (let cut = Math.min(3, plain.length - 1); cut >= 0; cut -= 1) {
    const onset = plain.slice(0, cut);
    const rhyme = plain.slice(cut);
    const places = ONSETS.has(onset) ? TONE_PLACES.get(rhyme) : undefined;
    if (places !== undefined && agree(onset, rhyme)) return { onset, rhyme, places };
  }
  return undefined;
}

function carries(rhyme: string, tone: number): boolean {
  // `goòng`, `soóc`: loanwords, with no other tones.
  if (rhyme.startsWith('oo')) return tone === GRAVE || tone === ACUTE;
  return !STOPS.test(rhyme) || tone === ACUTE || tone === DOT;
}

function agree(onset: string, rhyme: string): boolean {
  switch (onset) {
    case 'c':
    case 'ng':
      return !FRONT.test(rhyme);
    case 'g':
      return !/^[eêy]/.test(rhyme);
    case 'gh':
    case 'ngh':
      return FRONT.test(rhyme);
    case 'qu':
      return !/^[uư]/.test(rhyme);
    default:
      // `quýt`, `quỳnh` read as qu + y…; no other onset has them.
      return !/^y(?:n|nh|p|t|ch)$/.test(rhyme);
  }
}

/** Small, Capital or ALL CAPITALS. Damage mixes them: `NguyÔn`. */
function wellCased(word: string): boolean {
  const small = word.toLowerCase();
  if (word === small || word === word.toUpperCase()) return true;
  return word.slice(1) === small.slice(1);
}
