import { Controller, Get, Inject } from '@nestjs/common';
import { shownCounts } from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { Does, type AnswerOf } from './operation/operation';
import { READ_SHADOW, shadowDto } from './shadow.dto';
import { GATEWAY } from './tokens';

/** Agencies beside manual entry. Who sees which: those of one's own agencies. */
@Controller('api/v1/shadow')
export class ShadowController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  @Does(READ_SHADOW)
  async shadow(@Asker() asker: Principal): Promise<AnswerOf<typeof READ_SHADOW>> {
    const standing = await this.gateway.parts.looks.shadow();
    const own = standing.filter(({ agency }) => asker.agencies === 'all' || asker.agencies.includes(agency));
    const shown = shownCounts(asker);
    return { agencies: own.map((one) => shadowDto(one, shown)) };
  }
}
