import { Controller, HttpException, Inject, Post } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { OperationResult } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding, refusedDecision } from './decision';
import { DECIDE_SCOPE, RESYNC } from './decisions.dto';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { GATEWAY } from './tokens';

type Resynced = AnswerOf<typeof RESYNC>['items'][number];

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
    const begun = first(await operations.beginMany('resync', references.length, command));
    if (begun.kind === 'refused') throw refusedDecision(begun);
    const items: Resynced[] = [];
    for (const reference of references) {
      const idempotencyKey = `${command.idempotencyKey}:${reference}`;
      items.push(
        resynced(reference, first(await operations.resync(reference, { ...command, idempotencyKey }))),
      );
    }
    return { items };
  }
}

/** Repeated, it is what came of it the first time. */
function first(result: OperationResult): OperationResult {
  return result.kind === 'repeated' ? (result.before ?? { kind: 'done' }) : result;
}

function resynced(reference: string, result: OperationResult): Resynced {
  try {
    return { reference, result: 'done', text: decided(result, { target: reference, as: 'resync' }).text };
  } catch (err) {
    if (!(err instanceof HttpException)) throw err;
    const {
      code,
      detail,
      text = [detail],
    } = err.getResponse() as {
      readonly code: string;
      readonly detail: string;
      readonly text?: readonly string[];
    };
    return { reference, result: code === 'not-there' ? 'not-found' : 'refused', why: code, text };
  }
}
