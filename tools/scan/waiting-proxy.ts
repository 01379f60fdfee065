import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Longer waits are an answer of the product (a lock-out), shorter ones its pace. */
const LONGEST_WAIT_S = 5;
/** A crawler that finds it signs out, and scans the sign-in form from then on; its token has a test of its own. */
const SIGN_OUT_FORM = /<form[^>]*action="\/dang-xuat"[\s\S]*?<\/form>/g;
/** What tells an attacker how we are built. */
const INTERNALS = /\bat \S+ \(|\.(ts|js):\d+|QueryFailedError|syntax error at or near|SQLSTATE|node_modules/;

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Stands between a scanner and the gateway, as a browser of that origin would: it adds the session, if there is one,
 * keeps to the gateway's pace (scanners take 429 for "nothing found"), and notes every answer no caller may get.
 */
export class WaitingProxy {
  /** `500 GET /path`: an error nobody foresaw; `internals GET /path`: an answer that shows how we are built. */
  readonly alarms = new Set<string>();
  readonly statuses = new Map<number, number>();
  readonly #server: Server;

  private constructor(
    private readonly target: URL,
    private readonly added: Readonly<Record<string, string>>,
  ) {
    this.#server = createServer((incoming, outgoing) => {
      this.#pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  /** @param added headers of the session the requests go with */
  static async start(target: string, added: Readonly<Record<string, string>> = {}): Promise<WaitingProxy> {
    const proxy = new WaitingProxy(new URL(target), added);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const answer = await this.#patiently(incoming, Buffer.concat(chunks));
    this.#note(incoming, answer);
    outgoing.writeHead(answer.status, withoutHops(answer.headers));
    outgoing.end(withoutSignOut(answer));
  }

  async #patiently(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const answer = await this.#ask(incoming, body);
    const waitS = Number(answer.headers['retry-after']);
    if (answer.status !== 429 || !(waitS <= LONGEST_WAIT_S)) return answer;
    await wait(waitS * 1_000);
    return this.#patiently(incoming, body);
  }

  #ask({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: this.target.hostname,
          port: this.target.port,
          method,
          path: url,
          headers: {
            ...withoutHops(headers),
            ...this.added,
            ...(method !== 'GET' && { origin: this.target.origin, 'content-length': body.length }),
            host: this.target.host,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  #note({ method, url = '' }: IncomingMessage, { status, body }: Answer): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    const where = `${method} ${url.split('?')[0]?.slice(0, 60)}`;
    if (status >= 500) this.alarms.add(`${status} ${where}`);
    if (INTERNALS.test(body.toString('utf8'))) this.alarms.add(`internals ${where}`);
  }
}

/** Headers of one connection; and no compression, so that answers can be looked through. */
function withoutHops(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const dropped = new Set([
    'connection',
    'keep-alive',
    'transfer-encoding',
    'content-length',
    'accept-encoding',
  ]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}

function withoutSignOut({ headers, body }: Answer): Buffer | string {
  const isPage = headers['content-type']?.startsWith('text/html') === true;
  return isPage ? body.toString('utf8').replaceAll(SIGN_OUT_FORM, '') : body;
}
