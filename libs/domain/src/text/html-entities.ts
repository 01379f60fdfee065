/** Named letters with one mark, as HTML builds their names: base letter + name of the mark. */
const MARKS: readonly (readonly [name: string, mark: string, bases: string])[] = [
  ['grave', '\u0300', 'AEIOUaeiou'],
  ['acute', '\u0301', 'AEIOUYaeiouy'],
  ['circ', '\u0302', 'AEIOUaeiou'],
  ['tilde', '\u0303', 'AINOUainou'],
  ['uml', '\u0308', 'AEIOUYaeiouy'],
  ['breve', '\u0306', 'AGUagu'],
];

const OTHERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '\u00ad',
  ETH: 'Đ',
  eth: 'đ',
  Dstrok: 'Đ',
  dstrok: 'đ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  bull: '•',
  middot: '·',
  deg: '°',
  sup2: '²',
  frac12: '½',
  times: '×',
  copy: '©',
  reg: '®',
  sect: '§',
  euro: '€',
  Ccedil: 'Ç',
  ccedil: 'ç',
};

/** Named entities that Vietnamese office texts hold, by name without `&` and `;`. */
export const ENTITIES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(OTHERS),
  ...MARKS.flatMap(([name, mark, bases]) =>
    bases.split('').map((base) => [`${base}${name}`, `${base}${mark}`.normalize('NFC')] as const),
  ),
]);
