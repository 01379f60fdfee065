import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PERSONAL =
  /^(HoTen|SoDinhDanhCaNhan|NoiCapSoDinhDanh|DiaChi\w*|TenCoQuanToChuc|NoiDungDon|TomTat\w*|TenHoSo|TenFile\w*)$/;

/** A far side that refuses every update and quotes in its message whatever the request says of people. */
export class EchoingFarSide {
  /** Messages it answered with. */
  readonly messages: string[] = [];
  #server: Server | undefined;

  /** Everything but first steps goes on to the true far side. @returns the address to use instead */
  async open(farSide: string): Promise<string> {
    const { origin, pathname } = new URL(farSide);
    this.#server = createServer((request, response) => {
      void this.#answer(origin, request, response).catch(() => response.destroy());
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${pathname}`;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
  }

  async #answer(origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (request.url?.endsWith('/CapNhatVuViec') !== true) return passOn(origin, request, body, response);
    const said = personal(JSON.parse(body.toString('utf8')));
    const Message = `MaXa không hợp lệ (mã 52): ${said.map((text, index) => written(text, index)).join('; ')}`;
    this.messages.push(Message);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ Id: '', Message }));
  }
}

async function passOn(
  origin: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name, value]) =>
        typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name),
    ),
  ) as Record<string, string>;
  const answer = await fetch(`${origin}${request.url ?? ''}`, {
    method: request.method ?? 'POST',
    headers,
    ...(body.length > 0 && { body }),
  });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

/** In turn as it came, without accents in capitals, and decomposed. */
function written(text: string, index: number): string {
  const decomposed = text.normalize('NFD');
  const plain = decomposed
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toUpperCase();
  return [text, plain, decomposed][index % 3] ?? text;
}

function personal(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    typeof member === 'string' ? (PERSONAL.test(key) && member !== '' ? [member] : []) : personal(member),
  );
}
