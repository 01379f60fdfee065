import { WEB_ADDRESS } from '@kntc/domain';
import type { Http } from '@kntc/domain';
import type { AddressGuard, GuardedTarget } from '../addresses/address-guard';
import { createHttp } from './create-http';

/**
 * {@link Http} for few and far between requests: a connection each, nothing left open and nothing to close. Every address is
 * judged and connected to as judged; one that is not allowed gets no byte (`not-sent`, `forbidden`).
 * @param about where the addresses stand (name of a variable)
 */
export function singleHttp(addresses: AddressGuard, about: string): Http {
  return {
    post: async (request) => {
      const target = judged(addresses, request.url, about);
      if (target === undefined) return { kind: 'not-sent', reason: 'forbidden', durationMs: 0 };
      const http = createHttp({ client: 'undici', connections: 1, lookup: target.lookup });
      try {
        return await http.post(request);
      } finally {
        http.close();
      }
    },
  };
}

function judged(addresses: AddressGuard, url: string, about: string): GuardedTarget | undefined {
  try {
    return addresses.target(url, WEB_ADDRESS, about);
  } catch {
    return undefined;
  }
}
