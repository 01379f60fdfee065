import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import { MAX_TOKEN_DAYS, MAX_TOKENS_PER_ACCOUNT, PROOF_SCOPE, TOKEN_PERMISSIONS, holds } from '@kntc/domain';
import type { AccessTokenRow, Principal } from '@kntc/domain';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import type { Gateway } from '../../composition/gateway';
import { GATEWAY } from '../tokens';
import { principalOf } from './request-principal';
import { Needs } from './route-access';

/** What a token may read, and – of people, made by themselves alone – that it proves its owner on the command line. */
const SCOPES = [...TOKEN_PERMISSIONS, PROOF_SCOPE] as const;

/** Body of a new token. */
export class NewTokenDto {
  /** What it is for, as its owner will recognise it. */
  @IsString()
  @Length(1, 80)
  readonly name!: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(SCOPES.length)
  @IsIn(SCOPES, { each: true })
  readonly scopes!: (typeof SCOPES)[number][];

  @IsInt()
  @Min(1)
  @Max(MAX_TOKEN_DAYS)
  readonly days!: number;

  @IsString()
  @Length(1, 500)
  readonly reason!: string;
}

/** Tokens of the own account, for machines. A token makes no tokens: `session.own` is nothing a token is for. */
@Controller('api/v1/tokens')
export class AccessTokensController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('session.own')
  async list(@Req() request: object): Promise<{ readonly items: readonly AccessTokenRow[] }> {
    return { items: await this.gateway.parts.access.tokens.list(ownerOf(request).accountId) };
  }

  /** The only answer that ever holds the token. */
  @Post()
  @Needs('session.own')
  async make(
    @Req() request: object,
    @Body() { name, scopes, days, reason }: NewTokenDto,
  ): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: string }> {
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
  @HttpCode(204)
  async revoke(@Req() request: object, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
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
