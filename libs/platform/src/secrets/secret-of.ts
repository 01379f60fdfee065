import { readFileSync, statSync } from 'node:fs';

/** A secret, not a page of text: anything longer is the wrong file. */
const MAX_BYTES = 8_192;

/**
 * One secret: its value, or the file it is read from at every use. One that is missing, empty, or that everybody on the
 * machine may read, is none.
 */
export function secretOf(
  from: { readonly value: string } | { readonly file: string },
): () => string | undefined {
  return () => ('value' in from ? from.value : readSecret(from.file));
}

function readSecret(file: string): string | undefined {
  try {
    const { mode, size } = statSync(file);
    if ((mode & 0o007) !== 0 || size > MAX_BYTES) return undefined;
    const text = readFileSync(file, 'utf8').trim();
    return /^[\x21-\x7e]+$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
