import type { LookupFunction } from 'node:net';
import type { Http } from '@kntc/domain';
import { AxiosHttp } from './axios-http';
import { UndiciHttp } from './undici-http';

export interface HttpChoice {
  /** `undici` costs about a third of the CPU of `axios` for the same request; both pass the same suite. */
  readonly client: 'undici' | 'axios';
  /** Most connections at once to one far side. */
  readonly connections: number;
  /** Takes the place of Node's look-up of host names: see `AddressGuard`. */
  readonly lookup?: LookupFunction | undefined;
}

/** The HTTP client of the wire. */
export function createHttp({ client, connections, lookup }: HttpChoice): Http & { close(): void } {
  return client === 'axios' ? new AxiosHttp(lookup) : new UndiciHttp(connections, lookup);
}
