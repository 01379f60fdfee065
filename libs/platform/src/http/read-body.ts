import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

export type Body =
  | { readonly kind: 'complete'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'undecodable' };

const DECODERS = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/**
 * Reads at most `limit` bytes, before and after decoding (a few compressed kilobytes may unfold to gigabytes).
 * @throws when the stream breaks off
 */
export async function readBody(stream: Readable, encoding: string | undefined, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return { kind: 'too-large' }; // leaving the loop destroys the stream
    chunks.push(chunk);
  }
  return decodeBody(Buffer.concat(chunks), encoding, limit);
}

/** Unpacks a body that is there in full, into at most `limit` bytes. */
export async function decodeBody(bytes: Buffer, encoding: string | undefined, limit: number): Promise<Body> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === 'identity' || name === '' || bytes.length === 0) return { kind: 'complete', bytes };
  const decoder = DECODERS.get(name);
  if (!decoder) return { kind: 'undecodable' };
  try {
    return { kind: 'complete', bytes: await decoder(bytes, { maxOutputLength: limit }) };
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? { kind: 'too-large' }
      : { kind: 'undecodable' };
  }
}
