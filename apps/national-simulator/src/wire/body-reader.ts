import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface ReceivedBody {
  /** The bytes as text; null when there were more than the limit (they are counted and hashed, never kept). */
  readonly text: string | null;
  readonly sha256: string;
  readonly isForm: boolean;
}

/** Reads a request to its end. Rejects when the client goes away before that: then nothing was received. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<ReceivedBody> {
  const hash = createHash('sha256');
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) chunks = [];
    else chunks.push(chunk);
  }
  const whole = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  return {
    text: bytes > maxBytes ? null : (whole ?? Buffer.alloc(0)).toString('utf8'),
    sha256: hash.digest('hex'),
    isForm: (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'),
  };
}
