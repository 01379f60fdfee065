import { GatewayError } from '@kntc/domain';
import type { ConnectorKind } from '../connector';
import type { FileSourceDefinition } from '../definition/source-definition';

/** Connector kind `file`. The reader lands in the next commits; until then the kind is known and refused. */
export const createFileConnector: ConnectorKind<FileSourceDefinition> = ({ file }) => {
  throw new GatewayError('GW_S105', `${file}: kind file`);
};
