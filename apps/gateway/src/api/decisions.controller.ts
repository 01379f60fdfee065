import { Controller, Inject, Post } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding, refusedDecision } from './decision';
import { DECIDE_SCOPE, RESYNC } from './decisions.dto';
import { firstOf, oneOfMany, type OneOfMany } from './one-of-many';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { GATEWAY } from './tokens';

/** What people decide about records that are not held. */
@Controller('api/v1')
export class DecisionsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post('scope-decisions')
  @Needs('records.decide')
  @Does(DECIDE_SCOPE)
  async decideScope(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof DECIDE_SCOPE>,
  ): Promise<AnswerOf<typeof DECIDE_SCOPE>> {
    const { source, localKey, decision } = asked.body;
    const { operations, command } = await deciding(this.gateway.parts, asker, { name: 'scope', asked });
    const result = await operations.decide(source, localKey, decision, command);
    return decided(result, { target: `${source}/${localKey}`, as: decision });
  }

  /** Each record by itself: what one of them is refused stops none of the others. */
  @Post('resyncs')
  @Needs('records.decide')
  @Does(RESYNC)
  async resync(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof RESYNC>,
  ): Promise<AnswerOf<typeof RESYNC>> {
    const { operations, command } = await deciding(this.gateway.parts, asker, { name: 'resync', asked });
    const references = [...new Set(asked.body.references)];
    const begun = firstOf(await operations.beginMany('resync', references.length, command));
    if (begun.kind === 'refused') throw refusedDecision(begun);
    const items: OneOfMany[] = [];
    for (const reference of references) {
      const idempotencyKey = `${command.idempotencyKey}:${reference}`;
      items.push(
        oneOfMany(reference, await operations.resync(reference, { ...command, idempotencyKey }), 'resync'),
      );
    }
    return { items };
  }
}
