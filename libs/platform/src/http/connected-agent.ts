import { Agent as HttpAgent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect, type LookupFunction, type NetConnectOpts, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** As axios would set it. */
const KEEP_ALIVE_MS = 60_000;

type Deliver = (err: Error | null, stream: Duplex) => void;

/** Told about the connection while it is still being made, so that an abort can end it. */
export interface ConnectionWatch {
  readonly onConnecting?: (socket: Socket) => void;
}

/**
 * Far sides close idle connections (Node's default: after 5 s). We give them up earlier: writing into a connection
 * that is just being closed costs an unknown outcome.
 */
const OPTIONS: AgentOptions = { keepAlive: true, timeout: 4_000, scheduling: 'lifo' };

/**
 * Agents that hand a connection over only when it is completely established. Node's own hand it over at once and
 * let the request be written into it meanwhile; then "was anything sent?" could not be answered after a failure.
 * Connections are kept alive and pooled per origin.
 */
export class ConnectedHttpAgent extends HttpAgent {
  constructor(lookup?: LookupFunction) {
    super({ ...OPTIONS, ...(lookup && { lookup }) });
  }

  override createConnection(options: ClientRequestArgs & ConnectionWatch, deliver?: Deliver): undefined {
    const socket = connect(options as NetConnectOpts);
    options.onConnecting?.(socket);
    handOver(socket, 'connect', deliver);
  }
}

/** As {@link ConnectedHttpAgent}, established meaning: the certificate was verified. */
export class ConnectedHttpsAgent extends HttpsAgent {
  constructor(lookup?: LookupFunction) {
    super({ ...OPTIONS, ...(lookup && { lookup }) });
  }

  override createConnection(options: ClientRequestArgs & ConnectionWatch, deliver?: Deliver): undefined {
    const socket = super.createConnection(options) as Socket;
    options.onConnecting?.(socket);
    handOver(socket, 'secureConnect', deliver);
  }
}

function handOver(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  deliver: Deliver = () => undefined,
): void {
  const failed = (err: Error): void => finish(err);
  const closed = (): void => finish(new Error('connection closed before it was established'));
  const ready = (): void => {
    keepAliveForGood(socket);
    finish(null);
  };
  const finish = (err: Error | null): void => {
    socket.off('error', failed).off('close', closed).off(event, ready);
    deliver(err, socket);
  };
  socket.once('error', failed).once('close', closed).once(event, ready);
}

/** Axios and Node's agent each switch it on again for every request, one system call each: once is enough. */
function keepAliveForGood(socket: Socket): void {
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.setKeepAlive = () => socket;
}
