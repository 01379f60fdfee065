import type { Reader } from './reader';
import type { Expression } from './source-definition';
import type { Tree, TreeMap } from './yaml-tree';

const WIDEST = 100_000;

/** Reads `nulls`, `nullsMatching` and `cutAt` of an expression: values that mean nothing, and values that were cut. */
export function readNullsAndWidth(
  reader: Reader,
  map: TreeMap,
): Pick<Expression, 'nulls' | 'nullsMatching' | 'cutAt'> {
  const nulls = map.entries.get('nulls');
  return {
    nulls: nulls === undefined ? undefined : new Set(reader.texts(nulls).map((text) => text.trim())),
    nullsMatching: readPattern(reader, map.entries.get('nullsMatching')),
    cutAt: readWidth(reader, map.entries.get('cutAt')),
  };
}

function readPattern(reader: Reader, tree: Tree | undefined): RegExp | undefined {
  const text = reader.text(tree);
  if (text === undefined || tree === undefined) return undefined;
  try {
    return new RegExp(text, 'u');
  } catch {
    reader.problem(tree, `biểu thức chính quy không hợp lệ: ${text}`);
    return undefined;
  }
}

function readWidth(reader: Reader, tree: Tree | undefined): number | undefined {
  const text = reader.text(tree);
  if (text === undefined || tree === undefined) return undefined;
  const width = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (width >= 1 && width <= WIDEST) return width;
  reader.problem(tree, `«${text}» không phải là độ rộng cột (số ký tự từ 1 đến ${WIDEST})`);
  return undefined;
}
