import { readFileSync } from 'node:fs';

/** Shorter keys could be guessed. */
const MIN_BYTES = 32;

/**
 * Keys by name: the variable `<NAME>`, or the file that `<NAME>_FILE` names. The file is read at every use, so that a
 * key is exchanged without a restart; one that is missing, cannot be read or is too short is no key.
 */
export function namedKeys(
  variables: Readonly<Record<string, string | undefined>>,
): (name: string) => Uint8Array | undefined {
  return (name) => {
    const file = variables[`${name}_FILE`];
    const text = file === undefined || file === '' ? variables[name] : contentOf(file);
    const key = new TextEncoder().encode(text?.trim() ?? '');
    return key.length >= MIN_BYTES ? key : undefined;
  };
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
