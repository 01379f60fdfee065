import { GatewayError } from '@kntc/domain';
import type { ConnectorDependencies, ConnectorKind } from '../connector';
import type { SqlDialectName, SqlSourceDefinition } from '../definition/source-definition';
import type { SqlDialect } from './dialect';
import { Mariadb } from './mariadb';
import { Postgresql } from './postgresql';
import { SqlConnector } from './sql-connector';

type MakeDialect = (url: string, definition: SqlSourceDefinition, deps: ConnectorDependencies) => SqlDialect;

const DIALECTS: Readonly<Record<SqlDialectName, MakeDialect>> = {
  postgresql: (url, { connection: { schema }, timeZone }) => new Postgresql({ url, schema, timeZone }),
  mariadb: (url, { connection: { schema }, timeZone }, { clock }) =>
    new Mariadb({ url, schema, timeZone, now: clock.now() }),
};

/** Connector kind `sql`. The address comes from the environment variable the source file names. */
export const createSqlConnector: ConnectorKind<SqlSourceDefinition> = (definition, deps) => {
  const { urlEnv, dialect } = definition.connection;
  const url = deps.env[urlEnv];
  if (url === undefined || url === '')
    throw new GatewayError('GW_S105', `${definition.file}: ${urlEnv} is not set`);
  return new SqlConnector(definition, DIALECTS[dialect](url, definition, deps), deps);
};
