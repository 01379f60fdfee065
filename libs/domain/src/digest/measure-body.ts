import { createHash } from 'node:crypto';
import type { HttpBody, StreamedBody } from '../ports/http';
import { sha256 } from './sha256';

/** Bytes of a step before anybody has counted them: in memory, or made as they are read, each time the same. */
export type StepBody = Uint8Array | Pick<StreamedBody, 'stream'>;

/** A body whose exact bytes are known: what the intent records and what then leaves. */
export interface MeasuredBody {
  readonly sha256: string;
  readonly body: HttpBody;
}

/**
 * Hash and size of a body. One that is streamed is read once for it, in bounded memory, and again when it is sent.
 * Throws what the stream throws: then nothing has been sent.
 */
export async function measureBody(body: StepBody): Promise<MeasuredBody> {
  if (body instanceof Uint8Array) return { sha256: sha256(body), body };
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of body.stream()) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { sha256: hash.digest('hex'), body: { size, stream: () => body.stream() } };
}

/** Bytes of a body. */
export function sizeOfBody(body: HttpBody): number {
  return body instanceof Uint8Array ? body.length : body.size;
}
