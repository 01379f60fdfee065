import { partialDate, type PartialDate } from '../case/partial-date';

/** Formats tried when a source file names none. Their shapes differ, so that their order does not matter. */
export const DEFAULT_DATE_FORMATS: readonly string[] = [
  'yyyy-MM-dd',
  'd/M/yyyy',
  'd-M-yyyy',
  'd.M.yyyy',
  'yyyyMMdd',
  'ngày d tháng M năm yyyy',
  'd tháng M, yyyy',
  'M/yyyy',
  'yyyy-MM',
  'yyyy',
];

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  // The century stands in the format, so nobody guesses it.
  '20yy': '(?<short>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
};
const TOKEN = /yyyy|20yy|MM|M|dd|d/g;
/** A time of day, with or without a zone, behind a date: ISO, and as PostgreSQL prints it (`+07`, `+07:06:40`). */
const TIME =
  '(?:[T ,]+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,]\\d+)?)?\\s*(?<zone>Z|[+-]\\d{2}(?::?\\d{2}(?::?\\d{2})?)?)?)?';
const WORDS = /ngày|tháng|năm/giu;

const compiled = new Map<string, RegExp>();

/** Why a format cannot be used, in Vietnamese, or `undefined` when it can. */
export function dateFormatProblem(format: string): string | undefined {
  const tokens: readonly string[] = format.replace(WORDS, '').match(/20yy|[a-zA-Z]+/g) ?? [];
  const runs = tokens.flatMap((run) =>
    run === 'yyyyMMdd' || run === 'ddMMyyyy' ? ['yyyy', 'MM', 'dd'] : [run],
  );
  if (runs.some((run) => run === 'yy')) return 'năm hai chữ số không rõ thế kỷ; dùng yyyy hoặc 20yy';
  const unknown = runs.find((run) => TOKENS[run] === undefined);
  if (unknown !== undefined) return `không hiểu «${unknown}»; dùng yyyy, MM, M, dd, d`;
  if (!runs.includes('yyyy') && !runs.includes('20yy')) return 'thiếu yyyy';
  if (new Set(runs.map((run) => run[0])).size < runs.length) return 'một thành phần xuất hiện hai lần';
  const hasMonth = runs.some((run) => run.startsWith('M'));
  return runs.some((run) => run.startsWith('d')) && !hasMonth ? 'có ngày nhưng thiếu tháng' : undefined;
}

/**
 * The calendar date a source wrote, by the first format that fits; a time behind it is dropped. With a zone the
 * instant is turned into the date it was in `timeZone`; without one the date is taken as local. Two-digit years,
 * impossible dates (30/02), serial numbers and years before 1000 give `undefined`, never a guess.
 *
 * @param timeZone IANA name, usually Asia/Ho_Chi_Minh (UTC+8 until 13/06/1975, which birth dates notice)
 */
export function readDate(
  text: string,
  formats: readonly string[] = DEFAULT_DATE_FORMATS,
  timeZone = 'Asia/Ho_Chi_Minh',
): PartialDate | undefined {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (plain.length > 60) return undefined;
  for (const format of formats) {
    const found = patternOf(format).exec(plain)?.groups;
    if (found !== undefined) return toDate(found, timeZone);
  }
  return undefined;
}

function patternOf(format: string): RegExp {
  const known = compiled.get(format);
  if (known !== undefined) return known;
  const body = format
    .normalize('NFC')
    .trim()
    .split(/(ngày|tháng|năm|yyyy|20yy|MM|M|dd|d|\s+)/u)
    .map((part) => TOKENS[part] ?? (part.trim() === '' && part !== '' ? '\\s*' : escape(part)))
    .join('');
  const pattern = new RegExp(
    `^${body}${format.match(TOKEN)?.some((token) => token.startsWith('d')) ? TIME : ''}$`,
    'iu',
  );
  compiled.set(format, pattern);
  return pattern;
}

function escape(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

type Groups = Readonly<Record<string, string | undefined>>;

function toDate(found: Groups, timeZone: string): PartialDate | undefined {
  const { year, short, month, day } = found;
  const fullYear = short === undefined ? year : `20${short}`;
  const parts = [fullYear, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(
    (part) => part !== undefined,
  );
  const date = partialDate(parts.join('-'));
  if (date === undefined || !possibleTime(found)) return undefined;
  // Offsets with seconds are local mean time (before 1911): the server printed its own zone, and zone tables differ.
  const zone = found['zone'];
  return zone === undefined || zone.length > 6 ? date : localDate(date, found, timeZone);
}

function possibleTime(found: Groups): boolean {
  return (
    Number(found['hour'] ?? 0) <= 23 &&
    Number(found['minute'] ?? 0) <= 59 &&
    Number(found['second'] ?? 0) <= 60
  );
}

function localDate(date: PartialDate, found: Groups, timeZone: string): PartialDate | undefined {
  const instant =
    Date.parse(`${date}T00:00:00Z`) +
    (Number(found['hour']) * 3600 + Number(found['minute']) * 60 + Number(found['second'] ?? 0)) * 1000 -
    offsetMs(found['zone'] ?? 'Z');
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return partialDate(`${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`);
}

function offsetMs(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const [hours = '0', minutes = '0', seconds = '0'] = zone.slice(1).match(/\d{2}/g) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (zone.startsWith('-') ? -total : total) * 1000;
}
