import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** From where a request came, and which of our addresses it was sent to. */
export interface RequestPlace {
  /** Where our pages lie for this browser. */
  readonly origin: string;
  /** Of whoever asks: what tries are counted by. */
  readonly address: string;
  /** Nothing between the browser and us is encrypted, and nothing leaves this machine. */
  readonly isLoopback: boolean;
}

/**
 * `undefined` = a request we do not answer: sent to a name that is not ours (a page elsewhere may have its own name
 * point to us), or forwarded although nobody said where from. We listen on loopback only: whatever was forwarded came
 * through the web server of this machine, whose last word about the address counts.
 */
export function placeOf(request: IncomingMessage, publicUrl: string | undefined): RequestPlace | undefined {
  const { headers, socket } = request;
  const host = headers.host ?? '';
  const remote = plain(socket.remoteAddress ?? '');
  const isForwarded = 'x-forwarded-for' in headers || 'forwarded' in headers;
  if (!isForwarded && isLoopbackAddress(remote) && isLoopbackHost(host))
    return { origin: `http://${host}`, address: remote, isLoopback: true };
  if (publicUrl === undefined || host !== new URL(publicUrl).host) return undefined;
  return {
    origin: publicUrl,
    address: lastForwarded(headers['x-forwarded-for']) ?? remote,
    isLoopback: false,
  };
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}

/** What stands before it anybody can have written. */
function lastForwarded(header: string | string[] | undefined): string | undefined {
  const last = plain([header ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? '');
  return isIP(last) === 0 ? undefined : last;
}
