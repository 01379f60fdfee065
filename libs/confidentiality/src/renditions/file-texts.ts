import { inflateSync } from 'node:zlib';

/** Shorter runs of letters stand in every compressed picture. */
const SHORTEST_RUN = 12;
const RUN = new RegExp(`[\\p{L}\\p{M}\\p{N}\\p{P}\\p{Zs}\\t=+<>|]{${SHORTEST_RUN},}`, 'gu');
const MOST_INFLATED = 20 * 1024 * 1024;

/** Kinds of file a redacted rendition may be. */
export type RenditionFileType = 'pdf' | 'png' | 'jpg' | 'txt';

/** By what the file begins with; `undefined` for any other kind, above all for those that keep their authors. */
export function renditionFileType(bytes: Uint8Array): RenditionFileType | undefined {
  const begins = (...start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (begins(0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (begins(0xff, 0xd8, 0xff)) return 'jpg';
  return isText(bytes) ? 'txt' : undefined;
}

function isText(bytes: Uint8Array): boolean {
  try {
    // oxlint-disable-next-line no-control-regex
    return !/[\u0000-\u0008\u000e-\u001f]/.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

/**
 * The texts a file holds as far as a machine can read them: a text file whole; of a PDF or picture what stands in it as
 * letters (metadata, comments, uncompressed and deflated streams). What is drawn – handwriting, a scan, most text of a
 * PDF – nobody but a person can read.
 */
export function fileTexts(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes);
  const type = renditionFileType(bytes);
  if (type === 'txt') return [buffer.toString('utf8')];
  const parts = type === 'pdf' ? [buffer, ...inflatedStreams(buffer)] : [buffer];
  return parts.flatMap(decodings).map(lettersOf);
}

function decodings(buffer: Buffer): readonly string[] {
  const even = buffer.subarray(0, buffer.length - (buffer.length % 2));
  const odd = buffer.subarray(1, buffer.length - ((buffer.length + 1) % 2));
  const swapped = (part: Buffer): string => Buffer.from(part).swap16().toString('utf16le');
  return [
    buffer.toString('utf8'),
    even.toString('utf16le'),
    odd.toString('utf16le'),
    swapped(even),
    swapped(odd),
  ];
}

function lettersOf(text: string): string {
  return (text.match(RUN) ?? []).join('\n');
}

function inflatedStreams(pdf: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  let total = 0;
  for (let at = pdf.indexOf('stream'); at >= 0 && total < MOST_INFLATED; at = pdf.indexOf('stream', at + 6)) {
    const start = at + 6 + (pdf[at + 6] === 0x0d ? 2 : 1);
    const inflated = inflatedAt(pdf, start, MOST_INFLATED - total);
    if (inflated === undefined) continue;
    total += inflated.length;
    found.push(inflated);
  }
  return found;
}

function inflatedAt(pdf: Buffer, start: number, most: number): Buffer | undefined {
  // a zlib header, or no deflated stream
  if (pdf[start] !== 0x78) return undefined;
  try {
    return inflateSync(pdf.subarray(start), { maxOutputLength: most, finishFlush: 2 });
  } catch {
    return undefined;
  }
}
