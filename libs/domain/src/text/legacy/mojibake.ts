import { isLetter, type LegacyEncoding, type Reading } from './encoding';

/** Characters that Windows-1252 has for the bytes 80–9F; the five it leaves out stay control characters. */
const WINDOWS_1252 = '€‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTES_80_TO_9F = [
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x92,
  0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f,
];
const BYTE_OF: ReadonlyMap<string, number> = new Map(
  Array.from(WINDOWS_1252, (character, at) => [character, BYTES_80_TO_9F[at] ?? 0]),
);
/** Nobody reads a text wrongly four times. */
const MOST_TIMES = 3;
const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 read as Latin-1 or Windows-1252, once or several times: `Tiáº¿p cÃ´ng dÃ¢n`, `TiÃ¡ÂºÂ¿p`. */
export const MOJIBAKE: LegacyEncoding = {
  name: 'mojibake',
  // UTF-8 keeps bytes of letters apart from ASCII, so no letter crosses the edge of such a word.
  words: /[A-Za-z\u0080-\uffff]+/g,
  read,
};

function read(word: string): Reading {
  let text = word;
  for (let times = 0; times < MOST_TIMES; times += 1) {
    const decoded = decodeOnce(text);
    if (decoded === undefined || decoded === text) break;
    text = decoded;
  }
  return {
    text: text.normalize('NFC'),
    foreign: text === word && isLetter(word) && /[\u0080-\uffff]/.test(word),
  };
}

function decodeOnce(word: string): string | undefined {
  const bytes = new Uint8Array(word.length);
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    const byte = code < 0x100 ? code : BYTE_OF.get(word.charAt(at));
    if (byte === undefined) return undefined;
    bytes[at] = byte;
  }
  try {
    return STRICT.decode(bytes);
  } catch {
    return undefined; // not UTF-8: the word was written as it stands
  }
}
