import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpException, HttpStatus } from '@nestjs/common';
import type { TokenBuckets } from './token-buckets';

type Next = (problem?: unknown) => void;

/** First of all that happens to a request: one address asks no more than its share. */
export function limitAddresses(buckets: TokenBuckets) {
  return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
    const waitMs = buckets.take(networkOf(request.socket.remoteAddress ?? ''));
    next(waitMs === 0 ? undefined : tooMany(response, waitMs));
  };
}

/** The answer to one request too many. */
export function tooMany(response: Pick<ServerResponse, 'setHeader'>, waitMs: number): HttpException {
  response.setHeader('retry-after', String(Math.ceil(waitMs / 1_000)));
  return new HttpException({}, HttpStatus.TOO_MANY_REQUESTS);
}

/** One caller of IPv6 has a whole /64 to call from. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0')].slice(0, 4).join(':');
}
