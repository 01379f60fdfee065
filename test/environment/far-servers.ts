import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Servers of one spec that do as they like with their connections; none of them outlives {@link FarServers.close}. */
export class FarServers {
  /** Connections that are open now. */
  readonly sockets = new Set<Socket>();
  readonly #servers: (HttpServer | Server)[] = [];

  /** Starts a server on a free port. The address of a wire method there. */
  async listen(server: HttpServer | Server): Promise<string> {
    this.#servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/KNTC/CapNhatVuViec`;
  }

  /** Stops one server, as if nobody had ever listened there. */
  async stop(server: HttpServer | Server): Promise<void> {
    this.#servers.splice(this.#servers.indexOf(server), 1);
    await new Promise((resolve) => server.close(resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(
      this.#servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))),
    );
  }
}
