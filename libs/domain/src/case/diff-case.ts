import { canonicalJson } from '../digest/canonical-json';
import type { Case } from './case';
import { Sealed } from './sealed';

/** One field that differs. Sealed members show only that they differ, never how. */
export interface FieldChange {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly sealed: boolean;
}

/** Field-level difference of two versions of a case, in path order. Opens nothing sealed. */
export function diffCase(before: Case, after: Case): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  walk('', before, after, changes);
  return changes;
}

function walk(path: string, before: unknown, after: unknown, changes: FieldChange[]): void {
  if (before instanceof Sealed || after instanceof Sealed) {
    if (!isSameSealed(before, after)) changes.push({ path, change: changeOf(before, after), sealed: true });
  } else if (isTree(before) && isTree(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      walk(childPath(path, key, Array.isArray(before)), before[key], after[key], changes);
    }
  } else if (canonicalJson(before ?? null) !== canonicalJson(after ?? null)) {
    changes.push({ path, change: changeOf(before, after), sealed: false });
  }
}

function isSameSealed(before: unknown, after: unknown): boolean {
  return before instanceof Sealed && after instanceof Sealed && before.digest === after.digest;
}

function childPath(path: string, key: string, isArray: boolean): string {
  if (isArray) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function changeOf(before: unknown, after: unknown): FieldChange['change'] {
  if (before === undefined || before === null) return 'added';
  return after === undefined || after === null ? 'removed' : 'changed';
}
