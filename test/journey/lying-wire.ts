import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Between gateway and far side; as long as it lies, digests contradict each other and records nobody asked for are shown. */
export class LyingWire {
  isLying = false;
  #server: Server | undefined;

  /** @returns the address to use instead of the far side's */
  async open(farSide: string): Promise<string> {
    const server = createServer((request, response) => {
      void (async () => {
        const body: Buffer[] = [];
        for await (const chunk of request) body.push(chunk as Buffer);
        const { host: _host, connection: _connection, ...headers } = request.headers;
        const answer = await fetch(new URL(request.url ?? '/', farSide), {
          method: request.method ?? 'GET',
          headers: headers as Record<string, string>,
          ...(body.length > 0 && { body: Buffer.concat(body) }),
        });
        const text = await answer.text();
        const lie = this.isLying ? LIES[request.url?.split('/').at(-1) ?? ''] : undefined;
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
        response.end(lie === undefined ? text : lie(text));
      })().catch(() => response.destroy());
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

/** Every range holds one record more than its parts come to. */
function miscounted(text: string): string {
  const { Khoang } = JSON.parse(text) as { readonly Khoang: readonly { readonly SoBanGhi: number }[] };
  return JSON.stringify({ Khoang: Khoang.map((one) => ({ ...one, SoBanGhi: one.SoBanGhi + 1 })) });
}

/** The first record once more, as if it were somebody else's. */
function withStranger(text: string): string {
  const { BanGhi, ...rest } = JSON.parse(text) as { readonly BanGhi: readonly object[] };
  const [first] = BanGhi;
  const stranger = first && { ...first, MaVuViec: randomUUID(), MaThamChieu: 'LA-0000000000000' };
  return JSON.stringify({ ...rest, BanGhi: stranger === undefined ? BanGhi : [...BanGhi, stranger] });
}

const LIES: Readonly<Record<string, (text: string) => string>> = {
  TraTomTat: miscounted,
  TraBanGhi: withStranger,
};
