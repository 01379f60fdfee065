import { GatewayError } from '@kntc/domain';
import type { ConnectorKind } from '../connector';
import type { SqlSourceDefinition } from '../definition/source-definition';
import { Postgresql } from './postgresql';
import { SqlConnector } from './sql-connector';

/** Connector kind `sql`. The address comes from the environment variable the source file names. */
export const createSqlConnector: ConnectorKind<SqlSourceDefinition> = (definition, deps) => {
  const { urlEnv, schema } = definition.connection;
  const url = deps.env[urlEnv];
  if (url === undefined || url === '')
    throw new GatewayError('GW_S105', `${definition.file}: ${urlEnv} is not set`);
  return new SqlConnector(definition, new Postgresql({ url, schema, timeZone: definition.timeZone }), deps);
};
