import type { DraftField, RawRow, RawValue } from '@kntc/domain';
import type { Expression } from '../definition/source-definition';
import { cell, foldedText, textOf } from './cell';
import { convert, unknownValue, type Converted } from './convert';
import { holds } from './holds';

export interface Evaluated extends Converted {
  /** First column the value came from. */
  readonly column?: string | undefined;
  /** The value before conversion, to be masked when there is an issue. */
  readonly raw?: string | undefined;
}

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
  const mapped = throughValues(expression, value);
  if (mapped.kind === 'nothing') return { column };
  const converted =
    mapped.kind === 'unknown'
      ? unknownValue(expression)
      : convert(mapped.value, { field, expression, timeZone: setting.timeZone });
  const noticed = converted.issue !== undefined || converted.warning !== undefined;
  return { ...converted, column, raw: noticed ? textOf(value) : undefined };
}

function rawOf({ from }: Expression, row: RawRow, setting: Setting): RawValue | undefined {
  if (from.kind === 'column') return cell(row, from.column, setting.nulls);
  return from.kind === 'const' ? from.text : concatenated(from.parts, row, setting);
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
  | { readonly kind: 'unknown' };

function throughValues({ values }: Expression, value: RawValue): Mapped {
  if (values === undefined) return { kind: 'value', value };
  const word = foldedText(textOf(value) ?? '');
  if (!values.has(word)) return { kind: 'unknown' };
  const target = values.get(word);
  return target === undefined ? { kind: 'nothing' } : { kind: 'value', value: target };
}

function columnOf({ from }: Expression): string | undefined {
  if (from.kind === 'column') return from.column;
  return from.kind === 'concat' ? from.parts.map(columnOf).find((column) => column !== undefined) : undefined;
}
