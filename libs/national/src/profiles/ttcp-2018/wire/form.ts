/**
 * Form body with bracketed names (`NguoiKNTC[DataNguoiKNTC][0][HoTen]=…`) as PT's library writes it: `null` and
 * missing members drop out, and so do empty arrays and objects unless `emptyArrays` says `keep` (then `Attachment=`).
 */
export function toForm(value: Readonly<Record<string, unknown>>, emptyArrays: 'drop' | 'keep'): string {
  const form = new URLSearchParams();
  const add = (name: string, item: unknown): void => {
    if (item === null || item === undefined) return;
    if (typeof item === 'string' || typeof item === 'number') form.append(name, String(item));
    if (typeof item !== 'object') return;
    const entries = Object.entries(item);
    if (entries.length === 0 && Array.isArray(item) && emptyArrays === 'keep') form.append(name, '');
    for (const [key, member] of entries) add(`${name}[${key}]`, member);
  };
  for (const [key, member] of Object.entries(value)) add(key, member);
  return form.toString();
}
