import type { NationalSettings } from '../../../settings/national-settings';

export type KeyCase = NationalSettings['answers']['keyCase'];

/** A member of an answer by its name, written exactly so or in any case; `undefined` when it is not there. */
export function memberOf(value: object, key: string, keyCase: KeyCase): unknown {
  if (Object.hasOwn(value, key)) return (value as Readonly<Record<string, unknown>>)[key];
  if (keyCase === 'exact') return undefined;
  const wanted = key.toLowerCase();
  return Object.entries(value).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
