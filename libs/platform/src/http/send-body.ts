import { Readable } from 'node:stream';
import type { HttpBody } from '@kntc/domain';

export interface Sendable {
  readonly data: Buffer | Readable;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A body in the form Node writes it. A streamed one says its length beforehand, so that a far side can tell a body
 * that broke off from a whole one; its first piece is read only when the request has a connection.
 */
export function sendable(body: HttpBody): Sendable {
  if (body instanceof Uint8Array)
    return { data: Buffer.from(body.buffer, body.byteOffset, body.byteLength), headers: {} };
  return {
    data: Readable.from(body.stream(), { objectMode: false, highWaterMark: 1 }),
    headers: { 'content-length': String(body.size) },
  };
}
