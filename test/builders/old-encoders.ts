/** Encoders for tests, written apart from the charts they check: as lists of letters side by side. */

const SMALL = 'àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ';
const OWN_CAPITALS = 'ĂÂÊÔƠƯĐ';
const TCVN3_CODES =
  '\u00b5\u00b6\u00b7\u00b8\u00b9\u00a8\u00bb\u00bc\u00bd\u00be\u00c6\u00a9\u00c7\u00c8\u00c9\u00ca\u00cb\u00ae' +
  '\u00cc\u00ce\u00cf\u00d0\u00d1\u00aa\u00d2\u00d3\u00d4\u00d5\u00d6\u00d7\u00d8\u00dc\u00dd\u00de' +
  '\u00df\u00e1\u00e2\u00e3\u00e4\u00ab\u00e5\u00e6\u00e7\u00e8\u00e9\u00ac\u00ea\u00eb\u00ec\u00ed\u00ee' +
  '\u00ef\u00f1\u00f2\u00f3\u00f4\u00ad\u00f5\u00f6\u00f7\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00fe';
const TCVN3_CAPITALS = '\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7';
const VNI_CODES = (
  'aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò ' +
  'oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î'
).split(' ');

const plan = (codes: readonly string[]): ReadonlyMap<string, string> =>
  new Map(Array.from(SMALL, (letter, place) => [letter, codes[place] ?? letter]));

const TCVN3 = new Map([
  ...plan(Array.from(TCVN3_CODES)),
  ...Array.from(OWN_CAPITALS, (letter, place) => [letter, TCVN3_CAPITALS.charAt(place)] as const),
]);
const VNI = plan(VNI_CODES);

/** As the ABC fonts wrote: a capital with a tone has the code of the small letter. */
export function toTcvn3(text: string): string {
  return Array.from(text, (letter) => TCVN3.get(letter) ?? TCVN3.get(letter.toLowerCase()) ?? letter).join(
    '',
  );
}

/** With `keepCase` the vowel and its mark are capitals (`EÃ`); without, toned capitals come out small. */
export function toVni(text: string, keepCase = true): string {
  return Array.from(text, (letter) => {
    const code = VNI.get(letter) ?? VNI.get(letter.toLowerCase());
    if (code === undefined) return letter;
    return keepCase && letter !== letter.toLowerCase() ? code.toUpperCase() : code;
  }).join('');
}

/** RFC 1456 with `\` before punctuation that would be read as a mark. */
export function toViqr(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    '\u0302': '^',
    '\u0306': '(',
    '\u031b': '+',
    '\u0300': '`',
    '\u0309': '?',
    '\u0303': '~',
    '\u0301': "'",
    '\u0323': '.',
  };
  // NFD puts a dot below before a circumflex; VIQR writes the tone last.
  const ordered = text.normalize('NFD').replace(/\u0323([\u0302\u0306\u031b])/g, '$1\u0323');
  return ordered
    .replace(/([aeiouy][\u0300-\u0323]*)([.?'`~^(+*])/gi, '$1\\$2')
    .replaceAll('đ', 'dd')
    .replaceAll('Đ', 'DD')
    .replace(/[\u0300-\u0323]/g, (mark) => marks[mark] ?? mark);
}

const CP1258_LETTERS = new Set('ăâđêôơưĂÂĐÊÔƠƯàáèéíóùúÀÁÈÉÍÓÙÚ');
const CP1258_AS_1252 = new Map([
  ['ă', '\u00e3'],
  ['đ', '\u00f0'],
  ['ơ', '\u00f5'],
  ['ư', '\u00fd'],
  ['Ă', '\u00c3'],
  ['Đ', '\u00d0'],
  ['Ơ', '\u00d5'],
  ['Ư', '\u00dd'],
  ['\u0300', '\u00cc'],
  ['\u0309', '\u00d2'],
  ['\u0303', '\u00de'],
  ['\u0301', '\u00ec'],
  ['\u0323', '\u00f2'],
]);

/** Bytes of Windows-1258 read as Windows-1252; `precomposed` uses the eight whole letters the code page has. */
export function toCp1258(text: string, precomposed = false): string {
  return Array.from(text, (letter) => {
    if (precomposed && CP1258_LETTERS.has(letter)) return letter;
    const split = letter.normalize('NFD');
    const tone = /[\u0300\u0309\u0303\u0301\u0323]/.exec(split)?.[0] ?? '';
    return split.replace(tone, '').normalize('NFC') + tone;
  })
    .join('')
    .replace(/[\s\S]/g, (character) => CP1258_AS_1252.get(character) ?? character);
}

const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export function toMojibake(text: string, as: 'latin1' | 'windows-1252' = 'latin1', times = 1): string {
  const once = Buffer.from(text, 'utf8').toString('latin1');
  const read =
    as === 'latin1'
      ? once
      : once.replace(/[\u0080-\u009f]/g, (byte) => WINDOWS_1252.charAt(byte.charCodeAt(0) - 0x80));
  return times > 1 ? toMojibake(read, as, times - 1) : read;
}
