import { Controller, Get, Inject, Post } from '@nestjs/common';
import { partialDate, wrongSearchPeriod, type Principal } from '@kntc/domain';
import type { DuplicateSearch } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import { ASK_DUPLICATE_SEARCH, LIST_DUPLICATE_SEARCHES } from './duplicate-searches.dto';
import { Asked, wrongRequest } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { GATEWAY } from './tokens';

type Search = AnswerOf<typeof LIST_DUPLICATE_SEARCHES>['items'][number];

/** Comparisons of a period that people ask for, and how far they are. Nothing here sends. */
@Controller('api/v1/duplicates/searches')
export class DuplicateSearchesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_DUPLICATE_SEARCHES)
  async searches(@Asker() asker: Principal): Promise<AnswerOf<typeof LIST_DUPLICATE_SEARCHES>> {
    const items = await this.gateway.parts.duplicates.searches(asker);
    return { items: items.map(searchDto) };
  }

  @Post()
  @Needs('records.decide')
  @Does(ASK_DUPLICATE_SEARCH)
  async ask(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof ASK_DUPLICATE_SEARCH>,
  ): Promise<AnswerOf<typeof ASK_DUPLICATE_SEARCH>> {
    const { from, to, agency } = asked.body;
    const text = wrongPeriod(from, to);
    if (text !== undefined) throw wrongRequest([{ in: 'body', name: 'to', text }]);
    const { duplicates, command } = await deciding(this.gateway.parts, asker, {
      name: 'duplicates search',
      asked,
    });
    const result = await duplicates.search({ from, to, agency }, command);
    return decided(result, { target: `${from} ${to}`, as: 'duplicate-search' });
  }
}

function wrongPeriod(from: string, to: string): string | undefined {
  const [first, last] = [partialDate(from), partialDate(to)];
  return first === undefined || last === undefined ? 'ngày không có thật' : wrongSearchPeriod(first, last);
}

function searchDto({ askedAt, finishedAt, ...search }: DuplicateSearch): Search {
  return { ...search, askedAt: askedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}
