import type { Clock, Http, HttpOutcome, HttpRequest } from '@kntc/domain';

/** A far side that answers from a script and remembers what it was sent. */
export class FakeHttp implements Http {
  readonly requests: HttpRequest[] = [];
  readonly #script: HttpOutcome[] = [];

  will(...outcomes: HttpOutcome[]): this {
    this.#script.push(...outcomes);
    return this;
  }

  post(request: HttpRequest): Promise<HttpOutcome> {
    this.requests.push(request);
    const outcome = this.#script.shift();
    return outcome === undefined
      ? Promise.reject(new Error('nothing left in the script'))
      : Promise.resolve(outcome);
  }

  /** The only request so far. */
  get sent(): HttpRequest {
    const [request] = this.requests;
    if (request === undefined || this.requests.length > 1) throw new Error('expected one request');
    return request;
  }

  get sentText(): string {
    const { body } = this.sent;
    if (!(body instanceof Uint8Array)) throw new Error('expected a body in memory');
    return Buffer.from(body).toString('utf8');
  }

  get sentBody(): unknown {
    return JSON.parse(this.sentText);
  }
}

export function answered(
  status: number,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): HttpOutcome {
  return { kind: 'answered', status, headers, body: Buffer.from(body), durationMs: 1 };
}

/** 200 with the double encoding of the real side. */
export function doubled(value: unknown): HttpOutcome {
  return answered(200, JSON.stringify(JSON.stringify(value)));
}

export const clockAt = (iso: string): Clock => ({
  monotonicMs: () => 0,
  now: () => new Date(iso),
  sleep: () => Promise.resolve(),
  turn: () => Promise.resolve(),
});
