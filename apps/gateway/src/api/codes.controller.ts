import { Controller, Get, Inject } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import {
  CODE_LISTS_WAY,
  CODES_WAY,
  CROSSWALK_WAY,
  LIST_CODE_LISTS,
  LIST_CODES,
  LIST_CROSSWALK,
} from './codes.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

/** National lists and the crosswalk as they are in use: nothing of a record, so everybody who sees the overview reads them. */
@Controller('api/v1')
export class CodesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('code-lists')
  @Needs('overview.read')
  @Does(LIST_CODE_LISTS)
  async lists(
    @Asked() { query }: AskedOf<typeof LIST_CODE_LISTS>,
  ): Promise<AnswerOf<typeof LIST_CODE_LISTS>> {
    const wanted = pageAsked(CODE_LISTS_WAY, query, {});
    const page = await this.gateway.parts.lists.codeLists(wanted, 'everything');
    return pageAnswered(CODE_LISTS_WAY, {}, page, (row) => row);
  }

  @Get('codes')
  @Needs('overview.read')
  @Does(LIST_CODES)
  async codes(@Asked() { query }: AskedOf<typeof LIST_CODES>): Promise<AnswerOf<typeof LIST_CODES>> {
    const { limit, cursor, ...filter } = query;
    const wanted = pageAsked(CODES_WAY, { limit, cursor }, filter);
    const page = await this.gateway.parts.lists.codeEntries(wanted, 'everything');
    return pageAnswered(CODES_WAY, filter, page, (row) => row);
  }

  @Get('crosswalk')
  @Needs('overview.read')
  @Does(LIST_CROSSWALK)
  async crosswalk(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_CROSSWALK>,
  ): Promise<AnswerOf<typeof LIST_CROSSWALK>> {
    const { limit, cursor, ...filter } = query;
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(CROSSWALK_WAY, { limit, cursor }, filter);
    const page = await this.gateway.parts.lists.crosswalk(wanted, 'everything');
    return pageAnswered(CROSSWALK_WAY, filter, page, (row) => row);
  }
}
