import type { ConnectorKind } from '../connector';
import type { FileSourceDefinition } from '../definition/source-definition';
import { FileConnector } from './file-connector';

/** Connector kind `file`. Nothing is opened or created before the first read. */
export const createFileConnector: ConnectorKind<FileSourceDefinition> = (definition, deps) =>
  new FileConnector(definition, deps);
