import { GatewayError, type Http } from '@kntc/domain';
import type { Transport } from '../transport';

export interface DirectTransportOptions {
  /** With or without the path of the interface: an empty path or `/` takes `basePath`. */
  readonly baseUrl: string;
  /** Such as `/KNTC`. */
  readonly basePath: string;
  /** Where `http://` is accepted; the Basic header and identities are readable on the way. */
  readonly plainHttp: 'loopback' | 'allow' | 'never';
  readonly http: Http;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Straight HTTP (PT, GS). Throws `GatewayError` `GW_P401` for an address that cannot work.
 */
export function createDirectTransport(options: DirectTransportOptions): Transport {
  const base = baseOf(options);
  return {
    post: ({ method, contentType, authorization, headers, ...call }) =>
      options.http.post({
        ...call,
        url: `${base}/${method}`,
        headers: { ...headers, authorization, accept: 'application/json', 'content-type': contentType },
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
