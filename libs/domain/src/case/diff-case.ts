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
    const same = before instanceof Sealed && after instanceof Sealed && before.digest === after.digest;
    if (!same) changes.push({ path, change: changeOf(before, after), sealed: true });
    return;
  }
  if (isTree(before) && isTree(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const child = Array.isArray(before) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      walk(child, before[key], after[key], changes);
    }
    return;
  }
  if (canonicalJson(before ?? null) !== canonicalJson(after ?? null)) {
    changes.push({ path, change: changeOf(before, after), sealed: false });
  }
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function changeOf(before: unknown, after: unknown): FieldChange['change'] {
  if (before === undefined || before === null) return 'added';
  return after === undefined || after === null ? 'removed' : 'changed';
}
