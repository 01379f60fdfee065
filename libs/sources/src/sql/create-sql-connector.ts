import type { ConnectorKind } from '../connector';
import type { SqlSourceDefinition } from '../definition/source-definition';
import { openDialect } from './open-dialect';
import { SqlConnector } from './sql-connector';

/** Connector kind `sql`. The address comes from the environment variable the source file names. */
export const createSqlConnector: ConnectorKind<SqlSourceDefinition> = (definition, deps) => {
  const { connection, timeZone, file } = definition;
  return new SqlConnector(definition, openDialect({ ...connection, timeZone }, deps, file), deps);
};
