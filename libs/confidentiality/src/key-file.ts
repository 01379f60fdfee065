import { GatewayError } from '@kntc/domain';
import { newKeyFile, parseKeyFile, printKeyFile } from './key-file-format';
import type { Keys } from './keys';
import { createPrivateFile, readPrivateFile, replacePrivateFile } from './private-file';

/**
 * Reads the key file, or makes one. Losing it means that nothing sealed in the database opens ever again: it
 * belongs in the backup, apart from the database.
 *
 * Creation is atomic and never replaces a file: of two processes that start at once one creates and both use the
 * same keys, and after a crash there is a whole file or none.
 *
 * @throws GatewayError `GW_P401` when the file cannot be read or created, is no ordinary file, or others than its
 *   owner may read it; `GW_T303` when it is missing (and must not be created) or damaged. The detail names the file
 *   and the fault, never its content.
 */
export function loadKeyFile(path: string, options: { readonly createIfMissing: boolean }): Keys {
  const content =
    readPrivateFile(path) ?? (options.createIfMissing ? createPrivateFile(path, newKeyFile()) : undefined);
  if (content === undefined) throw new GatewayError('GW_T303', `${path} does not exist`);
  return parseKeyFile(content, path);
}

/**
 * Puts other keys in the place of those of a file: afterwards it holds the ones or the others, whole, whatever happens.
 * @throws GatewayError `GW_P401` when it cannot be written
 */
export function replaceKeyFile(path: string, keys: Keys): void {
  replacePrivateFile(path, printKeyFile(keys));
}
