/** A body as a list of leaves: `NguoiKNTC.DataNguoiKNTC[0].HoTen` → text. Empty leaves are left out. */
export type Flat = ReadonlyMap<string, string>;

export function flatten(value: unknown): Flat {
  const leaves = new Map<string, string>();
  const walk = (node: unknown, path: string): void => {
    if (node === null || node === undefined || node === '') return;
    if (Array.isArray(node)) node.forEach((item, index) => walk(item, `${path}[${index}]`));
    else if (typeof node === 'object') {
      for (const [key, item] of Object.entries(node)) walk(item, path === '' ? key : `${path}.${key}`);
    } else leaves.set(path, typeof node === 'string' ? node : JSON.stringify(node));
  };
  walk(value, '');
  return leaves;
}

export interface FieldDifference {
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** Leaves that differ, missing and unexpected ones included, except those under `ignored` paths. */
export function compareFlat(
  expected: Flat,
  found: Flat,
  { ignored = [], same = (a, b) => a === b }: CompareOptions = {},
): FieldDifference[] {
  const skip = new Set(ignored);
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((field) => !skip.has(field) && !same(expected.get(field) ?? '', found.get(field) ?? ''))
    .map((field) => ({ field, expected: expected.get(field) ?? '', found: found.get(field) ?? '' }));
}

export interface CompareOptions {
  readonly ignored?: readonly string[];
  readonly same?: (expected: string, found: string) => boolean;
}
