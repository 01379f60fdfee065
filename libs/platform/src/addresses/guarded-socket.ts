import { Socket, type TcpSocketConnectOpts } from 'node:net';
import type { GuardedTarget } from './address-guard';

const KEEP_ALIVE_MS = 60_000;

/**
 * A socket for drivers of databases, which connect by themselves: whatever address they hand to `connect`, it goes to
 * the judged one. Names in certificates are checked by the driver as ever.
 */
export function guardedSocket(target: GuardedTarget): Socket {
  const socket = new Socket();
  const connect = socket.connect.bind(socket) as (options: TcpSocketConnectOpts) => Socket;
  const { host, port, lookup } = target;
  return Object.assign(socket, { connect: () => connect({ host, port, lookup }) });
}

/** {@link guardedSocket}, already connecting. */
export function guardedConnection(target: GuardedTarget): Socket {
  const { host, port, lookup } = target;
  return new Socket().connect({ host, port, lookup }).setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
}
