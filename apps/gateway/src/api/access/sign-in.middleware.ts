import type { IncomingMessage, ServerResponse } from 'node:http';
import { ForbiddenException, HttpException } from '@nestjs/common';
import { isCsrfOf } from '@kntc/access';
import type { Session } from '@kntc/access';
import type { Principal } from '@kntc/domain';
import type { GatewayAccess } from '../../composition/compose-access';
import { placeOf } from './request-place';
import { setPrincipal } from './request-principal';
import { setFacts } from './request-session';
import { isSafe, isSameSite } from './same-site';
import { insistOnTls } from './security-headers';
import { sessionCookie } from './session-cookie';

const MISDIRECTED = 421;
const CSRF_HEADER = 'x-kntc-csrf';
/** Asked by service managers while the database is away, and by local systems that sign what they say. No cookie counts. */
const WITHOUT_SIGN_IN = /^\/(health|metrics|api\/v1\/hooks)(\/|$)/;

/** Before every guard: from where a request comes and who asks. What that one may do is the guards' business. */
export function signInMiddleware(access: () => GatewayAccess) {
  return async (
    request: IncomingMessage & { originalUrl?: string },
    response: ServerResponse,
    next: () => void,
  ): Promise<void> => {
    const isOpen = WITHOUT_SIGN_IN.test(request.originalUrl ?? request.url ?? '');
    if (!isOpen) await recognise(access(), request, response);
    next();
  };
}

async function recognise(
  access: GatewayAccess,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const place = placeOf(request, access.publicUrl);
  if (place === undefined)
    throw new HttpException({ code: 'wrong-address', detail: WRONG_ADDRESS }, MISDIRECTED);
  if (place.origin.startsWith('https:')) insistOnTls(response);
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const principal = await bearerOf(access, authorization);
    setFacts(request, { place, session: undefined });
    if (principal !== undefined) setPrincipal(request, principal);
    return;
  }
  const cookie = sessionCookie(request.headers, place);
  const session = cookie === undefined ? undefined : await access.sessions.find(cookie);
  setFacts(request, { place, session });
  if (session?.stage !== 'full') return;
  if (isOfApi(request) && !isSafe(request.method)) refuseForged(request, session, place.origin);
  setPrincipal(request, session.principal);
}

/** A token that is not good is nobody's, whatever cookie came with it. */
async function bearerOf(access: GatewayAccess, authorization: string): Promise<Principal | undefined> {
  const [, token = ''] = /^Bearer ([\w-]+)$/i.exec(authorization) ?? [];
  return access.localKey.principalOf(token) ?? (await access.tokens.principalOf(token));
}

/** Pages check the token of their forms themselves. */
function isOfApi(request: IncomingMessage & { originalUrl?: string }): boolean {
  return !(request.originalUrl ?? request.url ?? '').startsWith('/dang-');
}

function refuseForged(request: IncomingMessage, session: Session, origin: string): void {
  const token = request.headers[CSRF_HEADER];
  const isOurs =
    isSameSite(request.headers, origin) && isCsrfOf(session, typeof token === 'string' ? token : '');
  if (!isOurs) throw new ForbiddenException({ code: 'csrf', detail: FORGED });
}

const WRONG_ADDRESS =
  'Cổng không trả lời tại địa chỉ này. Dùng địa chỉ đã khai ở KNTC_PUBLIC_URL, hoặc mở ngay tại máy chủ.';
const FORGED =
  'Yêu cầu không đến từ trang của cổng, hoặc trang đã cũ. Không có gì thay đổi; tải lại trang rồi làm lại.';
