/** Tones in the order of the old charts: huyền, hỏi, ngã, sắc, nặng, as combining marks. */
export const TONE_MARKS = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323'] as const;
export const VOWELS = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'] as const;

/** Vietnamese letter with a tone: `withTone('ê', 3)` is `ế`. Tone −1 is none. */
export function withTone(vowel: string, tone: number): string {
  return tone < 0 ? vowel : `${vowel}${TONE_MARKS[tone] ?? ''}`.normalize('NFC');
}

export interface Letter {
  /** Small letter without tone: `Ế` → `ê`. */
  readonly plain: string;
  /** Index into {@link TONE_MARKS}, −1 without a tone. */
  readonly tone: number;
}

/** Every small and capital letter of the Vietnamese alphabet, f, j, w and z left out. */
export const LETTERS: ReadonlyMap<string, Letter> = new Map([
  ...Array.from('bcdđghklmnpqrstvx').flatMap((plain) => bothCases(plain, { plain, tone: -1 })),
  ...VOWELS.flatMap((plain) =>
    [-1, 0, 1, 2, 3, 4].flatMap((tone) => bothCases(withTone(plain, tone), { plain, tone })),
  ),
]);

function bothCases(small: string, letter: Letter): readonly (readonly [string, Letter])[] {
  return [
    [small, letter],
    [small.toUpperCase(), letter],
  ];
}

/** Every small letter that ASCII does not have: what a `?` may stand for. */
export const MARKED_LETTERS: readonly string[] = [...LETTERS.keys()].filter(
  (letter) => letter > '\u007f' && letter === letter.toLowerCase(),
);
