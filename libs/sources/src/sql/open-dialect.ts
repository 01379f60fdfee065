import { DATABASE_ADDRESS, GatewayError } from '@kntc/domain';
import { AddressGuard, type GuardedTarget } from '@kntc/platform';
import type { ConnectorDependencies } from '../connector';
import type { SqlDialectName } from '../definition/source-definition';
import type { SqlDialect } from './dialect';
import { Mariadb } from './mariadb';
import { Postgresql } from './postgresql';

/** Where a database is and how its times are meant. */
export interface SqlPlace {
  readonly dialect: SqlDialectName;
  /** Variable that holds the address with account and password. */
  readonly urlEnv: string;
  readonly schema?: string | undefined;
  readonly timeZone: string;
}

type DialectDependencies = Pick<ConnectorDependencies, 'clock' | 'env' | 'addresses'>;

interface Address {
  readonly url: string;
  readonly target: () => GuardedTarget;
}

type MakeDialect = (address: Address, place: SqlPlace, deps: DialectDependencies) => SqlDialect;

const DIALECTS: Readonly<Record<SqlDialectName, MakeDialect>> = {
  postgresql: (address, { schema, timeZone }) => new Postgresql({ ...address, schema, timeZone }),
  mariadb: (address, { schema, timeZone }, { clock }) =>
    new Mariadb({ ...address, schema, timeZone, now: clock.now() }),
};

/**
 * A database as it is read. Connects at the first read, not here.
 * @param about where the variable is named, for the message
 * @throws GatewayError GW_S105 when the variable is not set, GW_P402 when its host may not be connected to
 */
export function openDialect(place: SqlPlace, deps: DialectDependencies, about: string): SqlDialect {
  const { urlEnv, dialect } = place;
  const url = deps.env[urlEnv];
  if (url === undefined || url === '')
    throw new GatewayError('GW_S105', `${about}: chưa đặt biến môi trường ${urlEnv} (export ${urlEnv}=…)`);
  const guard = deps.addresses ?? new AddressGuard();
  const target = (): GuardedTarget => guard.target(url, DATABASE_ADDRESS, urlEnv);
  return DIALECTS[dialect]({ url, target }, place, deps);
}
