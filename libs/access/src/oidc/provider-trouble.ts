import * as client from 'openid-client';
import type { ProviderTrouble } from './identity-provider';

/** Error codes of OAuth 2.0 and OpenID Connect that may stand in a log; another one is a text from outside. */
const SAID_NO = ['access_denied', 'login_required', 'interaction_required', 'consent_required'];
const SAID_LATER = ['temporarily_unavailable', 'server_error'];
const SAID_WRONG = [
  'invalid_request',
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
  'invalid_client',
  'invalid_grant',
  'unsupported_grant_type',
];
const SERVER_ERROR = 500;
const ANSWER_NOT_UNDERSTOOD = 'OAUTH_RESPONSE_IS_NOT_CONFORM';

/** What an error of the protocol library means for the person who signs in. Its messages quote answers: none goes on. */
export function troubleOf(err: unknown): ProviderTrouble {
  if (err instanceof client.AuthorizationResponseError) return said(err.error);
  if (err instanceof client.ResponseBodyError)
    return err.status >= SERVER_ERROR ? { kind: 'away', why: `HTTP ${err.status}` } : said(err.error);
  const { code, cause } = err as { readonly code?: unknown; readonly cause?: unknown };
  if (code === ANSWER_NOT_UNDERSTOOD && cause instanceof Response && cause.status >= SERVER_ERROR)
    return { kind: 'away', why: `HTTP ${cause.status}` };
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return { kind: 'away', why: code };
  if (typeof code === 'string' && code.startsWith('OAUTH_')) return { kind: 'unbelievable', why: code };
  return notReached(cause ?? err);
}

function said(error: string): ProviderTrouble {
  if (SAID_NO.includes(error)) return { kind: 'denied', why: error };
  if (SAID_LATER.includes(error)) return { kind: 'away', why: error };
  return { kind: 'unbelievable', why: SAID_WRONG.includes(error) ? error : 'another error' };
}

/** Errors of the connection have short codes of their own: ECONNREFUSED, GW_P402, UND_ERR_RES_EXCEEDED_MAX_SIZE. */
function notReached(cause: unknown): ProviderTrouble {
  const { code, name } = cause as { readonly code?: unknown; readonly name?: unknown };
  const why = [code, name].find((one) => typeof one === 'string' && /^\w{1,60}$/.test(one));
  return { kind: 'away', why: typeof why === 'string' ? why : 'no answer' };
}
