import { Controller, Get, Inject } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { AUDIT_WAY, LIST_AUDIT } from './audit.dto';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

/** What people did, newest first. Who decides about cases does not read it here, who reads it here sees no case. */
@Controller('api/v1/audit')
export class AuditController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('audit.read')
  @Does(LIST_AUDIT)
  async entries(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_AUDIT>,
  ): Promise<AnswerOf<typeof LIST_AUDIT>> {
    const { after, limit } = pageAsked(AUDIT_WAY, query, {});
    const before = after?.[0] === undefined ? undefined : Number(after[0]);
    const items = await this.gateway.parts.people.auditView.newest(asker, limit, before);
    const last = items.at(-1)?.seq;
    const next = items.length === limit && last !== undefined && last > 1 ? [`${last}`] : undefined;
    return pageAnswered(AUDIT_WAY, {}, { items, next }, (entry) => entry);
  }
}
