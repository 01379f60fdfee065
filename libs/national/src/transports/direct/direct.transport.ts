import { GatewayError, type Http } from '@kntc/domain';
import type { Transport } from '../transport';

export interface DirectTransportOptions {
  /** With or without the path of the interface: an empty path or `/` takes `basePath`. */
  readonly baseUrl: string;
  /** Such as `/KNTC`. */
  readonly basePath: string;
  /** Where `http://` is accepted; the Basic header and identities are readable on the way. */
  readonly plainHttp: 'loopback' | 'allow' | 'never';
  readonly username: string;
  readonly password: string;
  readonly http: Http;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Straight HTTP with Basic authentication (PT, GS). Throws `GatewayError` `GW_P401` for an address or account that
 * cannot work; the detail never holds the password.
 */
export function createDirectTransport(options: DirectTransportOptions): Transport {
  const base = baseOf(options);
  const headers = { authorization: basic(options.username, options.password), accept: 'application/json' };
  return {
    post: ({ method, contentType, ...call }) =>
      options.http.post({
        ...call,
        url: `${base}/${method}`,
        headers: { ...headers, 'content-type': contentType },
      }),
  };
}

function baseOf({ baseUrl, basePath, plainHttp }: DirectTransportOptions): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new GatewayError('GW_P401', 'national base URL: expected http(s)://host[:port][/path]');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new GatewayError('GW_P401', 'national base URL: no account, query or fragment inside the address');
  if (url.protocol === 'http:' && !isPlainAllowed(url.hostname, plainHttp))
    throw new GatewayError('GW_P401', 'national base URL: https:// expected (see connection.plainHttp)');
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path === '' ? basePath : path}`;
}

function isPlainAllowed(hostname: string, plainHttp: DirectTransportOptions['plainHttp']): boolean {
  return plainHttp === 'allow' || (plainHttp === 'loopback' && LOOPBACK.test(hostname));
}

function basic(username: string, password: string): string {
  // RFC 7617: a colon would move the border between name and password
  if (username === '' || username.includes(':'))
    throw new GatewayError('GW_P401', 'national account: a user name without colon is needed');
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
