import { canonicalJson } from './canonical-json';

/**
 * Where two plain values differ, each place as `path: before → after`, in the order of the paths; a list is one value, what is not
 * there is `–`.
 */
export function changedPaths(before: unknown, after: unknown): readonly string[] {
  const [old, now] = [new Map(leavesOf(before, '')), new Map(leavesOf(after, ''))];
  const paths = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  return paths
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => `${path}: ${old.get(path) ?? '–'} → ${now.get(path) ?? '–'}`);
}

function leavesOf(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return [[path, typeof value === 'string' ? value : canonicalJson(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}
