import { createHash } from 'node:crypto';

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 13;

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
  const bytes = createHash('sha256').update(text).digest();
  let bits = bytes.readBigUInt64BE(0);
  let extra = BigInt(bytes[8] ?? 0);
  let out = '';
  for (let i = 0; i < CHARACTERS; i += 1) {
    out += BASE32[Number((bits >> 59n) & 31n)];
    bits = ((bits << 5n) & 0xffff_ffff_ffff_ffffn) | (extra >> 3n);
    extra = (extra << 5n) & 0xffn;
  }
  return `${parts.prefix}-${out}`;
}

/** Lanes of a database are fixed for its life: a record keeps its lane. */
export const LANES = 256;

/** The lane of a national record. */
export function laneOf(reference: string): number {
  return createHash('sha256').update(`lane|${reference}`).digest().readUInt8(0) % LANES;
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
