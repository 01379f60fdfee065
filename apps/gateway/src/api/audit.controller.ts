import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { ChainedEntry, Principal } from '@kntc/domain';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { GATEWAY } from './tokens';

const PAGE = 50;
const asNumber = ({ value }: { readonly value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;

/** Query of the audit list. */
export class AuditQuery {
  @IsOptional()
  @Transform(asNumber)
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly limit?: number;

  /** `next` of the page before. */
  @IsOptional()
  @Transform(asNumber)
  @IsInt()
  @Min(1)
  readonly before?: number;
}

/** What people did, newest first. Who decides about cases does not read it here, who reads it here sees no case. */
@Controller('api/v1/audit')
export class AuditController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('audit.read')
  async entries(
    @Asker() asker: Principal,
    @Query() { limit = PAGE, before }: AuditQuery,
  ): Promise<{ readonly items: readonly ChainedEntry[]; readonly next: number | null }> {
    const items = await this.gateway.parts.people.auditView.newest(asker, limit, before);
    const last = items.at(-1)?.seq;
    return { items, next: items.length === limit && last !== undefined && last > 1 ? last : null };
  }
}
