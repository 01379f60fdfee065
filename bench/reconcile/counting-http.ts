import { type Http, type HttpOutcome, type HttpRequest, sizeOfBody } from '@kntc/domain';

/** Of both directions of one exchange, as `performance.md` §3 counts them. */
const HEADER_BYTES = 250;

/** Counts what goes over the wire. */
export class CountingHttp implements Http {
  requests = 0;
  bytes = 0;

  constructor(private readonly http: Http) {}

  async post(request: HttpRequest): Promise<HttpOutcome> {
    this.requests += 1;
    this.bytes += HEADER_BYTES + sizeOfBody(request.body);
    const outcome = await this.http.post(request);
    if (outcome.kind === 'answered') this.bytes += outcome.body.length;
    return outcome;
  }
}
