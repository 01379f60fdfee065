import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** One request as its bytes left the gateway. */
export interface SentRequest {
  /** Last part of its address: `CapNhatVuViec`, `TraThongTinDon`, …; `?` when no head could be read. */
  readonly method: string;
  readonly bytes: Buffer;
}

/** Stands between gateway and far side, passes everything on and keeps every byte the gateway sent. */
export class RecordingProxy {
  readonly #connections: Buffer[][] = [];
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  /** @returns the address to use instead of the given one */
  async open(farSide: string): Promise<string> {
    const { hostname, port, pathname } = new URL(farSide);
    this.#server = createServer((near) => this.#pass(near, hostname, Number(port)));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.#port}${pathname}`;
  }

  /** Everything sent so far, request by request. */
  requests(): readonly SentRequest[] {
    return this.#connections.flatMap((chunks) => split(Buffer.concat(chunks)));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
  }

  #pass(near: Socket, host: string, port: number): void {
    const sent: Buffer[] = [];
    this.#connections.push(sent);
    const far = connect(port, host);
    near.on('data', (chunk: Buffer) => void sent.push(chunk));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}

/** A connection carries one request after the other; one that was cut off is the last. */
function split(bytes: Buffer): readonly SentRequest[] {
  const requests: SentRequest[] = [];
  for (let at = 0; at < bytes.length;) {
    const headEnd = bytes.indexOf('\r\n\r\n', at);
    const head = bytes.subarray(at, headEnd < 0 ? bytes.length : headEnd).toString('latin1');
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const end = headEnd < 0 ? bytes.length : Math.min(headEnd + 4 + length, bytes.length);
    const method = /^[A-Z]+ \S*?([^/\s?]+)(?:\?\S*)? HTTP/.exec(head)?.[1] ?? '?';
    requests.push({ method, bytes: bytes.subarray(at, end) });
    at = end;
  }
  return requests;
}
