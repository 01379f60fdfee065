import type { Session } from '@kntc/access';
import type { RequestPlace } from './request-place';

/** What the sign-in found out about a request, besides who asks. */
export interface RequestFacts {
  readonly place: RequestPlace;
  /** Of the browser, however far its sign-in has come; absent for machines. */
  readonly session: Session | undefined;
}

const known = new WeakMap<object, RequestFacts>();

export function setFacts(request: object, facts: RequestFacts): void {
  known.set(request, facts);
}

export function factsOf(request: object): RequestFacts {
  const facts = known.get(request);
  if (facts === undefined) throw new Error('the sign-in has not seen this request');
  return facts;
}
