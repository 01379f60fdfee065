import { argon2id, argon2Verify } from 'hash-wasm';

/** OWASP's second choice (19 MiB, two passes): about 60 ms of one core, so that a commune's machine signs in quickly. */
export const ARGON2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
export const SALT_BYTES = 16;

/** argon2id in the usual encoded form; parameters and salt are part of it. */
export function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  return argon2id({ ...ARGON2, password, salt, outputType: 'encoded' });
}

/** Longer than any password we take: nobody makes us hash a book. */
const MAX_TYPED = 1_000;
const ENCODED = /^\$argon2id\$v=19\$m=\d{1,7},t=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;

/** Whether a password gives an encoded hash. A text that is no such hash fits nothing. */
export async function fitsPassword(password: string, encoded: string): Promise<boolean> {
  if (!ENCODED.test(encoded) || password === '' || password.length > MAX_TYPED) return false;
  return argon2Verify({ password, hash: encoded });
}
