import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { LIST_OVERLAYS, OVERLAYS_WAY, SET_OVERLAY, WITHDRAW_OVERLAY } from './overlays.dto';
import { GATEWAY } from './tokens';

/** Fields that people complete because the source lacks them. */
@Controller('api/v1/overlays')
export class OverlaysController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_OVERLAYS)
  async overlays(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_OVERLAYS>,
  ): Promise<AnswerOf<typeof LIST_OVERLAYS>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, isWithdrawn, ...rest } = query;
    const filter = { ...rest, isWithdrawn: isWithdrawn === 'true' };
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(OVERLAYS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('overlays', asker, () => lists.overlays(wanted, asker));
    return pageAnswered(OVERLAYS_WAY, filter, page, ({ setAt, withdrawnAt, ...row }) => ({
      ...row,
      setAt: setAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    }));
  }

  @Post()
  @Needs('records.decide')
  @Does(SET_OVERLAY)
  async set(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof SET_OVERLAY>,
  ): Promise<AnswerOf<typeof SET_OVERLAY>> {
    const { source, localKey, field, value, documentNo } = asked.body;
    const { overlays, command } = await deciding(this.gateway.parts, asker, { name: 'overlays set', asked });
    const wanted = { sourceId: source, localKey, field, text: value.trim(), documentNo };
    const result = await overlays.set(wanted, command);
    return decided(result, { target: `${source}/${localKey} ${field}`, as: 'completed' });
  }

  @Post('withdraw')
  @Needs('records.decide')
  @Does(WITHDRAW_OVERLAY)
  async withdraw(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof WITHDRAW_OVERLAY>,
  ): Promise<AnswerOf<typeof WITHDRAW_OVERLAY>> {
    const { source, localKey, field } = asked.body;
    const by = await deciding(this.gateway.parts, asker, { name: 'overlays withdraw', asked });
    const result = await by.overlays.withdraw({ sourceId: source, localKey, field }, by.command);
    return decided(result, { target: `${source}/${localKey} ${field}`, as: 'taken-back' });
  }
}
