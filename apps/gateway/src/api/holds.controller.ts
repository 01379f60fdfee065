import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { OperationDone, Principal } from '@kntc/domain';
import type { OperationResult } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding, type Deciding, type DecisionAsked } from './decision';
import { HOLDS_WAY, KEEP, LIST_HOLDS, NAME_NATIONAL_ID, NOT_THERE, RELEASE } from './holds.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { recordDto } from './records.controller';
import { GATEWAY } from './tokens';

type OnHold = DecisionAsked<{ readonly reference: string }>;
type Decided = Promise<AnswerOf<typeof RELEASE>>;

/** What stands still for a person, and the decisions that let it go on. Nothing here sends. */
@Controller('api/v1/holds')
export class HoldsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_HOLDS)
  async holds(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_HOLDS>,
  ): Promise<AnswerOf<typeof LIST_HOLDS>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, isKept, ...rest } = query;
    const filter = { ...rest, isKept: isKept && isKept === 'true' };
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(HOLDS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('holds', asker, () => lists.holds(wanted, asker));
    return pageAnswered(HOLDS_WAY, filter, page, ({ heldAt, isKept: kept, ...row }) => ({
      ...recordDto(row, asker),
      heldAt,
      isKept: kept,
    }));
  }

  @Post(':reference/release')
  @Needs('records.decide')
  @Does(RELEASE)
  release(@Asker() asker: Principal, @Asked() asked: OnHold): Decided {
    return this.#decide(asker, asked, {
      as: 'released',
      act: (by, one) => by.operations.release(one, by.command),
    });
  }

  @Post(':reference/keep')
  @Needs('records.decide')
  @Does(KEEP)
  keep(@Asker() asker: Principal, @Asked() asked: OnHold): Decided {
    return this.#decide(asker, asked, { as: 'kept', act: (by, one) => by.operations.keep(one, by.command) });
  }

  @Post(':reference/national-id')
  @Needs('records.decide')
  @Does(NAME_NATIONAL_ID)
  nameNationalId(@Asker() asker: Principal, @Asked() asked: AskedOf<typeof NAME_NATIONAL_ID>): Decided {
    const { nationalId } = asked.body;
    return this.#decide(asker, asked, {
      as: 'found',
      act: (by, one) => by.operations.resolveWithId(one, nationalId, by.command),
    });
  }

  @Post(':reference/not-there')
  @Needs('records.decide')
  @Does(NOT_THERE)
  notThere(@Asker() asker: Principal, @Asked() asked: OnHold): Decided {
    return this.#decide(asker, asked, {
      as: 'not-there',
      act: (by, one) => by.operations.resolveNotThere(one, by.command),
    });
  }

  async #decide(
    asker: Principal,
    asked: OnHold,
    {
      as,
      act,
    }: {
      readonly as: OperationDone;
      readonly act: (by: Deciding, reference: string) => Promise<OperationResult>;
    },
  ): Decided {
    const { reference } = asked.params;
    const by = await deciding(this.gateway.parts, asker, { name: as, asked });
    return decided(await act(by, reference), { target: reference, as });
  }
}
