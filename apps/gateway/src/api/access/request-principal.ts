import type { Principal } from '@kntc/domain';

/** What an HTTP request carries once the sign-in has looked at it. */
interface AskingRequest {
  principal?: Principal;
}

/** Who asks, as the sign-in found out before any guard ran; `undefined` = nobody we know. */
export function principalOf(request: object): Principal | undefined {
  return (request as AskingRequest).principal;
}

/** Only the sign-in (and a test in its place) says who asks. */
export function setPrincipal(request: object, principal: Principal): void {
  (request as AskingRequest).principal = principal;
}
