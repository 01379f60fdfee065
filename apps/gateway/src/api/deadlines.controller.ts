import { Controller, Get, Inject } from '@nestjs/common';
import { dateInVietnam } from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { deadlineDto, deadlineFilter, DEADLINES_WAY, LIST_DEADLINES } from './deadlines.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

/** Petitions for which a term of the law runs, and those the national database would show as late. */
@Controller('api/v1/deadlines')
export class DeadlinesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_DEADLINES)
  async deadlines(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_DEADLINES>,
  ): Promise<AnswerOf<typeof LIST_DEADLINES>> {
    const { lists, people, clock } = this.gateway.parts;
    const { limit, cursor, ...asked } = query;
    const today = dateInVietnam(clock.now());
    const filter = deadlineFilter(asked, today);
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(DEADLINES_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('deadlines', asker, () => lists.deadlines(wanted, asker));
    return pageAnswered(DEADLINES_WAY, filter, page, (row) => deadlineDto(row, today));
  }
}
