import { createHash } from 'node:crypto';

/** Bytes of what a cookie or a one-time state holds: 256 bits, nobody guesses them. */
export const SECRET_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text can be a secret of ours at all. */
export function isSecretShaped(text: string): boolean {
  return SECRET.test(text);
}

export function secretText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** What is stored of a secret with 256 random bits. A plain hash is enough: there is nothing to try out. */
export function storedForm(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Another secret that follows from the first and does not lead back to it. */
export function derived(secret: string, purpose: string): string {
  return createHash('sha256').update(`${purpose}\0${secret}`).digest('base64url');
}
