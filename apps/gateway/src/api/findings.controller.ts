import { Controller, Get, Inject, Post } from '@nestjs/common';
import { holds, shownCounts } from '@kntc/domain';
import type { Principal, ShownCount } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import {
  ASK_RECONCILIATION,
  findingDto,
  FINDINGS_WAY,
  LIST_FINDINGS,
  READ_RECONCILIATION,
} from './findings.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

/** Where both sides agree and where not. Nothing here sends or overwrites. */
@Controller('api/v1')
export class FindingsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('findings')
  @Needs('records.read')
  @Does(LIST_FINDINGS)
  async findings(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_FINDINGS>,
  ): Promise<AnswerOf<typeof LIST_FINDINGS>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, isSettled, ...rest } = query;
    const filter = { ...rest, isSettled: isSettled === 'true' };
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(FINDINGS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('findings', asker, () => lists.findings(wanted, asker));
    return pageAnswered(FINDINGS_WAY, filter, page, findingDto);
  }

  @Get('reconciliation')
  @Needs('overview.read')
  @Does(READ_RECONCILIATION)
  async reconciliation(@Asker() asker: Principal): Promise<AnswerOf<typeof READ_RECONCILIATION>> {
    const { looks, profile } = this.gateway.parts;
    const look = await looks.reconciliation();
    const {
      runs,
      classes,
      findings,
      records,
      never,
      proposals,
      oldestComparedAt,
      digestsComparedAt,
      nights,
    } = look;
    const shown = shownCounts(asker);
    const all = (counts: object): Record<string, ShownCount> =>
      Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, shown(Number(count))]));
    const seesRuns = asker.agencies === 'all' && holds(asker.roles, 'records.read');
    return {
      level: profile.readBack?.level ?? 'none',
      classes: all(classes),
      findings: all(findings),
      records: shown(records),
      never: shown(never),
      proposals: shown(proposals),
      oldestComparedAt,
      digestsComparedAt,
      nights,
      runs: seesRuns ? runs : [],
    };
  }

  @Post('reconciliation')
  @Needs('records.decide')
  @Does(ASK_RECONCILIATION)
  async ask(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof ASK_RECONCILIATION>,
  ): Promise<AnswerOf<typeof ASK_RECONCILIATION>> {
    const { agency } = asked.body;
    const { operations, command } = await deciding(this.gateway.parts, asker, { name: 'reconcile', asked });
    const { perMinute } = this.gateway.parts.looks.reconciliationRate;
    const result = await operations.reconcile({ agency, perMinute }, command);
    return decided(result, { target: agency ?? 'all records', as: 'compared' });
  }
}
