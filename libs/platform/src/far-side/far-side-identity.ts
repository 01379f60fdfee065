import { isLoopback } from '../config/is-loopback';

const ASK_WITHIN_MS = 3_000;

/**
 * What a loopback far side is, so that a database can be bound to it: the state id of a simulator, whatever its
 * port, or else its address. Asked of loopback addresses only; a real far side has no control address.
 */
export async function farSideIdentity(baseUrl: string): Promise<string> {
  const address = new URL(baseUrl);
  if (!isLoopback(baseUrl)) return address.href;
  try {
    const answer = await fetch(new URL('/_control/identity', address.origin), {
      signal: AbortSignal.timeout(ASK_WITHIN_MS),
      redirect: 'error',
    });
    const body: unknown = answer.ok ? await answer.json() : undefined;
    if (typeof body === 'object' && body !== null && 'stateId' in body && typeof body.stateId === 'string')
      return `simulator:${body.stateId}`;
  } catch {
    // Not a simulator, or not there yet: the address itself is its identity.
  }
  return address.origin;
}
