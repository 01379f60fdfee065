import { Controller, Get, Inject } from '@nestjs/common';
import { shownCounts } from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { attentionDto } from './attention-dto';
import { causeDto, CAUSES_WAY, LIST_CAUSES } from './causes.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

/** The few causes behind the many records that stand still. */
@Controller('api/v1/causes')
export class CausesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  @Does(LIST_CAUSES)
  async causes(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_CAUSES>,
  ): Promise<AnswerOf<typeof LIST_CAUSES>> {
    const { limit, cursor, ...filter } = query;
    await knownOnly(this.gateway.parts, asker, filter);
    const shown = shownCounts(asker);
    const wanted = pageAsked(CAUSES_WAY, { limit, cursor }, filter);
    const page = await this.gateway.parts.lists.causes(wanted, asker);
    const { causeNotes, clock } = this.gateway.parts;
    const notes = await causeNotes.signedIn(asker, []).notes(page.items.map(({ id }) => id));
    const now = clock.now();
    return pageAnswered(CAUSES_WAY, filter, page, (cause) => ({
      ...causeDto(cause, shown),
      attention: attentionDto(notes.get(cause.id) ?? [], now),
    }));
  }
}
