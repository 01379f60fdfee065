import { DRAFT_FIELDS } from '@kntc/domain';
import type { DraftField, DraftGroup, DraftShape } from '@kntc/domain';

/** Vietnamese name of a canonical path: `rounds[0].issuedDate` → `Giải quyết › Ngày ban hành`. */
export function fieldLabel(path: string | undefined): string {
  const names = (path ?? '').replaceAll(/\[\d*\]/g, '').split('.');
  const labels: string[] = [];
  let shape: DraftShape | undefined = DRAFT_FIELDS;
  for (const name of names) {
    const entry: DraftField | DraftGroup | undefined = shape?.[name];
    if (entry === undefined) return path ?? '';
    labels.push(entry.label);
    shape = 'type' in entry ? undefined : (entry.one ?? entry.many);
  }
  return labels.join(' › ');
}
