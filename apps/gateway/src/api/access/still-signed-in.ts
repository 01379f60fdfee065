import type { IncomingMessage } from 'node:http';
import type { GatewayAccess } from '../../composition/compose-access';
import { factsOf } from './request-session';

/**
 * Whether whoever made a request that is still being answered is signed in as then: the session lives, or the token counts.
 * Asking is no use of either.
 */
export async function isStillSignedIn(
  { sessions, tokens, localKey }: GatewayAccess,
  request: IncomingMessage,
): Promise<boolean> {
  const { session } = factsOf(request);
  if (session !== undefined) return sessions.isAlive(session);
  const [, token] = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) return true;
  return (localKey.principalOf(token) ?? (await tokens.principalOf(token))) !== undefined;
}
