import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What no answer of ours ever needs; a page of ours adds what it needs with {@link allowPage}. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  // A browser must not take an answer for anything but what it says it is, nor keep it.
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};
const YEAR_S = 31_536_000;

/** Before everything else: errors carry them as well. */
export function securityHeaders(_request: IncomingMessage, response: ServerResponse, next: () => void): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  next();
}

/** Only where the browser came by TLS: on loopback there is none to insist on. */
export function insistOnTls(response: ServerResponse): void {
  response.setHeader('strict-transport-security', `max-age=${YEAR_S}`);
}

/**
 * A page of forms: its own style, its own forms, no script at all.
 * @returns the nonce of the style
 */
export function allowPage(response: ServerResponse): string {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  );
  return nonce;
}
