import { Controller, Get, Inject, Post } from '@nestjs/common';
import { shownCounts } from '@kntc/domain';
import type { CrosswalkRow, Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { CHANGE_CROSSWALK, LIST_MISSING_CODES, missingCodeDto, MISSING_CODES_WAY } from './crosswalk.dto';
import { decided, deciding } from './decision';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

type Change = AskedOf<typeof CHANGE_CROSSWALK>['body'];

/** Codes that stop records, and what people make of a code. */
@Controller('api/v1')
export class CrosswalkController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('missing-codes')
  @Needs('overview.read')
  @Does(LIST_MISSING_CODES)
  async missing(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_MISSING_CODES>,
  ): Promise<AnswerOf<typeof LIST_MISSING_CODES>> {
    const { limit, cursor, ...filter } = query;
    await knownOnly(this.gateway.parts, asker, filter);
    const shown = shownCounts(asker);
    const wanted = pageAsked(MISSING_CODES_WAY, { limit, cursor }, filter);
    const page = await this.gateway.parts.lists.missingCodes(wanted, asker);
    return pageAnswered(MISSING_CODES_WAY, filter, page, (one) => missingCodeDto(one, shown));
  }

  @Post('crosswalk')
  @Needs('codes.decide')
  @Does(CHANGE_CROSSWALK)
  async change(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof CHANGE_CROSSWALK>,
  ): Promise<AnswerOf<typeof CHANGE_CROSSWALK>> {
    const { source: sourceId, list, localCode } = asked.body;
    const by = await deciding(this.gateway.parts, asker, { name: 'crosswalk change', asked });
    const [seen, rows] = [asked.body.seen, asked.body.targets].map((targets) => rowsOf(asked.body, targets));
    const wanted = { sourceId, list, localCode, seen: seen ?? [], rows: rows ?? [] };
    const result = await by.crosswalk.change(wanted, by.command);
    const target = `${sourceId} ${list} ${localCode}`;
    return decided(result, {
      target,
      as: 'mapped',
      missing: `Không có nguồn «${sourceId}». Chưa có gì thay đổi.`,
    });
  }
}

function rowsOf(
  { source: sourceId, list, localCode }: Change,
  targets: Change['targets'],
): readonly CrosswalkRow[] {
  return targets.map(({ nationalCode, validFrom, validUntil, parent }) => ({
    sourceId,
    list,
    localCode,
    nationalCode,
    validFrom: validFrom ?? undefined,
    validUntil: validUntil ?? undefined,
    parentNote: parent ?? undefined,
  }));
}
