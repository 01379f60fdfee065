import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZippedFile {
  readonly name: string;
  readonly content: string;
}

/** The bytes of a zip, as they are made. @param at time that stands on every file in it */
export function zipped(files: readonly ZippedFile[], at: Date): AsyncIterable<Buffer> {
  const zip = new ZipFile();
  for (const { name, content } of files) zip.addBuffer(Buffer.from(content), name, { mtime: at });
  zip.end();
  return Readable.from(zip.outputStream) as AsyncIterable<Buffer>;
}

/** {@link zipped} in memory: for a letter, not for thousands of records. */
export async function zipBytes(files: readonly ZippedFile[], at: Date): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zipped(files, at)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
