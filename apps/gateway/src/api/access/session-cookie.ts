import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { RequestPlace } from './request-place';

/**
 * With TLS the name says that nobody but this very host over TLS can have set the cookie. Loopback has no TLS: Chromium
 * keeps a `__Host-` cookie there (156, seen on 127.0.0.1 and localhost), other browsers do not, so there it goes without
 * prefix and `Secure`, and is never read from anywhere else.
 */
const NAMES = { tls: '__Host-kntc', loopback: 'kntc-loopback' } as const;

type Place = Pick<RequestPlace, 'isLoopback'>;

export function sessionCookie(headers: IncomingHttpHeaders, place: Place): string | undefined {
  return readCookie(headers, place.isLoopback ? NAMES.loopback : NAMES.tls);
}

export function setSessionCookie(response: ServerResponse, place: Place, value: string): void {
  writeCookie(response, place, { ...sessionName(place), value, sameSite: 'Strict' });
}

export function clearSessionCookie(response: ServerResponse, place: Place): void {
  writeCookie(response, place, { ...sessionName(place), value: '', sameSite: 'Strict', maxAgeS: 0 });
}

/** Ties the browser to a sign-in that it began at the identity provider, for as long as that may take. */
const FLOW_NAMES = { tls: '__Host-kntc-sso', loopback: 'kntc-loopback-sso' } as const;
const FLOW_S = 600;

export function flowCookie(headers: IncomingHttpHeaders, place: Place): string | undefined {
  return readCookie(headers, flowName(place));
}

/** `Lax`: the provider's page sends the browser back, and a `Strict` cookie does not come along from there. */
export function setFlowCookie(response: ServerResponse, place: Place, value: string): void {
  writeCookie(response, place, { name: flowName(place), value, sameSite: 'Lax', maxAgeS: FLOW_S });
}

export function clearFlowCookie(response: ServerResponse, place: Place): void {
  writeCookie(response, place, { name: flowName(place), value: '', sameSite: 'Lax', maxAgeS: 0 });
}

/** Ties the sign-in form to the browser it was given to, when nobody is known yet. */
const FORM_NAMES = { tls: '__Host-kntc-form', loopback: 'kntc-loopback-form' } as const;

export function formCookie(headers: IncomingHttpHeaders, place: Place): string | undefined {
  return readCookie(headers, formName(place));
}

export function setFormCookie(response: ServerResponse, place: Place, value: string): void {
  writeCookie(response, place, { name: formName(place), value, sameSite: 'Strict' });
}

function formName({ isLoopback }: Place): string {
  return isLoopback ? FORM_NAMES.loopback : FORM_NAMES.tls;
}

function flowName({ isLoopback }: Place): string {
  return isLoopback ? FLOW_NAMES.loopback : FLOW_NAMES.tls;
}

function sessionName({ isLoopback }: Place): { readonly name: string } {
  return { name: isLoopback ? NAMES.loopback : NAMES.tls };
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly sameSite: 'Strict' | 'Lax';
  readonly maxAgeS?: number;
}

function writeCookie(response: ServerResponse, { isLoopback }: Place, cookie: Cookie): void {
  const { name, value, sameSite, maxAgeS } = cookie;
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', `SameSite=${sameSite}`];
  if (!isLoopback) parts.push('Secure');
  if (maxAgeS !== undefined) parts.push(`Max-Age=${maxAgeS}`);
  response.appendHeader('set-cookie', parts.join('; '));
}

/** A name that comes twice is nobody's: which of the two is ours cannot be told. */
function readCookie({ cookie = '' }: IncomingHttpHeaders, name: string): string | undefined {
  const values = cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
