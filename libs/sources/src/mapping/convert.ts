import {
  identityNumber,
  MAX_LINE,
  MAX_TEXT,
  normaliseLine,
  normaliseText,
  partyName,
  personName,
  phone,
  readArea,
  readDate,
  readInteger,
  readMoney,
  suspicious,
  tooLong,
  type DraftField,
  type DraftFieldType,
  type Normalised,
  type PersonName,
  type RawValue,
  type ReasonCode,
  type RepairKind,
} from '@kntc/domain';
import type { Expression } from '../definition/source-definition';
import { foldedText, textOf } from './cell';

/** What became of one value. `issue` and `value` may stand together: a name of several people is kept to be seen. */
export interface Converted {
  readonly value?: unknown;
  readonly issue?: ReasonCode | undefined;
  /** Noticed, kept: whatever the field. */
  readonly warning?: ReasonCode | undefined;
  readonly repairs?: readonly RepairKind[] | undefined;
}

export interface Conversion {
  readonly field: DraftField;
  readonly expression: Expression;
  readonly timeZone: string;
}

type Converter = (text: string, conversion: Conversion) => Converted;

const TRUE = new Set(['t', 'true', '1', 'x', 'co']);
const FALSE = new Set(['f', 'false', '0', 'khong']);

/** HTML may be several times the text it shows. */
const MAX_RAW_TEXT = 4 * MAX_TEXT;

const CONVERTERS: Readonly<Record<Exclude<DraftFieldType, 'file'>, Converter>> = {
  text: (text) => (tooLong(text, MAX_TEXT) ? TOO_LONG : toLine(normaliseLine(text))),
  longText: (text) => (tooLong(text, MAX_RAW_TEXT) ? TOO_LONG : toText(normaliseText(text), MAX_TEXT)),
  personName: (text) => toName(text, personName),
  partyName: (text) => toName(text, partyName),
  date: (text, { expression, timeZone }) =>
    orIssue(readDate(text, expression.dateFormats, timeZone), 'BAD_DATE'),
  code: (text) => toLine(normaliseLine(text)),
  integer: (text) => orIssue(readInteger(text), 'BAD_NUMBER'),
  money: (text) => orIssue(readMoney(text), 'BAD_NUMBER'),
  area: (text) => orIssue(readArea(text), 'BAD_NUMBER'),
  boolean: toBoolean,
  identityNumber: (text) => (tooLong(text, MAX_LINE) ? TOO_LONG : numbered(identityNumber(text))),
  phone: (text) => (tooLong(text, MAX_LINE) ? TOO_LONG : numbered(phone(text))),
  choice: toChoice,
};

const TOO_LONG: Converted = { issue: 'TEXT_TOO_LONG' };

/** Turns a value of the source into the type of a draft field. Pure and total: whatever comes, an answer comes back. */
export function convert(value: RawValue, conversion: Conversion): Converted {
  if (conversion.field.type === 'file') return toFile(value);
  return CONVERTERS[conversion.field.type](textOf(value) ?? '', conversion);
}

function orIssue(value: unknown, issue: ReasonCode): Converted {
  return value === undefined ? { issue } : { value };
}

function toLine(line: Normalised): Converted {
  return toText(line, MAX_LINE);
}

function toText({ text, repairs }: Normalised, limit: number): Converted {
  if (tooLong(text, limit)) return TOO_LONG;
  if (suspicious(text)) return { issue: 'TEXT_SUSPECT' };
  // Nothing left after tags and invisible characters: the source said nothing.
  return text === '' ? {} : { value: text, repairs };
}

const LOST_IN_NAME = /\p{L}\?|\?\p{L}/u;

function toName(text: string, read: (text: string) => PersonName): Converted {
  if (tooLong(text, MAX_TEXT)) return TOO_LONG;
  const name = read(text);
  // Damage first: what stands instead of a letter separates nobody.
  if (suspicious(name.text)) return { issue: 'TEXT_SUSPECT' };
  // No name holds a question mark: at a letter it stands for one that was lost, also where a text gives no proof.
  if (LOST_IN_NAME.test(name.text)) return { issue: 'TEXT_LOST' };
  // Several people first: a list of twenty is too long as a name, but that is not what the clerk must mend.
  if (name.manyPeople) return { value: name.text.slice(0, MAX_LINE), issue: 'MANY_PEOPLE_IN_ONE_FIELD' };
  return toLine(name);
}

function numbered(number: Normalised & { readonly warning?: string | undefined }): Converted {
  const converted = toLine(number);
  return number.warning === undefined ? converted : { ...converted, warning: 'BAD_NUMBER' };
}

function toBoolean(text: string, { expression }: Conversion): Converted {
  const word = foldedText(text);
  if ((expression.trueWords ?? TRUE).has(word)) return { value: true };
  if ((expression.falseWords ?? FALSE).has(word)) return { value: false };
  return { issue: 'UNKNOWN_VALUE' };
}

function toChoice(text: string, { field, expression }: Conversion): Converted {
  const chosen = field.choices?.find((choice) => choice === text.trim());
  return chosen === undefined ? unknownValue(expression) : { value: chosen };
}

/** What the source file wants done with a value its map does not know. */
export function unknownValue({ otherwise }: Pick<Expression, 'otherwise'>): Converted {
  if (otherwise === 'nothing') return {};
  return { issue: otherwise === 'waiting' ? 'NOT_CLASSIFIED' : 'UNKNOWN_VALUE' };
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes as they are; text only when it is strict base64, as systems without binary columns keep files. */
function toFile(value: RawValue): Converted {
  if (value instanceof Uint8Array) return { value };
  const text = (textOf(value) ?? '').replace(/\s/g, '');
  return BASE64.test(text)
    ? { value: new Uint8Array(Buffer.from(text, 'base64')) }
    : { issue: 'TEXT_SUSPECT' };
}
