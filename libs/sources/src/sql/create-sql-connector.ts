import { DATABASE_ADDRESS, GatewayError } from '@kntc/domain';
import { AddressGuard, type GuardedTarget } from '@kntc/platform';
import type { ConnectorDependencies, ConnectorKind } from '../connector';
import type { SqlDialectName, SqlSourceDefinition } from '../definition/source-definition';
import type { SqlDialect } from './dialect';
import { Mariadb } from './mariadb';
import { Postgresql } from './postgresql';
import { SqlConnector } from './sql-connector';

interface Place {
  /** With account and password. */
  readonly url: string;
  readonly target: () => GuardedTarget;
}

type MakeDialect = (place: Place, definition: SqlSourceDefinition, deps: ConnectorDependencies) => SqlDialect;

const DIALECTS: Readonly<Record<SqlDialectName, MakeDialect>> = {
  postgresql: (place, { connection: { schema }, timeZone }) => new Postgresql({ ...place, schema, timeZone }),
  mariadb: (place, { connection: { schema }, timeZone }, { clock }) =>
    new Mariadb({ ...place, schema, timeZone, now: clock.now() }),
};

/** Connector kind `sql`. The address comes from the environment variable the source file names. */
export const createSqlConnector: ConnectorKind<SqlSourceDefinition> = (definition, deps) => {
  const { urlEnv, dialect } = definition.connection;
  const url = deps.env[urlEnv];
  if (url === undefined || url === '')
    throw new GatewayError('GW_S105', `${definition.file}: ${urlEnv} is not set`);
  const guard = deps.addresses ?? new AddressGuard();
  const target = (): GuardedTarget => guard.target(url, DATABASE_ADDRESS, urlEnv);
  return new SqlConnector(definition, DIALECTS[dialect]({ url, target }, definition, deps), deps);
};
