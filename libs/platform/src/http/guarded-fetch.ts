import { GatewayError, WEB_ADDRESS } from '@kntc/domain';
import { Agent, request } from 'undici';
import type { AddressGuard } from '../addresses/address-guard';

/** As much of a request of `fetch` as protocol libraries make. */
export interface FetchWish {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export type GuardedFetch = (url: string, wish: FetchWish) => Promise<Response>;

export interface FetchLimits {
  readonly addresses: AddressGuard;
  /** Where the first address stands (name of a variable); it stands in messages, the address does not. */
  readonly about: string;
  /**
   * What the configuration names. Addresses that an answer names count as named by the configuration only at this very
   * origin; elsewhere they have to be in `KNTC_ALLOWED_ADDRESSES`.
   */
  readonly home: string;
  /** For the whole exchange. */
  readonly deadlineMs: number;
  readonly maxBytes: number;
}

/**
 * `fetch` for libraries that bring their own protocol: every address is judged and connected to as judged, redirects are
 * answers and not followed, no proxy of the environment, time and size are bounded, nothing is unpacked. A connection each.
 * @throws GatewayError `GW_P402` at once when `home` is not allowed; later for any address that is not
 */
export function guardedFetch(limits: FetchLimits): GuardedFetch {
  const home = new URL(limits.home).origin;
  limits.addresses.target(limits.home, WEB_ADDRESS, limits.about);
  return async (url, { method = 'GET', headers = {}, body, signal }) => {
    const { addresses, about, deadlineMs, maxBytes } = limits;
    if (new URL(url).origin !== home && !addresses.hasList)
      throw new GatewayError('GW_P402', `${about}: ${ELSEWHERE}`);
    const { lookup } = addresses.target(url, WEB_ADDRESS, about);
    const dispatcher = new Agent({ connect: { lookup, timeout: deadlineMs }, maxResponseSize: maxBytes });
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      const answer = await request(url, {
        dispatcher,
        method: method === 'POST' ? 'POST' : 'GET',
        headers: { ...headers, 'accept-encoding': 'identity', 'user-agent': 'kntc-gateway' },
        body: body === undefined || body === null ? null : textOf(body),
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      });
      const bytes = await answer.body.arrayBuffer();
      const isEmpty = bytes.byteLength === 0;
      return new Response(isEmpty ? null : bytes, {
        status: answer.statusCode,
        headers: flatten(answer.headers),
      });
    } finally {
      await dispatcher.destroy();
    }
  };
}

const ELSEWHERE =
  'câu trả lời chỉ tới một máy chủ khác; cho phép máy chủ đó ở KNTC_ALLOWED_ADDRESSES nếu đúng là của hệ thống này';

/** Forms and texts are all that is sent. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('only forms and texts are sent');
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
}
