import type { LookupFunction } from 'node:net';
import type { Http, HttpOutcome, HttpRequest, NotSentReason, UnansweredReason } from '@kntc/domain';
import { Pool, errors, type Dispatcher } from 'undici';
import { FORBIDDEN_ADDRESS } from '../addresses/address-guard';
import { decodeBody } from './read-body';
import { sendable } from './send-body';

const OUR_HEADERS = {
  'user-agent': 'kntc-gateway',
  'accept-encoding': 'identity',
  accept: 'application/json',
};

/**
 * Far sides close idle connections (Node's default: after 5 s). We give them up earlier: writing into a connection
 * that is just being closed costs an unknown outcome.
 */
const IDLE_MS = 4_000;
/** Ends connections that are still being made long after their request gave up. */
const CONNECT_MAX_MS = 30_000;
/** Waiting is bounded by the one deadline of the request, never by the client. */
const NO_TIMEOUT = 0;

const DNS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

/**
 * The {@link Http} port over undici's pool of kept connections, one request at a time on each. Its errors never leave
 * this file: every failure becomes a small outcome. It repeats nothing by itself, follows no redirect and no proxy.
 */
export class UndiciHttp implements Http {
  readonly #pools = new Map<string, Pool>();

  /** @param connections most at once to one far side; a further request waits for one, within its deadline */
  constructor(
    private readonly connections: number,
    private readonly lookup?: LookupFunction,
  ) {}

