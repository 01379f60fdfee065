import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What becomes of bytes on their way. */
export type ProxyMode =
  | 'pass'
  /** Connections stand and nothing gets through, either way: what a dead network looks like. */
  | 'blackhole'
  /** Whatever is there is cut; whoever comes is turned away. */
  | 'down';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** Stands between two programs of a test, and breaks what is between them on command. */
export class TcpProxy {
  readonly #pairs = new Set<Pair>();
  #mode: ProxyMode = 'pass';
  #upstream: number;
  readonly #server: Server;
  /** Connections that were cut or swallowed on purpose. */
  broken = 0;

  private constructor(upstreamPort: number) {
    this.#upstream = upstreamPort;
    this.#server = createServer((client) => this.#accept(client));
  }

  static async start(upstreamPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(upstreamPort);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Where new connections go: a server that was started again may have another port. */
  redirect(port: number): void {
    this.#upstream = port;
  }

  set(mode: ProxyMode): void {
    this.#mode = mode;
    if (mode !== 'pass') this.broken += this.#pairs.size;
    for (const { client, server } of this.#pairs) {
      if (mode === 'down') destroyBoth(client, server);
      // What was swallowed meanwhile is gone: such a connection never works again, and nobody is told.
      else if (mode === 'blackhole') deafen(client, server);
    }
  }

  /** Cuts everything that is connected now, once. */
  cut(): void {
    this.broken += this.#pairs.size;
    for (const { client, server } of this.#pairs) destroyBoth(client, server);
  }

  async stop(): Promise<void> {
    for (const { client, server } of this.#pairs) destroyBoth(client, server);
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    if (this.#mode === 'down') {
      this.broken += 1;
      client.destroy();
      return;
    }
    const server = connect(this.#upstream, '127.0.0.1');
    const pair = { client, server };
    this.#pairs.add(pair);
    for (const socket of [client, server]) {
      socket.on('error', () => destroyBoth(client, server));
      socket.on('close', () => {
        this.#pairs.delete(pair);
        destroyBoth(client, server);
      });
    }
    if (this.#mode === 'blackhole') {
      this.broken += 1;
      deafen(client, server);
      return;
    }
    client.pipe(server);
    server.pipe(client);
  }
}

function destroyBoth(client: Socket, server: Socket): void {
  client.destroy();
  server.destroy();
}

function deafen(client: Socket, server: Socket): void {
  client.unpipe(server);
  server.unpipe(client);
  client.pause();
  server.pause();
}
