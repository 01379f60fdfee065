/**
 * Facts that a petition states and that identify its matter: numbers of acts, plots, certificates, amounts, dates. Kinds:
 * `act` decision, `doc` other document, `ruling` judgment, `cert` land certificate, `plot`, `sheet`, `area`, `money`, `date`,
 * `month`, `year`, `count` any other number with the word it counts.
 */
export const FACT_KINDS = [
  'act',
  'doc',
  'ruling',
  'cert',
  'plot',
  'sheet',
  'area',
  'money',
  'date',
  'month',
  'year',
  'count',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** `kind:value`. */
export type Fact = `${FactKind}:${string}`;

/** More facts than this are a list, not a story; the first ones stay. */
const MOST_FACTS = 60;
const NUMBERED =
  /(?<![\d/])(\d{1,5})\s?\/\s?(?:(\d{4})\s?\/\s?)?((?:qd|quiet dinh|tb|kh|gpxd|ds|hs|hc|kdtm|ncc|tn|hd|bc|cv|kl|bb|vbhc|cnv)[a-z]*)/g;
const CERTIFICATE = /(?<![a-z])([a-z]{2}) ?(\d{6,8})(?!\d)/g;
const PLOT = /(?<![a-z])thua(?: dat)?(?: so)? (\d{1,4})(?!\d)/g;
const SHEET = /(?<![a-z])to(?: ban do)?(?: so)? (\d{1,3})(?!\d)/g;
const AREA = /([\d.,]*\d) ?m2/g;
const SLASHED_DATE = /(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/g;
const SPOKEN_DATE = /ngai (\d{1,2}) thang (\d{1,2}) nam (\d{4})/g;
const MONTH = /thang (\d{1,2})(?:\/| nam |-)(\d{4})/g;
const YEAR = /(?<![a-z])nam (?:hoc )?((?:19|20)\d\d)(?!\d)/g;
const MILLIONS = /(\d+(?:[.,]\d+)?) ?(trieu|ti)(?![a-z])/g;
const DOTTED_MONEY = /(?<![\d.,/])(\d{1,3}(?:[.,]\d{3})+)(?![\d/])(?! ?m2)/g;
const COUNT =
  /(?<![\d/.,])(\d{1,4}) (thang|ho|tang|nguoi|m|met|km|lan|nam|con|xe|phan tram|trieu|hoc sinh|luot|phong|cai|can)(?![a-z0-9])/g;
const NAMED_NUMBER =
  /(?<![a-z])(lop|ki ot|kiot|quai hang so|ki-ot so|don vi|hem|ngo|so nha) ([a-z]?\d{1,4}[a-z]?)(?![\d/])/g;

/** Facts of a text that `foldText` made, in the order of their kinds, each once. */
export function extractFacts(folded: string): readonly Fact[] {
  const facts = new Set<Fact>();
  for (const [pattern, read] of READERS)
    for (const match of folded.matchAll(pattern)) {
      const fact = read(match);
      if (fact !== undefined) facts.add(fact);
    }
  return [...facts].slice(0, MOST_FACTS);
}

const READERS: readonly (readonly [RegExp, (match: RegExpMatchArray) => Fact | undefined])[] = [
  [NUMBERED, ([, number = '', year, suffix = '']) => numbered(number, year, suffix)],
  [CERTIFICATE, ([, letters = '', digits = '']) => `cert:${letters}${digits}`],
  [PLOT, ([, number]) => `plot:${Number(number)}`],
  [SHEET, ([, number]) => `sheet:${Number(number)}`],
  [AREA, ([, number = '']) => area(number)],
  [SLASHED_DATE, ([, day, month, year]) => dated(day, month, year)],
  [SPOKEN_DATE, ([, day, month, year]) => dated(day, month, year)],
  [MONTH, ([, month, year]) => `month:${Number(month)}/${year}`],
  [YEAR, ([, year]) => `year:${year}`],
  [MILLIONS, ([, number = '', unit]) => millions(number, unit)],
  [DOTTED_MONEY, ([, number = '']) => money(Number(number.replace(/[.,]/g, '')))],
  [COUNT, ([, number, word]) => `count:${Number(number)} ${word}`],
  [NAMED_NUMBER, ([, word, number]) => `count:${word} ${number}`],
];

function numbered(number: string, year: string | undefined, suffix: string): Fact {
  const value = `${Number(number)}${year === undefined ? '' : `/${year}`}`;
  if (suffix.startsWith('q')) return `act:${value}`;
  if (/^(?:ds|hc|kdtm)/.test(suffix)) return `ruling:${value}`;
  return `doc:${value}/${suffix.slice(0, 2)}`;
}

/** `1.234,5` and `1234.5` are one area; a comma with three digits behind it separates thousands. */
function area(number: string): Fact | undefined {
  const [whole = '', tenth = ''] = number.split(/[.,](?=\d{1,2}$)/);
  const digits = whole.replace(/[.,]/g, '');
  return digits === '' ? undefined : `area:${Number(digits)}${tenth === '' ? '' : `.${tenth}`}`;
}

function dated(day: string | undefined, month: string | undefined, year: string | undefined): Fact {
  return `date:${Number(day)}/${Number(month)}/${year}`;
}

function millions(number: string, unit: string | undefined): Fact | undefined {
  return money(Number(number.replace(',', '.')) * (unit === 'ti' ? 1e9 : 1e6));
}

/** In thousands of đồng; what is below 100,000 đồng is a price, kept too. */
function money(dong: number): Fact | undefined {
  return dong >= 1000 ? `money:${Math.round(dong / 1000)}` : undefined;
}
