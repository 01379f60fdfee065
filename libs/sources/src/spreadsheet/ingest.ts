import { copyFile, mkdir, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import type { ConnectorDependencies } from '../connector';
import type { FileSourceDefinition } from '../definition/source-definition';
import { freePlace } from './inbox/filed';
import { refuseName } from './inbox/refuse-name';
import { inboxPlaces } from './inbox/inbox-places';
import { DropFolder } from './inbox/drop-folder';
import { FileRefused, refusalText } from './refusals';
import { inspect } from './worker/reading';

/** What will come of a file: read whole before it is put where the gateway takes it up. */
export type IngestOutcome =
  | { readonly kind: 'refused'; readonly text: readonly [string, string, string] }
  | {
      readonly kind: 'dropped';
      /** Where it lies until the gateway takes it up. */
      readonly path: string;
      readonly sheet: string;
      readonly rows: number;
      readonly keyless: readonly number[];
      /** Lines that look like data below the row at which reading stops. */
      readonly below: readonly number[];
      readonly doubled: readonly string[];
      readonly unread: readonly string[];
    };

/**
 * Looks a file through and puts a copy of it into the drop folder, under its name at once and whole. A file that
 * would be refused is not copied.
 * @throws GatewayError GW_S108 when the folder cannot be written
 */
export async function ingestFile(
  definition: FileSourceDefinition,
  deps: ConnectorDependencies,
  path: string,
): Promise<IngestOutcome> {
  const { files, record } = definition;
  const { drop } = inboxPlaces(definition, deps);
  const name = basename(path);
  try {
    refuseName(name, new DropFolder(drop, files.accept, deps.clock), files.accept);
    const report = await inspect({ path, name, layout: files.layout, record });
    const { sheet, lines, keyless, below, doubled, unread } = report;
    return {
      kind: 'dropped',
      path: await dropCopy(drop, path, name),
      sheet,
      rows: lines.length,
      keyless,
      below,
      doubled,
      unread,
    };
  } catch (err) {
    if (!(err instanceof FileRefused)) throw err;
    return { kind: 'refused', text: refusalText(err.code, err.detail) };
  }
}

async function dropCopy(drop: string, path: string, name: string): Promise<string> {
  try {
    await mkdir(drop, { recursive: true });
    const target = join(drop, existsSync(join(drop, name)) ? freePlace(drop, '', name) : name);
    const fresh = join(drop, `.${basename(target)}.part`);
    await copyFile(path, fresh);
    await rename(fresh, target);
    return target;
  } catch (err) {
    throw new GatewayError('GW_S108', `${drop}: ${(err as NodeJS.ErrnoException).code ?? ''}`, {
      cause: err,
    });
  }
}
