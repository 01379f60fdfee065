import type { Http, HttpOutcome, HttpRequest } from '@kntc/domain';
import type { Machine } from './machine';

/** How long a lane belongs to whoever took it, where clocks on the wall say so. */
export const LEASE_MS = 30_000;

/** Sends as long as its lease lasts by its own clock, whoever else took the lane meanwhile. */
export function leased(http: Http, { clock }: Machine): Http {
  return {
    post: (request) => {
      const untilMs = clock.now().getTime() + LEASE_MS;
      const mayWrite = (): boolean => clock.now().getTime() < untilMs;
      return http.post(request.beforeWrite === undefined ? request : { ...request, beforeWrite: mayWrite });
    },
  };
}

/** Sends the body again to wherever an answer points. */
export function following(http: Http): Http {
  const post = async (request: HttpRequest): Promise<HttpOutcome> => {
    const outcome = await http.post(request);
    return outcome.kind === 'answered' && [307, 308].includes(outcome.status) ? http.post(request) : outcome;
  };
  return { post };
}
