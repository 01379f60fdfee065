import type { ServerResponse } from 'node:http';
import { Controller, Delete, Get, HttpCode, Inject, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../../composition/gateway';
import { GATEWAY } from '../tokens';
import { factsOf } from './request-session';
import { principalOf } from './request-principal';
import { Needs } from './route-access';
import { clearSessionCookie } from './session-cookie';

interface SessionDto extends Omit<Principal, 'accountId'> {
  /** To be sent as `x-kntc-csrf` with every request that changes something. */
  readonly csrf: string | null;
}

/** The own session: who one is, and its end. */
@Controller('api/v1/session')
export class SessionController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('session.own')
  own(@Req() request: object): SessionDto {
    const principal = principalOf(request);
    if (principal === undefined) throw new UnauthorizedException();
    const { login, roles, agencies, via, authenticatedAt, scopes } = principal;
    const { session } = factsOf(request);
    return {
      login,
      roles,
      agencies,
      via,
      authenticatedAt,
      ...(scopes && { scopes }),
      csrf: session?.csrf ?? null,
    };
  }

  @Delete()
  @Needs('session.own')
  @HttpCode(204)
  async end(@Req() request: object, @Res({ passthrough: true }) response: ServerResponse): Promise<void> {
    const { session, place } = factsOf(request);
    if (session === undefined) return;
    await this.gateway.parts.access.sessions.end(session);
    clearSessionCookie(response, place);
  }
}
