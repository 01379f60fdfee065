const CAPITAL = /\p{Lu}/u;
const ASCII_SMALL = /[a-z]/;

/**
 * Fonts of the ABC family have no codes for capitals with a tone: the font drew them. `NGUYễN` was certainly `NGUYỄN`,
 * since a capital follows the first letter and every small letter is one the font could not write as a capital. A
 * word all in small letters may have been anything and stays.
 */
export function restoreCapitals(word: string): string {
  const certain = CAPITAL.test(word.slice(1)) && !ASCII_SMALL.test(word);
  return certain ? word.toUpperCase() : word;
}
