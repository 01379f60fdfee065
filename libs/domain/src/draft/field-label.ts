import type { StepKind } from '../ports/step-plan';
import { DRAFT_FIELDS } from './draft-fields';
import type { DraftField, DraftGroup, DraftShape } from './draft-field';

/** Vietnamese name of a canonical path: `rounds[0].issuedDate` → `Giải quyết › Ngày ban hành`. */
export function fieldLabel(path: string | undefined): string {
  if (path === undefined || path === '') return '';
  const labels: string[] = [];
  let shape: DraftShape | undefined = DRAFT_FIELDS;
  for (const name of path.replaceAll(/\[\d*\]/g, '').split('.')) {
    const entry: DraftField | DraftGroup | undefined = shape?.[name];
    if (entry === undefined) return path;
    labels.push(entry.label);
    shape = 'one' in entry || 'many' in entry ? (entry.one ?? entry.many) : undefined;
  }
  return labels.join(' › ');
}

const STEPS: Readonly<Record<StepKind, string>> = {
  case: 'vụ việc',
  handling: 'kết quả xử lý',
  acceptance: 'thụ lý',
  resolution: 'kết quả giải quyết',
  enforcement: 'thi hành',
};

/** Vietnamese name of a national step, as a hold names it; empty for anything else. */
export function stepLabel(step: string | undefined): string {
  return step !== undefined && step in STEPS ? STEPS[step as StepKind] : '';
}
