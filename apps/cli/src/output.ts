import { CLASS_NAMES, fieldLabel, reasonText, stepLabel } from '@kntc/domain';
import type { ReasonCode } from '@kntc/domain';

/** Everything about how results look, in one place: tables, pairs, times, words of the glossary. */

const GAP = '  ';
const WIDEST = 60;

/** Control characters but tab and line feed, separators of lines, and what turns the direction of a text. */
const OBEYED = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Columns as wide as their longest cell; a cell that is too long is cut, and control characters become spaces. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): readonly string[] {
  const cells = [headings, ...rows].map((row) => headings.map((_heading, column) => cell(row[column])));
  const widths = headings.map((_heading, column) =>
    Math.max(...cells.map((row) => length(row[column] ?? ''))),
  );
  return cells.map((row) =>
    row
      .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - length(text)))
      .join(GAP)
      .trimEnd(),
  );
}

/** `name: value` lines; names without a value are left out. */
export function pairs(
  entries: readonly (readonly [name: string, value: string | number | undefined])[],
): readonly string[] {
  return entries.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}: ${printable(String(value))}`],
  );
}

/** Output for programs: one line, stable keys. */
export function json(value: unknown): string {
  // A program reads the same; a terminal obeys the second set of control characters, which JSON leaves as it is.
  return JSON.stringify(value).replaceAll(
    OBEYED,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The three sentences of a reason, with the Vietnamese name of the field and the masked value if there is one. */
export function reasonLines(
  code: ReasonCode,
  field: string | undefined,
  value: string | undefined,
): readonly string[] {
  return reasonText(code, fieldLabel(field), value ?? '').map((line) => line.replaceAll(/:? «»/g, ''));
}

/** Only the ledger tells them from confirmed ones, and from those that wait. */
const OF_LEDGER: Readonly<Record<string, string>> = {
  diverged: 'lệch với CSDLQG',
  shadow: 'chạy song song, không gửi',
};

const OWNER_NAMES: Readonly<Record<string, string>> = {
  province: 'đơn vị',
  gateway: 'cổng',
  national: 'CSDLQG',
  operator: 'người vận hành',
};

/** Every class in the order of the summary. */
export const CLASSES = Object.keys(CLASS_NAMES);

export function className(name: string): string {
  return OF_LEDGER[name] ?? CLASS_NAMES[name] ?? name;
}

export function ownerName(name: string): string {
  return OWNER_NAMES[name] ?? name;
}

export function stepName(kind: string | null | undefined): string {
  return stepLabel(kind ?? undefined) || (kind ?? '');
}

function cell(value: string | number | undefined): string {
  const text = printable(String(value ?? ''));
  return length(text) <= WIDEST
    ? text
    : `${Array.from(text)
        .slice(0, WIDEST - 1)
        .join('')}…`;
}

/** Any line for a person, as the last thing before it is written: what a terminal would obey becomes a space. */
export function inertLine(line: string): string {
  return line.replaceAll(OBEYED, ' ');
}

/** Nothing that comes from a far side or a file may move the cursor or ring the bell. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').normalize('NFC');
}

function length(text: string): number {
  return Array.from(text).length;
}
