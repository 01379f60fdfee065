import { createHash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MARKER_LINE = /\[Mã hồ sơ địa phương: ([A-Z0-9]+-[0-9A-Z]{13})\]\s*$/;

export interface ReferenceParts {
  readonly prefix: string;
  readonly province: string;
  readonly source: string;
  readonly key: string;
  readonly agencyId: string;
}

/** Prefix and the first 65 bits of SHA-256 over the length-prefixed parts, five bits a character. */
export function referenceFor({ prefix, province, source, key, agencyId }: ReferenceParts): string {
  const text = [province, source, key, agencyId].map((part) => `${part.length}:${part}`).join('|');
  const bits = [...createHash('sha256').update(text).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const characters = Array.from(
    { length: 13 },
    (_, at) => ALPHABET[parseInt(bits.slice(at * 5, at * 5 + 5), 2)],
  );
  return `${prefix}-${characters.join('')}`;
}

export function markerOf(reference: string): string {
  return `[Mã hồ sơ địa phương: ${reference}]`;
}

/** The reference in the last line of a petition's text. */
export function referenceOfText(text: string): string | undefined {
  return MARKER_LINE.exec(text)?.[1];
}
