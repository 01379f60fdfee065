import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import axios, { AxiosHeaders, type AxiosAdapter, type InternalAxiosRequestConfig } from 'axios';
import type { Http, HttpOutcome, HttpRequest } from '@kntc/domain';
import { ConnectedHttpAgent, ConnectedHttpsAgent, type ConnectionWatch } from './connected-agent';
import { Exchange } from './exchange';
import { readBody } from './read-body';
import { sendable } from './send-body';

const OUR_HEADERS = {
  'User-Agent': 'kntc-gateway',
  'Accept-Encoding': 'identity',
  Accept: 'application/json',
};

const SETTINGS: Omit<InternalAxiosRequestConfig, 'headers'> = {
  method: 'post',
  proxy: false, // proxies of the machine's environment must not see petitions
  maxRedirects: 0,
  decompress: false,
  responseType: 'stream',
  validateStatus: () => true,
  maxBodyLength: Infinity,
  maxContentLength: -1, // the stream is capped while it is read; a limit, even Infinity, wraps it in another
};

/**
 * The {@link Http} port over axios. Errors of axios carry the request body and the credentials, so none leaves this
 * file: every failure becomes a small outcome.
 */
export class AxiosHttp implements Http {
  private readonly httpAgent: ConnectedHttpAgent;
  private readonly httpsAgent: ConnectedHttpsAgent;
  /** The part of axios that speaks HTTP. Its merging of defaults and its interceptors, of no use here, cost as much CPU again. */
  private readonly send: AxiosAdapter = axios.getAdapter('http');
  private readonly settings: Omit<InternalAxiosRequestConfig, 'headers'>;

  constructor(lookup?: LookupFunction) {
    this.httpAgent = new ConnectedHttpAgent(lookup);
    this.httpsAgent = new ConnectedHttpsAgent(lookup);
    this.settings = { ...SETTINGS, httpAgent: this.httpAgent, httpsAgent: this.httpsAgent };
  }

  async post(request: HttpRequest): Promise<HttpOutcome> {
    const exchange = new Exchange();
    const deadline = setTimeout(() => exchange.stop('deadline'), request.deadlineMs);
    const aborted = (): void => exchange.stop('aborted');
    request.signal?.addEventListener('abort', aborted, { once: true });
    if (request.signal?.aborted === true) aborted();
    try {
      return await this.exchange(request, exchange);
    } catch {
      return exchange.failure();
    } finally {
      clearTimeout(deadline);
      request.signal?.removeEventListener('abort', aborted);
    }
  }

  /** Closes idle connections. */
  close(): void {
    this.httpAgent.destroy();
    this.httpsAgent.destroy();
  }

  private async exchange(request: HttpRequest, exchange: Exchange): Promise<HttpOutcome> {
    const { data, headers: bodyHeaders } = sendable(request.body);
    const response = await this.send({
      ...this.settings,
      url: request.url,
      data,
      headers: new AxiosHeaders({ ...OUR_HEADERS, ...request.headers, ...bodyHeaders }),
      signal: exchange.signal,
      transport: transport(request, exchange),
    });
    const stream = response.data as Readable;
    const headers = flatten(response.headers);
    const answer = await within(exchange, stream, () =>
      readBody(stream, headers['content-encoding'], request.maxResponseBytes),
    );
    if (answer.kind !== 'complete') {
      exchange.stop(answer.kind === 'too-large' ? 'too-large' : 'protocol');
      return exchange.failure();
    }
    return {
      kind: 'answered',
      status: response.status,
      headers,
      body: answer.bytes,
      durationMs: exchange.durationMs,
    };
  }
}

/** Node's own request functions, followed by the exchange. With it axios never gets to follow a redirect. */
function transport({ beforeWrite }: HttpRequest, exchange: Exchange): unknown {
  return {
    request: (options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest => {
      const send = options.protocol === 'https:' ? httpsRequest : httpRequest;
      const watched: RequestOptions & ConnectionWatch = {
        ...options,
        onConnecting: (socket) => exchange.watch(socket),
      };
      const request = send(watched, onResponse);
      exchange.follow(request, beforeWrite);
      return request;
    },
  };
}

/** The deadline also ends an answer that drips in byte by byte. */
async function within<T>(exchange: Exchange, stream: Readable, read: () => Promise<T>): Promise<T> {
  const end = (): void => {
    stream.destroy(new Error('ended by the exchange'));
  };
  exchange.signal.addEventListener('abort', end, { once: true });
  if (exchange.signal.aborted) end();
  try {
    return await read();
  } finally {
    exchange.signal.removeEventListener('abort', end);
  }
}

function flatten(headers: object): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && value !== null)
      flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return flat;
}
