import { type Digest128, POSITION_DIGITS, positionOf } from '@kntc/domain';

/** Position of a record as the bigint column holds it: fifteen hexadecimal digits are 60 bits. */
export function positionColumn(nationalId: string): string {
  return BigInt(`0x${positionOf(nationalId)}`).toString();
}

/** First and last position of a range. */
export function boundsOf(range: string): { readonly first: string; readonly last: string } {
  const first = BigInt(`0x${range.padEnd(POSITION_DIGITS, '0')}`);
  const last = BigInt(`0x${range.padEnd(POSITION_DIGITS, 'f')}`);
  return { first: first.toString(), last: last.toString() };
}

/** A digest in the form `decode(…, 'hex')` takes. */
export function digestColumn(digest: Digest128): string {
  return Buffer.from(digest, 'base64url').toString('hex');
}

export function fromDigestColumn(bytes: Uint8Array): Digest128 {
  return Buffer.from(bytes).toString('base64url');
}
