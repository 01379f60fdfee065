import { maskUnlessCode } from '@kntc/domain';
import type { Connector, ValueCount } from './connector';
import { nearest, type SourceProblem } from './definition/problems';
import type { Condition, Expression, SourceDefinition } from './definition/source-definition';
import { evaluateText } from './mapping/evaluate';

/** Different combinations looked at per field; more than that are no codes. */
const SAMPLED = 2_000;
const SHOWN = 20;

/**
 * Codes that `concat` makes of several columns and that have no row in the crosswalk, with the number of their rows. No
 * single column shows them: the source is asked for what stands together.
 *
 * @param codesOf local codes of a list that the crosswalk knows
 */
export async function joinedWithoutCode(
  { file, joined, nulls, timeZone }: SourceDefinition,
  connector: Pick<Connector, 'combinationsOf'>,
  codesOf: (list: number) => ReadonlySet<string>,
): Promise<readonly SourceProblem[]> {
  const found: SourceProblem[] = [];
  for (const { collection, expression, list, line, path } of joined) {
    const columns = [...columnsIn(expression)];
    if (columns.length === 0) continue;
    const rows = await connector.combinationsOf(collection, columns, SAMPLED);
    const texts = rows.map(({ row, count }) => ({
      text: evaluateText(expression, row, { nulls, timeZone })?.trim() ?? '',
      count,
    }));
    const codes = codesOf(list);
    const missing = summed(texts).filter(({ text }) => text !== '' && !codes.has(text));
    for (const { text, count } of missing.slice(0, SHOWN)) {
      const shown = `«${maskUnlessCode(text, count)}»`;
      const message = `mã ghép ${shown} (${count} dòng) chưa có trong bảng đối chiếu danh mục ${list}`;
      found.push({ file, line, path, message, suggestion: nearest(text, codes) });
    }
  }
  return found;
}

function summed(values: readonly ValueCount[]): readonly ValueCount[] {
  const sums = new Map<string, number>();
  for (const { text, count } of values) sums.set(text, (sums.get(text) ?? 0) + count);
  return [...sums].map(([text, count]) => ({ text, count })).toSorted((a, b) => b.count - a.count);
}

function columnsIn({ from, when }: Expression): ReadonlySet<string> {
  const own =
    from.kind === 'concat'
      ? from.parts.flatMap((part) => [
          ...columnsIn(part),
          ...(part.else === undefined ? [] : columnsIn(part.else)),
        ])
      : from.kind === 'column'
        ? [from.column]
        : [];
  return new Set([...own, ...(when === undefined ? [] : columnsOf(when))]);
}

function columnsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(columnsOf);
    case 'not':
      return columnsOf(condition.of);
    case 'equals':
    case 'present':
    case 'matches':
      return [condition.column];
  }
}
