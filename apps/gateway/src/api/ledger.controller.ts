import { Controller, Get, Inject } from '@nestjs/common';
import {
  dateInVietnam,
  dueOn,
  ledgerRows,
  ledgerTotal,
  longWaitSince,
  PROMPTNESS_DAYS,
  REASONS,
  shownCounts,
} from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { entryDto, milestonesDto, READ_LEDGER, sentencesOf, stepTimesDto } from './ledger.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { GATEWAY } from './tokens';

/** The ledger that must add up: every local record in exactly one class. */
@Controller('api/v1/ledger')
export class LedgerController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  @Does(READ_LEDGER)
  async ledger(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof READ_LEDGER>,
  ): Promise<AnswerOf<typeof READ_LEDGER>> {
    const { ledger, calendar, clock } = this.gateway.parts;
    await knownOnly(this.gateway.parts, asker, query);
    const shown = shownCounts(asker);
    const today = dateInVietnam(clock.now());
    const since = longWaitSince(calendar, today);
    const year = dueOn(today, -PROMPTNESS_DAYS);
    const [lines, waits, promptness, onlyNational, stepTimes, milestones] = await Promise.all([
      ledger.lines(query, asker),
      ledger.longWaits(since, asker),
      ledger.promptness(year, asker),
      ledger.onlyNational(query.agency, asker),
      ledger.stepTimes(year, asker),
      ledger.noChannelMilestones(query, asker),
    ]);
    const isOf = (agency: string): boolean => query.agency === undefined || query.agency === agency;
    return {
      total: entryDto(ledgerTotal(lines, query.agency), shown),
      rows: ledgerRows(lines, query.agency).map((row) => entryDto(row, shown)),
      onlyNational: shown(onlyNational),
      noChannelMilestones: milestones.map((one) => milestonesDto(one, shown)),
      longWaits: waits
        .filter(({ agency }) => isOf(agency))
        .map(({ code, records, ...wait }) => ({
          ...wait,
          code,
          records: shown(records),
          owner: REASONS[code].owner,
          text: sentencesOf(code),
        })),
      longWaitsSince: since.toISOString(),
      knowsHolidays: calendar.knows(today),
      promptness: promptness
        .filter(({ agency }) => isOf(agency))
        .map(({ agency, confirmed, ...days }) => ({
          agency,
          confirmed: shown(confirmed),
          ...(shown(confirmed) === null ? { medianDays: null, mostDays: null } : days),
        })),
      stepTimes: stepTimes.filter(({ agency }) => isOf(agency)).map((one) => stepTimesDto(one, shown)),
    };
  }
}
