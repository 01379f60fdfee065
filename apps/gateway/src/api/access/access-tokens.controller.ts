import {
  BadRequestException,
  Controller,
  Delete,
  Get,
  Inject,
  NotFoundException,
  Post,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import { holds, MAX_TOKEN_DAYS, MAX_TOKENS_PER_ACCOUNT, PROOF_SCOPE } from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../../composition/gateway';
import { Asked } from '../operation/asked';
import { Does, type AnswerOf, type AskedOf } from '../operation/operation';
import { GATEWAY } from '../tokens';
import { principalOf } from './request-principal';
import { Needs } from './route-access';
import { LIST_TOKENS, MAKE_TOKEN, REVOKE_TOKEN } from './session.dto';

/** Tokens of the own account, for machines. A token makes no tokens: `session.own` is nothing a token is for. */
@Controller('api/v1/tokens')
export class AccessTokensController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('session.own')
  @Does(LIST_TOKENS)
  async list(@Req() request: object): Promise<AnswerOf<typeof LIST_TOKENS>> {
    return { items: await this.gateway.parts.access.tokens.list(ownerOf(request).accountId) };
  }

  /** The only answer that ever holds the token. */
  @Post()
  @Needs('session.own')
  @Does(MAKE_TOKEN)
  async make(
    @Req() request: object,
    @Asked() { body }: AskedOf<typeof MAKE_TOKEN>,
  ): Promise<AnswerOf<typeof MAKE_TOKEN>> {
    const { name, scopes, days, reason } = body;
    const { accountId, login, roles } = ownerOf(request);
    const missing = scopes.filter((scope) => scope !== PROOF_SCOPE && !holds(roles, scope));
    if (missing.length > 0) throw problem('scopes', `Tài khoản không có quyền: ${missing.join(', ')}.`);
    const made = await this.gateway.parts.access.tokens.make(
      { id: accountId, login },
      { name, scopes, days },
      { actor: login, reason },
    );
    if (made.kind === 'refused') throw problem(made.why, REFUSED[made.why]);
    return { id: made.id, token: made.token, expiresAt: made.expiresAt.toISOString() };
  }

  @Delete(':id')
  @Needs('session.own')
  @Does(REVOKE_TOKEN)
  async revoke(
    @Req() request: object,
    @Asked() { params: { id } }: AskedOf<typeof REVOKE_TOKEN>,
  ): Promise<void> {
    const { accountId, login } = ownerOf(request);
    const by = { actor: login, reason: 'tự thu hồi' };
    if (!(await this.gateway.parts.access.tokens.revoke(id, accountId, by))) throw new NotFoundException();
  }
}

const REFUSED = {
  name: 'Tên mã truy cập từ 1 đến 80 ký tự.',
  scopes: 'Chọn ít nhất một quyền, mỗi quyền một lần.',
  days: `Thời hạn từ 1 đến ${MAX_TOKEN_DAYS} ngày.`,
  'too-many': `Tài khoản đã có ${MAX_TOKENS_PER_ACCOUNT} mã còn hiệu lực. Thu hồi mã không dùng nữa rồi tạo lại.`,
} as const;

function ownerOf(request: object): Principal {
  const principal = principalOf(request);
  if (principal === undefined) throw new UnauthorizedException();
  return principal;
}

function problem(code: string, detail: string): BadRequestException {
  return new BadRequestException({ code, detail });
}
