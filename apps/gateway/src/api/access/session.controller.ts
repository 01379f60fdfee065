import type { ServerResponse } from 'node:http';
import { Controller, Delete, Get, Inject, Req, Res, UnauthorizedException } from '@nestjs/common';
import { may, PERMISSIONS } from '@kntc/domain';
import type { Gateway } from '../../composition/gateway';
import { Does, type AnswerOf } from '../operation/operation';
import { GATEWAY } from '../tokens';
import { factsOf } from './request-session';
import { principalOf } from './request-principal';
import { Needs } from './route-access';
import { clearSessionCookie } from './session-cookie';
import { END_SESSION, READ_SESSION } from './session.dto';

/** The own session: who one is, and its end. */
@Controller('api/v1/session')
export class SessionController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('session.own')
  @Does(READ_SESSION)
  own(@Req() request: object): AnswerOf<typeof READ_SESSION> {
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
      permissions: PERMISSIONS.filter((one) => may(principal, one).kind === 'allowed'),
      ...(scopes && { scopes }),
      csrf: session?.csrf ?? null,
    };
  }

  @Delete()
  @Needs('session.own')
  @Does(END_SESSION)
  async end(@Req() request: object, @Res({ passthrough: true }) response: ServerResponse): Promise<void> {
    const { session, place } = factsOf(request);
    if (session === undefined) return;
    await this.gateway.parts.access.sessions.end(session);
    clearSessionCookie(response, place);
  }
}
