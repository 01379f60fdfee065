import { DRAFT_FIELDS } from '@kntc/domain';
import type { DraftField, DraftGroup, DraftShape } from '@kntc/domain';

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
