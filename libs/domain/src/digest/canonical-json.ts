/**
 * JSON with sorted keys, without `undefined`: equal values give equal text, so digests compare content and not
 * the order in which a program happened to build it. Strings are taken as they are (normalise before).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  return Array.isArray(value) ? ofList(value) : ofObject(value as Readonly<Record<string, unknown>>);
}

// Loops instead of chained array methods: every step of every case passes here three times.
function ofList(list: readonly unknown[]): string {
  let text = '';
  for (const item of list) text += `${text === '' ? '' : ','}${canonicalJson(item)}`;
  return `[${text}]`;
}

function ofObject(object: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const key of Object.keys(object).toSorted()) {
    const value = object[key];
    if (value !== undefined)
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}
