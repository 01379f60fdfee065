import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { derived, isSecretShaped, SECRET_BYTES, secretText } from '@kntc/access';
import { factsOf } from '../request-session';
import { formCookie, setFormCookie } from '../session-cookie';

const PURPOSE = 'sign-in form';

/**
 * The token of a sign-in form: it follows from a cookie that only this browser has, so no other page can make it sign in
 * under somebody else's name. Nothing is stored. Gives the browser its cookie when it has none.
 */
export function formToken(request: IncomingMessage, response: ServerResponse): string {
  const { place } = factsOf(request);
  const known = formCookie(request.headers, place);
  if (known !== undefined && isSecretShaped(known)) return derived(known, PURPOSE);
  const fresh = secretText(randomBytes(SECRET_BYTES));
  setFormCookie(response, place, fresh);
  return derived(fresh, PURPOSE);
}

/** Whether a form that was sent is the one this browser was given. */
export function isFormToken(request: IncomingMessage, typed: string): boolean {
  const known = formCookie(request.headers, factsOf(request).place);
  if (known === undefined || !isSecretShaped(known)) return false;
  const expected = Buffer.from(derived(known, PURPOSE));
  const given = Buffer.from(typed);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
