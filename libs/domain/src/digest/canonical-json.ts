/**
 * JSON with sorted keys, without `undefined`: equal values give equal text, so digests compare content and not
 * the order in which a program happened to build it. Strings are taken as they are (normalise before).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  return Array.isArray(value) ? ofList(value) : ofObject(value as Readonly<Record<string, unknown>>);
}

// Loops and few intermediate strings: every step of every case passes here three times.
function ofList(list: readonly unknown[]): string {
  let text = '[';
  for (const item of list) {
    if (text !== '[') text += ',';
    text += canonicalJson(item);
  }
  return text + ']';
}

function ofObject(object: Readonly<Record<string, unknown>>): string {
  let text = '{';
  for (const key of Object.keys(object).toSorted()) {
    const value = object[key];
    if (value === undefined) continue;
    text += text === '{' ? `${JSON.stringify(key)}:` : memberName(key);
    text += canonicalJson(value);
  }
  return text + '}';
}

/** Names of members come from a few shapes and are asked for over and over. */
const KEPT = 2_000;
const memberNames = new Map<string, string>();

/** `,"key":` */
function memberName(key: string): string {
  const kept = memberNames.get(key);
  if (kept !== undefined) return kept;
  const name = `,${JSON.stringify(key)}:`;
  if (memberNames.size < KEPT) memberNames.set(key, name);
  return name;
}
