import type { NationalSettings } from '../../../settings/national-settings';

export type FormStyle = Pick<NationalSettings['values'], 'formNames' | 'formEmptyArrays'>;

/**
 * Form body. Names of nested members with brackets (`NguoiKNTC[DataNguoiKNTC][0][HoTen]=…`), as PT's library writes
 * them, or with dots (`NguoiKNTC.DataNguoiKNTC[0].HoTen`). `null` and missing members drop out, and so do empty arrays
 * and objects unless `formEmptyArrays` says `keep` (then `Attachment=`).
 */
export function toForm(value: Readonly<Record<string, unknown>>, style: FormStyle): string {
  const form = new URLSearchParams();
  const add = (name: string, item: unknown): void => {
    if (item === null || item === undefined) return;
    if (typeof item === 'string' || typeof item === 'number') form.append(name, String(item));
    if (typeof item !== 'object') return;
    const entries = Object.entries(item);
    const isList = Array.isArray(item);
    if (entries.length === 0 && isList && style.formEmptyArrays === 'keep') form.append(name, '');
    for (const [key, member] of entries)
      add(style.formNames === 'dots' && !isList ? `${name}.${key}` : `${name}[${key}]`, member);
  };
  for (const [key, member] of Object.entries(value)) add(key, member);
  return form.toString();
}
