import { chmod, copyFile, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { refusalText, type RefusalCode } from '../refusals';
import { identityOf, sameIdentity, type DroppedFile } from './drop-folder';

export const DONE = 'done';
export const REFUSED = 'refused';
/** Owner and group, as whoever dropped the file wants its answer; what lies here names people. */
const NOT_FOR_EVERYBODY = 0o770;
const MOST_TWINS = 10_000;

/** A path below `folder` that no file has yet: `so.xlsx`, else `so (2).xlsx` … */
export function freePlace(folder: string, below: string, name: string): string {
  const { name: stem, ext } = parse(name);
  for (let twin = 1; twin < MOST_TWINS; twin += 1) {
    const place = join(below, twin === 1 ? name : `${stem} (${twin})${ext}`);
    if (!existsSync(join(folder, place))) return place;
  }
  throw new Error(`too many files called ${name}`);
}

/**
 * Moves a dropped file to its place. A file that was replaced meanwhile stays, it is a new one; then our copy of
 * what was read takes the place.
 */
export async function moveTo(file: DroppedFile, target: string, copyPath: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: NOT_FOR_EVERYBODY });
  const now = await identityOf(file.path);
  if (now !== undefined && sameIdentity(now, file.identity)) await rename(file.path, target);
  else await copyFile(copyPath, target);
  await chmod(target, (await stat(target)).mode & NOT_FOR_EVERYBODY);
}

/** Puts a refused file aside with the three sentences for the one who dropped it. */
export async function fileAsRefused(
  folder: string,
  file: DroppedFile,
  refusal: { readonly code: RefusalCode; readonly detail: string; readonly copyPath: string },
): Promise<void> {
  const place = freePlace(folder, REFUSED, file.name);
  await moveTo(file, join(folder, place), refusal.copyPath);
  const [what, meaning, action] = refusalText(refusal.code, refusal.detail);
  await writeNote(folder, place, [`Cổng không nhận tệp «${file.name}».`, '', what, meaning, action]);
}

/** A text beside a filed file; with a mark, so that Windows opens it with the right letters. */
export async function writeNote(folder: string, place: string, lines: readonly string[]): Promise<void> {
  await writeFile(join(folder, `${place}.txt`), `\ufeff${lines.join('\r\n')}\r\n`, {
    mode: NOT_FOR_EVERYBODY & 0o666,
  });
}
