import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLIENT_ID } from './province-provider';

export type Claims = Readonly<Record<string, unknown>>;
type Answering = (response: ServerResponse, request: IncomingMessage) => void;

interface Signing {
  readonly key?: KeyObject;
  readonly header?: Readonly<Record<string, unknown>>;
}

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const STRANGERS_KEY = stranger.privateKey;
export const PUBLIC_PEM = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();

/** A provider that answers as a test tells it; told nothing, it answers as it should. */
export class HostileProvider {
  readonly asked: string[] = [];
  metadata: Readonly<Record<string, unknown>> = {};
  /** Answers of paths, instead of the honest ones. */
  answers: Readonly<Record<string, Answering>> = {};
  /** The ID token for a sign-in with this nonce. */
  idToken: (nonce: string) => unknown = (nonce) => this.signed(this.claims(nonce));
  /** Of the sign-in that is going on. */
  nonce = '';
  #server: Server | undefined;

  async start(): Promise<this> {
    const server = createServer((request, response) => this.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
    return this;
  }

  get issuer(): string {
    const { port } = (this.#server?.address() ?? { port: 0 }) as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Honest again. */
  reset(): void {
    this.asked.length = 0;
    this.metadata = {};
    this.answers = {};
    this.idToken = (nonce) => this.signed(this.claims(nonce));
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  claims(nonce: string, changes: Claims = {}): Claims {
    const now = Math.floor(Date.now() / 1_000);
    const times = { iat: now, exp: now + 60, auth_time: now };
    return { iss: this.issuer, sub: 'lan', aud: CLIENT_ID, ...times, nonce, ...changes };
  }

  signed(claims: Claims, { key = pair.privateKey, header = {} }: Signing = {}): string {
    const content = contentOf({ alg: 'RS256', kid: 'one', ...header }, claims);
    return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '', this.issuer);
    this.asked.push(pathname);
    const answer = this.answers[pathname];
    if (answer !== undefined) return answer(response, request);
    json(response, this.#honest(pathname));
  }

  #honest(pathname: string): unknown {
    if (pathname === '/keys')
      return { keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] };
    if (pathname === '/token')
      return { access_token: 'a', token_type: 'Bearer', id_token: this.idToken(this.nonce) };
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/auth`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/keys`,
      ...this.metadata,
    };
  }
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Five megabytes of JSON, in pieces and without saying how long it is. */
export const endless: Answering = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"x":"');
  for (let piece = 0; piece < 80; piece += 1) response.write('x'.repeat(64 * 1024));
  response.end('"}');
};

/** @param key text as the secret of an HMAC: the classic mix-up of key kinds */
export function hmacSigned(claims: Claims, key: string): string {
  const content = contentOf({ alg: 'HS256', kid: 'one' }, claims);
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
}

export function unsigned(claims: Claims): string {
  return `${contentOf({ alg: 'none' }, claims)}.`;
}

function contentOf(header: object, claims: object): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}
