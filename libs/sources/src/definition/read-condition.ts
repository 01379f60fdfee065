import { fold } from '@kntc/domain';
import type { MapScope } from './map-scope';
import type { Condition } from './source-definition';
import type { Tree, TreeMap } from './yaml-tree';

const TESTS = ['equals', 'in', 'present', 'matches'];
const KEYS = ['column', ...TESTS, 'all', 'any', 'not'];

/** Reads `{column, equals|in|present|matches}`, `{all}`, `{any}` or `{not}`. */
export function readCondition(scope: MapScope, tree: Tree | undefined): Condition | undefined {
  const { reader } = scope;
  const map = reader.map(tree, KEYS);
  if (map === undefined) return undefined;
  const forms = KEYS.slice(1).filter((key) => map.entries.has(key));
  if (forms.length !== 1) {
    reader.problem(map, `điều kiện cần đúng một trong: ${KEYS.slice(1).join(', ')}`);
    return undefined;
  }
  const form = forms[0] ?? '';
  if (TESTS.includes(form)) return readTest(scope, map, form);
  const inner = map.entries.get(form);
  if (form === 'not') {
    const of = readCondition(scope, inner);
    return of === undefined ? undefined : { kind: 'not', of };
  }
  const of = reader.list(inner).map((item) => readCondition(scope, item));
  return { kind: form === 'all' ? 'all' : 'any', of: of.filter((condition) => condition !== undefined) };
}

function readTest(scope: MapScope, map: TreeMap, form: string): Condition | undefined {
  const { reader } = scope;
  if (!map.entries.has('column')) reader.problem(map, 'thiếu khoá «column»');
  const column = scope.column(map.entries.get('column'));
  const value = map.entries.get(form);
  if (column === undefined || value === undefined) return undefined;
  if (form === 'present') return { kind: 'present', column, present: reader.flag(value, true) };
  if (form === 'matches') return readPattern(scope, column, value);
  const words = form === 'in' ? reader.texts(value) : [reader.text(value) ?? ''];
  return { kind: 'equals', column, folded: new Set(words.map((word) => fold(word))) };
}

function readPattern(scope: MapScope, column: string, value: Tree): Condition | undefined {
  const text = scope.reader.text(value);
  if (text === undefined) return undefined;
  try {
    return { kind: 'matches', column, pattern: new RegExp(text, 'u') };
  } catch {
    scope.reader.problem(value, `biểu thức chính quy không hợp lệ: ${text}`);
    return undefined;
  }
}
