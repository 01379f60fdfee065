import { hash } from 'node:crypto';

/** 128 bits of SHA-256 as 22 characters of base64url. Against forgery as much as against accident. */
export type Digest128 = string;

/** A range of records: hexadecimal digits with which their positions begin; `''` is all of them. */
export type DigestRange = string;

/** Digits of a position: 60 bits, so that it fits a signed 64-bit column. No range is longer. */
export const POSITION_DIGITS = 15;

const DIGEST_BYTES = 16;
const DIGEST_FORM = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const RANGE_FORM = /^[0-9a-f]{0,15}$/;

export function isDigest128(text: unknown): text is Digest128 {
  return typeof text === 'string' && DIGEST_FORM.test(text);
}

export function isDigestRange(text: unknown): text is DigestRange {
  return typeof text === 'string' && RANGE_FORM.test(text);
}

/** Where a record lies, by its national id: hashed, so that ranges of one length hold about as many records each. */
export function positionOf(nationalId: string): string {
  return hash('sha256', nationalId.toLowerCase(), 'hex').slice(0, POSITION_DIGITS);
}

export function digest128(data: string | Uint8Array): Digest128 {
  return hash('sha256', data, 'buffer').subarray(0, DIGEST_BYTES).toString('base64url');
}

/** A record as it is put in order: by position, then by digest. */
export interface PlacedDigest {
  readonly position: string;
  readonly digest: Digest128;
}

/**
 * Digest of a range: of the digests of its records one after the other, in the order of their positions. Not a sum: a
 * sum of hashes can be hit on purpose by whoever chooses some of the records.
 */
export function rangeDigest(records: readonly PlacedDigest[]): Digest128 {
  const inOrder = records.toSorted(byPosition);
  return digest128(Buffer.concat(inOrder.map(({ digest }) => Buffer.from(digest, 'base64url'))));
}

function byPosition(one: PlacedDigest, other: PlacedDigest): number {
  if (one.position !== other.position) return one.position < other.position ? -1 : 1;
  return Buffer.compare(Buffer.from(one.digest, 'base64url'), Buffer.from(other.digest, 'base64url'));
}
