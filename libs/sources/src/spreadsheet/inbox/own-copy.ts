import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A copy nobody else can change, gone when reading ends: what is hashed, inspected and read is one content. */
export interface OwnCopy {
  readonly path: string;
  readonly sha256: string;
}

/** @param folder private to the gateway; created when missing */
export async function copyOwn(folder: string, from: string): Promise<OwnCopy> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${process.pid}-${(serial += 1)}${extname(from)}`);
  await copyFile(from, path);
  return { path, sha256: await digestOf(path) };
}

let serial = 0;

export async function dropCopy({ path }: OwnCopy): Promise<void> {
  await rm(path, { force: true });
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
