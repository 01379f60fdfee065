import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import type { ConnectorDependencies } from '../../connector';
import type { FileSourceDefinition } from '../../definition/source-definition';
import type { InboxPlaces } from './inbox';

/**
 * Where the files of a source lie.
 * @throws GatewayError GW_S105 when neither an inbox nor the named variable is set
 */
export function inboxPlaces(
  { file, id, files }: FileSourceDefinition,
  deps: ConnectorDependencies,
): InboxPlaces {
  const { folders, env } = deps;
  if (folders === undefined) throw new GatewayError('GW_S105', `${file}: no data folder is known here`);
  const drop = files.folderEnv === undefined ? join(folders.inbox, files.folder ?? id) : env[files.folderEnv];
  if (drop === undefined || drop === '')
    throw new GatewayError('GW_S105', `${file}: ${files.folderEnv ?? ''} is not set`);
  const own = join(folders.data, 'files', id);
  return { drop, manifests: join(own, 'manifests'), copies: join(own, 'reading') };
}
