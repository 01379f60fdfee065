import { hash } from 'node:crypto';

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 13;
const BITS = 5;

export interface ReferenceParts {
  readonly prefix: string;
  readonly province: string;
  readonly sourceId: string;
  readonly localKey: string;
  /** Stable id of the receiving agency; national codes may change, this does not. */
  readonly agencyId: string;
}

/**
 * The local reference of one national record: prefix and 13 base32 characters (65 bits) of a SHA-256 over what
 * never changes. Keyless on purpose: a key that is lost or rotated would itself make duplicates. Content-free:
 * nothing about the petition can be read from it.
 */
export function referenceOf(parts: ReferenceParts): string {
  const text = [parts.province, parts.sourceId, parts.localKey, parts.agencyId]
    .map((part) => `${part.length}:${part}`)
    .join('|');
  return `${parts.prefix}-${base32(hash('sha256', text, 'buffer'))}`;
}

/** The first 65 bits, five to a character, highest first. */
function base32(bytes: Buffer): string {
  let out = '';
  for (let bit = 0; bit < CHARACTERS * BITS; bit += BITS) {
    const pair = bytes.readUInt16BE(bit >> 3);
    out += BASE32[(pair >> (16 - BITS - (bit & 7))) & 31];
  }
  return out;
}

/** Lanes of a database are fixed for its life: a record keeps its lane. */
export const LANES = 256;

/** The lane of a national record. */
export function laneOf(reference: string): number {
  return hash('sha256', `lane|${reference}`, 'buffer').readUInt8(0) % LANES;
}

const MARKER = /\[Mã hồ sơ địa phương: ([A-Z0-9]+-[0-9A-Z]{13})\]\s*$/;

/** The line that carries the reference where the wire has no field for it (`national/README.md` F). */
export function markerLine(reference: string): string {
  return `[Mã hồ sơ địa phương: ${reference}]`;
}

/** The reference in the last line of a text, if there is one. */
export function referenceIn(text: string): string | undefined {
  return MARKER.exec(text)?.[1];
}
