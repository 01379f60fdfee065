import type { Expression, ShapeMap } from '../../definition/source-definition';

/**
 * The column that a canonical path is read from, for a fault found after mapping (a missing value, dates out of
 * order); `undefined` where no single column decides, as with several mark columns.
 */
export function columnOfField(map: ShapeMap, path: string): string | undefined {
  const [name = '', ...rest] = path.replaceAll(/\[\d*\]/g, '').split('.');
  const field = map.fields.get(name);
  if (field !== undefined) return columnOf(field.expression);
  for (const { people, shape } of map.groups.get(name)?.elements ?? []) {
    const column = rest.length > 0 ? columnOfField(shape, rest.join('.')) : undefined;
    const found = column ?? (people === undefined ? undefined : columnOf(people));
    if (found !== undefined) return found;
  }
  return undefined;
}

function columnOf({ from, when }: Expression): string | undefined {
  if (when !== undefined) return undefined;
  if (from.kind === 'column' || from.kind === 'file') return from.column;
  if (from.kind === 'people') return columnOf(from.cell);
  return from.kind === 'concat' ? from.parts.map(columnOf).find((one) => one !== undefined) : undefined;
}
