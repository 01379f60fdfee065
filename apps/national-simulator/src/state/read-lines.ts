import type { FileHandle } from 'node:fs/promises';

export interface Line {
  /** Without the newline. */
  readonly bytes: Buffer;
  readonly offset: number;
}

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/** The complete lines of the first `end` bytes of a file, a chunk at a time; an unfinished last line is left out. */
export async function* readLines(file: FileHandle, end: number): AsyncGenerator<readonly Line[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let position = 0;
  while (position < end) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - position));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return;
    const fresh = chunk.subarray(0, bytesRead);
    position += bytesRead;
    rest.push(fresh);
    restBytes += fresh.length;
    if (!fresh.includes(NEWLINE)) continue; // a line longer than a chunk: keep collecting, join once
    const joined = rest.length === 1 ? fresh : Buffer.concat(rest);
    const { lines, used } = split(joined, position - restBytes);
    rest = [joined.subarray(used)];
    restBytes = joined.length - used;
    yield lines;
  }
}

function split(bytes: Buffer, offset: number): { readonly lines: readonly Line[]; readonly used: number } {
  const lines: Line[] = [];
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    lines.push({ bytes: bytes.subarray(start, end), offset: offset + start });
    start = end + 1;
  }
  return { lines, used: start };
}
