import type { Settings } from './settings';

type Check = (value: unknown) => string | null;
type Shape = { readonly [key: string]: Check | Shape };

/** Settings or fault rules that cannot be read; the message names the field and the expected form. */
export class InvalidInput extends Error {}

const REPEAT = oneOf('replace', 'add', 'reject');

const SHAPE: Shape = {
  accounts: accountList,
  maxBodyBytes: wholeNumber(1),
  strictOrder: (value) => (typeof value === 'boolean' ? null : 'true or false'),
  unknownKeys: oneOf('refuse', 'ignore'),
  foreignUpdate: oneOf('refuse', 'allow'),
  latencyMs: wholeNumber(0),
  requestsPerSecond: wholeNumberOrNull(1),
  answers: {
    layers: (value) => (value === 1 || value === 2 ? null : '1 | 2'),
    idKey: oneOf('Id', 'MaVuViec', 'id'),
  },
  repeat: {
    CapNhatVuViec: REPEAT,
    CapNhatKQXuLy: REPEAT,
    CapNhatGiaiQuyet: REPEAT,
    CapNhatKQGiaiQuyet: REPEAT,
    CapNhatThiHanh: REPEAT,
  },
  lookup: {
    contentMatching: oneOf('contains', 'exact', 'ignored'),
    nameMatching: oneOf('contains', 'exact'),
    resultCap: wholeNumber(1),
    indexLagMs: wholeNumber(0),
    contentTruncation: wholeNumberOrNull(1),
  },
  actsOnce: oneOf('nothing', 'key', 'reference'),
  keyWindowMs: wholeNumber(1),
};

/**
 * Lays the given keys over the current settings; keys that are not given keep their value.
 * @throws InvalidInput naming the first unknown or ill-formed key.
 */
export function mergeSettings(current: Settings, given: unknown): Settings {
  return mergeShape('', SHAPE, current as unknown as Record<string, unknown>, given) as unknown as Settings;
}

function mergeShape(
  path: string,
  shape: Shape,
  current: Readonly<Record<string, unknown>>,
  given: unknown,
): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new InvalidInput(`${path === '' ? 'settings' : path}: expected an object`);
  }
  const merged: Record<string, unknown> = { ...current };
  for (const [key, value] of Object.entries(given)) {
    const field = path === '' ? key : `${path}.${key}`;
    const check = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (check === undefined) throw new InvalidInput(`${field}: unknown setting`);
    if (typeof check !== 'function') {
      merged[key] = mergeShape(field, check, current[key] as Record<string, unknown>, value);
      continue;
    }
    const expected = check(value);
    if (expected !== null) throw new InvalidInput(`${field}: expected ${expected}`);
    merged[key] = value;
  }
  return merged;
}

export function oneOf(...allowed: readonly string[]): Check {
  return (value) => (allowed.includes(value as string) ? null : allowed.join(' | '));
}

export function wholeNumber(least: number): Check {
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= least ? null : `a whole number from ${least}`;
}

function wholeNumberOrNull(least: number): Check {
  return (value) => (value === null ? null : wholeNumber(least)(value));
}

function accountList(value: unknown): string | null {
  const isAccount = (entry: unknown): boolean =>
    typeof entry === 'object' &&
    entry !== null &&
    typeof (entry as Record<string, unknown>)['username'] === 'string' &&
    typeof (entry as Record<string, unknown>)['password'] === 'string' &&
    isCodeList((entry as Record<string, unknown>)['agencies']);
  return Array.isArray(value) && value.length > 0 && value.every(isAccount)
    ? null
    : 'a list of {"username", "password", "agencies"?} with at least one entry';
}

function isCodeList(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((code) => typeof code === 'string'));
}
