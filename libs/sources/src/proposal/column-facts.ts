import { fold, identityNumber, personName, phone, readDate } from '@kntc/domain';

/** What the looked-at values of a column have in common. Holds no value: this may be shown and written down. */
export interface ColumnFacts {
  readonly name: string;
  /** Rows looked at. */
  readonly looked: number;
  /** Rows that say something. The counts below are parts of it. */
  readonly filled: number;
  readonly distinct: number;
  readonly averageLength: number;
  /** Values that are a date by {@link dateFormat}, or by one of the usual formats when there is none. */
  readonly dates: number;
  /** The format to be named in the source file; `undefined`: the usual ones read these dates. */
  readonly dateFormat?: string | undefined;
  readonly identityNumbers: number;
  readonly phones: number;
  readonly names: number;
  /** Values that say khiếu nại, tố cáo or kiến nghị, phản ánh. */
  readonly kinds: number;
}

/** Format of systems that write the month first: tried only when the usual ones read too little. */
const MONTH_FIRST = 'M/d/yyyy';
const ENOUGH = 0.9;

/** Counts what the values of one column look like. Pure: what is seen stays inside. */
export function factsOf(name: string, values: readonly (string | undefined)[]): ColumnFacts {
  const said = values.filter((value) => value !== undefined);
  const count = (is: (value: string) => boolean): number => said.filter(is).length;
  const usual = count((value) => readDate(value) !== undefined);
  const monthFirst =
    usual < ENOUGH * said.length ? count((value) => readDate(value, [MONTH_FIRST]) !== undefined) : 0;
  const isMonthFirst = monthFirst > usual;
  return {
    name,
    looked: values.length,
    filled: said.length,
    distinct: new Set(said).size,
    averageLength: said.reduce((sum, { length }) => sum + length, 0) / Math.max(1, said.length),
    dates: isMonthFirst ? monthFirst : usual,
    dateFormat: isMonthFirst ? MONTH_FIRST : undefined,
    identityNumbers: count(isIdentityNumber),
    phones: count((value) => phone(value).warning === undefined && /\d/.test(value)),
    names: count(isName),
    kinds: count((value) => kindsIn(value).length > 0),
  };
}

function isIdentityNumber(value: string): boolean {
  const { text, warning } = identityNumber(value);
  return /^(?:\d{9}|\d{12})$/.test(text) && warning !== 'unusual';
}

/** Two to six capitalised words, or capitals throughout, without digits. */
const NAME = /^\p{Lu}[\p{L}'.-]*(?: \p{Lu}[\p{L}'.-]*){1,5}$/u;

function isName(value: string): boolean {
  const { text, manyPeople } = personName(value);
  return !manyPeople && NAME.test(text);
}

/** Kinds of petitions a word of the source speaks of: none, one, or several at once. */
export function kindsIn(value: string): readonly ('KN' | 'TC' | 'KNPA')[] {
  const word = fold(value)
    .replace(/[^a-z]+/g, ' ')
    .trim();
  const isReport = /\b(kien nghi|phan anh|knpa|kn pa|pakn|pa kn|pa)\b/.test(word);
  const isComplaint = /\bkhieu nai\b|^(kn|don kn)$|\bkn tc\b/.test(word);
  const isDenunciation = /\bto cao\b|^(tc|don tc)$|\bkn tc\b/.test(word);
  return [
    ...(isComplaint ? (['KN'] as const) : []),
    ...(isDenunciation ? (['TC'] as const) : []),
    ...(isReport ? (['KNPA'] as const) : []),
  ];
}
