import { splitPeople, type DraftField, type RawRow, type RawValue } from '@kntc/domain';
import { AMBIGUOUS, type Expression } from '../definition/source-definition';
import { fileByPath } from '../attachments/file-value';
import { cell, foldedText, meansNothing, textOf } from './cell';
import { convert, unknownValue, type Converted } from './convert';
import { holds } from './holds';

export interface Evaluated extends Converted {
  /** First column the value came from. */
  readonly column?: string | undefined;
  /** The value is a constant whose condition holds for the row: the row says it as much as a filled column does. */
  readonly isStated?: boolean;
  /** The value before conversion, to be masked when there is an issue. */
  readonly raw?: string | undefined;
}

const CUT: Converted = { issue: 'TEXT_TRUNCATED' };

interface Setting {
  readonly nulls: ReadonlySet<string>;
  readonly timeZone: string;
}

/** Value of an expression for a row: condition, column, value map, conversion. `{}` when the source says nothing. */
export function evaluate(
  expression: Expression,
  row: RawRow,
  field: DraftField,
  setting: Setting,
): Evaluated {
  if (expression.when !== undefined && !holds(expression.when, row, setting.nulls))
    return expression.else === undefined ? {} : evaluate(expression.else, row, field, setting);
  const value = rawOf(expression, row, setting);
  const column = columnOf(expression);
  if (value === undefined) return { column };
  const { from } = expression;
  const isStated = from.kind === 'const' && expression.when !== undefined;
  const converted =
    from.kind === 'file'
      ? fileByPath(row, from.column, from.root)
      : isCut(expression, row)
        ? CUT
        : convertedOf(expression, value, field, setting);
  const { issue, warning, repairs } = converted;
  const noticed = issue !== undefined || warning !== undefined;
  const raw = noticed ? textOf(value) : undefined;
  return { value: converted.value, issue, warning, repairs, column, isStated, raw };
}

function convertedOf(
  expression: Expression,
  value: RawValue,
  field: DraftField,
  setting: Setting,
): Converted {
  if (expression.values === undefined)
    return convert(value, { field, expression, timeZone: setting.timeZone });
  const mapped = throughValues(expression, value);
  switch (mapped.kind) {
    case 'nothing':
      return {};
    case 'unknown':
      return unknownValue(expression);
    case 'ambiguous':
      return { issue: 'AMBIGUOUS_VALUE' };
    case 'value':
      return convert(mapped.value, { field, expression, timeZone: setting.timeZone });
  }
}

/** Text of an expression before any conversion, `undefined` when the source says nothing. */
export function evaluateText(expression: Expression, row: RawRow, setting: Setting): string | undefined {
  return partText(expression, row, setting);
}

function rawOf(expression: Expression, row: RawRow, setting: Setting): RawValue | undefined {
  const { from } = expression;
  if (from.kind === 'const') return from.text;
  if (from.kind === 'people') return countOf(from.cell, row, setting);
  const value =
    from.kind === 'concat' ? concatenated(from.parts, row, setting) : cell(row, from.column, setting.nulls);
  return value === undefined || meansNothing(value, expression) ? undefined : value;
}

/** Nothing when the people cannot be told apart: the names say so, once. */
function countOf(people: Expression, row: RawRow, setting: Setting): string | undefined {
  const text = partText(people, row, setting);
  return text === undefined ? undefined : splitPeople(text)?.count.toString();
}

/** Whether a column the value comes from is filled to its last character: what stood behind it is lost. */
export function isCut({ from, cutAt }: Expression, row: RawRow): boolean {
  if (from.kind === 'concat') return from.parts.some((part) => isCut(part, row));
  if (from.kind === 'people') return isCut(from.cell, row);
  if (from.kind === 'const' || cutAt === undefined) return false;
  const value = Object.hasOwn(row, from.column) ? row[from.column] : undefined;
  const text = value === undefined ? '' : (textOf(value) ?? '');
  // Columns are as wide as characters, not UTF-16 units; counting them is only worth it near the width.
  return text.length >= cutAt && Array.from(text.slice(0, 2 * cutAt + 1)).length === cutAt;
}

/** Constants join values; when every column is empty nothing is said, whatever the constants. */
function concatenated(parts: readonly Expression[], row: RawRow, setting: Setting): string | undefined {
  const texts = parts.map((part) => ({ part, text: partText(part, row, setting) }));
  const said = texts.some(({ part, text }) => text !== undefined && part.from.kind !== 'const');
  if (!said) return undefined;
  return withoutDanglingConstants(texts).join('');
}

interface Part {
  readonly part: Expression;
  readonly text: string | undefined;
}

/**
 * A constant between two parts separates them: each missing part takes the separator before it along, or the one
 * behind it when none is left before. `12`, `/`, nothing gives `12`; a, `, `, nothing, `, `, c gives `a, c`.
 */
function withoutDanglingConstants(parts: readonly Part[]): readonly string[] {
  const removed = new Set<number>();
  const separates = (index: number): boolean =>
    index > 0 && index < parts.length - 1 && parts[index]?.part.from.kind === 'const' && !removed.has(index);
  parts.forEach(({ text }, index) => {
    if (text !== undefined) return;
    const separator = [index - 1, index + 1].find(separates);
    if (separator !== undefined) removed.add(separator);
  });
  return parts.flatMap(({ text }, index) => (text === undefined || removed.has(index) ? [] : [text]));
}

function partText(part: Expression, row: RawRow, setting: Setting): string | undefined {
  if (part.when !== undefined && !holds(part.when, row, setting.nulls))
    return part.else === undefined ? undefined : partText(part.else, row, setting);
  const value = rawOf(part, row, setting);
  if (value === undefined) return undefined;
  const mapped = throughValues(part, value);
  if (mapped.kind !== 'value') return undefined;
  const text = textOf(mapped.value) ?? '';
  return part.from.kind === 'const' ? text : text.trim();
}

type Mapped =
  | { readonly kind: 'value'; readonly value: RawValue }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'unknown' };

function throughValues({ values }: Expression, value: RawValue): Mapped {
  if (values === undefined) return { kind: 'value', value };
  const word = foldedText(textOf(value) ?? '');
  if (!values.has(word)) return { kind: 'unknown' };
  const target = values.get(word);
  if (target === AMBIGUOUS) return { kind: 'ambiguous' };
  return target === undefined ? { kind: 'nothing' } : { kind: 'value', value: target };
}

/** Columns whose text an expression passes on for a row; none for a count, which only looks at them. */
export function columnsRead(expression: Expression, row: RawRow, setting: Setting): readonly string[] {
  if (expression.when !== undefined && !holds(expression.when, row, setting.nulls))
    return expression.else === undefined ? [] : columnsRead(expression.else, row, setting);
  const { from } = expression;
  if (from.kind === 'column') return [from.column];
  return from.kind === 'concat' ? from.parts.flatMap((part) => columnsRead(part, row, setting)) : [];
}

function columnOf({ from }: Expression): string | undefined {
  if (from.kind === 'column' || from.kind === 'file') return from.column;
  if (from.kind === 'people') return columnOf(from.cell);
  return from.kind === 'concat' ? from.parts.map(columnOf).find((column) => column !== undefined) : undefined;
}
