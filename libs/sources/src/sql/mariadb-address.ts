import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { PoolOptions } from 'mysql2/promise';
import { GatewayError } from '@kntc/domain';

const DEFAULT_PORT = 3306;

/**
 * What an address `mariadb://account:password@host:port/database?sslmode=…` says. `mysql://` is the same. TLS is asked
 * for as with PostgreSQL: `sslmode=require` encrypts without asking who answers, `verify-full` also checks the
 * certificate, against `sslrootcert=<file>` or the authorities Node knows, and needs a host name: the driver checks no
 * certificate against an IP address.
 * @throws GatewayError GW_S105 when it is no such address; never prints it
 */
export function readMariadbAddress(address: string): PoolOptions {
  const url = parse(address);
  // A URL keeps the brackets of an IPv6 address; a socket does not want them.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const database = decodeURIComponent(url.pathname.slice(1));
  return {
    host,
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...(database === '' ? {} : { database }),
    ...tlsOf(url.searchParams, host),
  };
}

function parse(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^(?:mariadb|mysql):$/.test(url.protocol) || url.hostname === '')
    throw new GatewayError('GW_S105', 'the address is not mariadb://account:password@host:port/database');
  const unknown = [...url.searchParams.keys()].find((name) => name !== 'sslmode' && name !== 'sslrootcert');
  if (unknown !== undefined)
    throw new GatewayError('GW_S105', `the address has an unknown option ${unknown}`);
  return url;
}

function tlsOf(options: URLSearchParams, host: string): Pick<PoolOptions, 'ssl'> {
  const mode = options.get('sslmode') ?? 'disable';
  if (mode === 'disable') return {};
  if (mode === 'require') return { ssl: { rejectUnauthorized: false } };
  if (mode !== 'verify-full')
    throw new GatewayError('GW_S105', 'sslmode of the address must be disable, require or verify-full');
  if (isIP(host) !== 0)
    throw new GatewayError(
      'GW_S105',
      'sslmode=verify-full needs a host name in the address, not an IP address',
    );
  const file = options.get('sslrootcert');
  return {
    ssl: { rejectUnauthorized: true, verifyIdentity: true, ...(file === null ? {} : { ca: pem(file) }) },
  };
}

function pem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new GatewayError('GW_S105', `sslrootcert of the address cannot be read: ${file}`);
  }
}