  async post(request: HttpRequest): Promise<HttpOutcome> {
    if (!URL.canParse(request.url)) return { kind: 'not-sent', reason: 'refused', durationMs: 0 };
    const url = new URL(request.url);
    return new Promise((settle) => new UndiciExchange(request, url, settle).begin(this.#pool(url.origin)));
  }

  /** Closes all connections. */
  close(): void {
    for (const pool of this.#pools.values()) void pool.destroy();
    this.#pools.clear();
  }

  #pool(origin: string): Pool {
    let pool = this.#pools.get(origin);
    if (pool === undefined) {
      pool = new Pool(origin, {
        connections: this.connections,
        pipelining: 1,
        keepAliveTimeout: IDLE_MS,
        keepAliveMaxTimeout: IDLE_MS,
        headersTimeout: NO_TIMEOUT,
        bodyTimeout: NO_TIMEOUT,
        connect: { timeout: CONNECT_MAX_MS, ...(this.lookup && { lookup: this.lookup }) },
      });
      this.#pools.set(origin, pool);
    }
    return pool;
  }
}

type OwnEnd = 'deadline' | 'aborted' | 'guard' | 'too-large';

/**
 * One request. The boundary is {@link UndiciExchange.onRequestStart}: undici calls it on an established connection
 * and writes the whole request in the same tick. Before it no byte has left; after it the far side may have acted.
 */
export class UndiciExchange implements Dispatcher.DispatchHandler {
  readonly #startedMs = performance.now();
  readonly #chunks: Buffer[] = [];
  #timer: NodeJS.Timeout | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  #size = 0;
  #isSettled = false;

  constructor(
    private readonly request: HttpRequest,
    private readonly url: URL,
    private readonly settle: (outcome: HttpOutcome) => void,
  ) {}

  begin(pool: Pick<Pool, 'dispatch'>): void {
    const { request, url } = this;
    if (request.signal?.aborted === true) return this.#end('aborted');
    this.#timer = setTimeout(() => this.#end('deadline'), request.deadlineMs);
    request.signal?.addEventListener('abort', this.#aborted, { once: true });
    const { data, headers } = sendable(request.body);
    try {
      pool.dispatch(
        {
          method: 'POST',
          path: `${url.pathname}${url.search}`,
          headers: { ...OUR_HEADERS, ...lowerCase(request.headers), ...headers },
          body: data,
        },
        this,
      );
    } catch (err) {
      this.#fail(err);
    }
  }

  readonly #aborted = (): void => this.#end('aborted');

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici promises one start. Were it to send again by itself, the far side might act twice: nobody would notice.
    if (this.#controller !== undefined) {
      this.#fail(new Error('started twice'));
      return controller.abort(new Error('started twice'));
    }
    // Settled: given up while it waited for a connection.
    if (this.#isSettled) return controller.abort(new Error('given up before'));
    if (!isAllowed(this.request.beforeWrite)) {
      this.#end('guard');
      return controller.abort(new Error('guard'));
    }
    this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#status = status;
    this.#headers = flatten(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.request.maxResponseBytes) this.#end('too-large');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#isSettled) void this.#answered();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  /** The deadline runs on while the answer is unpacked. */
  async #answered(): Promise<void> {
    const encoding = this.#headers['content-encoding'];
    const bytes = this.#chunks.length === 1 ? this.#chunks[0] : undefined;
    const body = await decodeBody(
      bytes ?? Buffer.concat(this.#chunks),
      encoding,
      this.request.maxResponseBytes,
    );
    if (body.kind === 'complete')
      this.#done({ kind: 'answered', status: this.#status, headers: this.#headers, body: body.bytes });
    else this.#done({ kind: 'unanswered', reason: body.kind === 'too-large' ? 'too-large' : 'protocol' });
  }

  /** We give up ourselves. A request that still waits for its connection is stopped when it gets one. */
  #end(end: OwnEnd): void {
    if (this.#isSettled) return;
    if (this.#controller === undefined)
      this.#done({ kind: 'not-sent', reason: end === 'deadline' ? 'connect-timeout' : notSentReason(end) });
    else this.#done({ kind: 'unanswered', reason: unansweredReason(end) });
    this.#controller?.abort(new Error(end));
  }

  #fail(error: unknown): void {
    if (this.#isSettled) return;
    if (this.#controller === undefined)
      this.#done({ kind: 'not-sent', reason: whyNotConnected(error, this.url.protocol === 'https:') });
    else this.#done({ kind: 'unanswered', reason: whyBroken(error) });
  }

  #done(outcome: WithoutDuration<HttpOutcome>): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.request.signal?.removeEventListener('abort', this.#aborted);
    this.settle({ ...outcome, durationMs: performance.now() - this.#startedMs });
  }
}

type WithoutDuration<T> = T extends HttpOutcome ? Omit<T, 'durationMs'> : never;

function notSentReason(end: OwnEnd): NotSentReason {
  return end === 'guard' ? 'guard' : 'aborted';
}

function unansweredReason(end: OwnEnd): UnansweredReason {
  if (end === 'deadline') return 'timeout';
  return end === 'too-large' ? 'too-large' : 'aborted';
}

/** Errors of `connect` name that system call; what fails afterwards, before any byte of ours, is the handshake. */
function whyNotConnected(error: unknown, isTls: boolean): NotSentReason {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (DNS.has(code)) return 'dns';
  if (code === FORBIDDEN_ADDRESS) return 'forbidden';
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') return 'connect-timeout';
  return isTls && syscall !== 'connect' && !(error instanceof AggregateError) ? 'tls' : 'refused';
}

function whyBroken(error: unknown): UnansweredReason {
  const { code = '', errno } = error as NodeJS.ErrnoException;
  if (error instanceof errors.HTTPParserError || code === 'UND_ERR_HEADERS_OVERFLOW') return 'protocol';
  // A reset comes from the operating system with its number; a quiet close is reported without one.
  return errno === undefined ? 'closed' : code === 'ETIMEDOUT' ? 'timeout' : 'reset';
}

/** A guard that fails cannot vouch for anything. */
function isAllowed(beforeWrite: (() => boolean) | undefined): boolean {
  try {
    return beforeWrite === undefined || beforeWrite();
  } catch {
    return false;
  }
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(headers))
    if (value !== undefined) flat[key] = Array.isArray(value) ? value.join(', ') : value;
  return flat;
}
