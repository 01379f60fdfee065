import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadSheet } from '@kntc/domain';

import { FileRefused, refusalText } from './refusals';
import { Reading } from './worker/reading';

/** Rows of all sheets together: a list of one agency fits, a file made to exhaust memory does not. */
const MOST_ROWS = 50_000;
const WITHIN_MS = 60_000;

export type WorkbookRead =
  | { readonly kind: 'read'; readonly sheets: readonly ReadSheet[] }
  /** What happened, what it means, what to do; nothing of a cell. */
  | { readonly kind: 'refused'; readonly text: readonly [string, string, string] };

/**
 * Reads every table of a small workbook (.xlsx, .csv) that a person handed in, in a thread of its own like any file of a source.
 * The bytes lie in a folder nobody else reads for as long as that takes.
 * @param name as the sender called it: its ending must tell the truth
 */
export async function readWorkbook(bytes: Uint8Array, name: string): Promise<WorkbookRead> {
  const folder = await mkdtemp(join(tmpdir(), 'kntc-workbook-'));
  try {
    const path = join(folder, 'tep');
    await writeFile(path, bytes, { mode: 0o600 });
    const reading = new Reading({ kind: 'tables', path, name, csv: {}, mostRows: MOST_ROWS }, WITHIN_MS);
    try {
      return { kind: 'read', sheets: await reading.tables() };
    } finally {
      await reading.close();
    }
  } catch (err) {
    if (!(err instanceof FileRefused)) throw err;
    return { kind: 'refused', text: refusalText(err.code, err.detail) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
