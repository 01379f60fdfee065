import { FileRefused } from '../refusals';
import type { DropFolder } from './drop-folder';

/** Endings under which a file may be readable; of others the format is what is wrong, not the name. */
const READABLE = /\.(xlsx|csv|tsv|txt)$/i;

/** @throws FileRefused NAME when a better name is all that a file lacks */
export function refuseName(name: string, folder: DropFolder, accept: readonly string[]): void {
  if (!folder.accepts(name) && READABLE.test(name)) throw new FileRefused('NAME', accept.join(', '));
}
