import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether an unsafe request was made by one of our own pages. Browsers say so in `Sec-Fetch-Site`; older ones send the
 * origin. With `no-referrer` the origin of a form is `null` even from our own page, so it counts only where the other
 * header is missing. A request with neither comes from no browser and has no business with a cookie.
 */
export function isSameSite(headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  const isOwn = headers.origin === origin;
  if (site === undefined) return isOwn;
  return site === 'same-origin' && (isOwn || headers.origin === undefined || headers.origin === 'null');
}

/** Whether another site made the browser open a page of ours, as far as the browser says so. */
export function isAskedFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

/** Reads only: nothing is done that somebody else's page could make a browser do. */
export function isSafe(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
