import { Controller, Get, Header, Inject, Post } from '@nestjs/common';
import type { AccessRefusal, Principal } from '@kntc/domain';
import type { UnmaskAnswer } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { GATEWAY } from './tokens';
import { APPROVE_UNMASK, LIST_UNMASK, REQUEST_UNMASK, REVEAL } from './unmask.dto';

const LISTED = 100;

/** Looking at one sealed field: asked for, agreed to, shown. Each step is audited before it is answered. */
@Controller('api/v1/unmask-requests')
export class UnmaskController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** What waits for a second person. */
  @Get()
  @Needs('unmask.approve')
  @Does(LIST_UNMASK)
  async waiting(@Asker() asker: Principal): Promise<AnswerOf<typeof LIST_UNMASK>> {
    const { reading, unmask } = this.gateway.parts.people;
    return { items: await reading.page('unmask requests', asker, () => unmask.waiting(asker, LISTED)) };
  }

  @Post()
  @Needs('unmask.request')
  @Does(REQUEST_UNMASK)
  request(
    @Asker() asker: Principal,
    @Asked() { body }: AskedOf<typeof REQUEST_UNMASK>,
  ): Promise<AnswerOf<typeof REQUEST_UNMASK>> {
    return this.#answer(this.gateway.parts.people.unmask.request(asker, body));
  }

  @Post(':id/approval')
  @Needs('unmask.approve')
  @Does(APPROVE_UNMASK)
  approve(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof APPROVE_UNMASK>,
  ): Promise<AnswerOf<typeof APPROVE_UNMASK>> {
    return this.#answer(this.gateway.parts.people.unmask.approve(asker, params.id));
  }

  @Post(':id/reveal')
  @Header('cache-control', 'no-store, private')
  @Needs('unmask.reveal')
  @Does(REVEAL)
  async reveal(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof REVEAL>,
  ): Promise<AnswerOf<typeof REVEAL>> {
    const { people, clock } = this.gateway.parts;
    const revealed = await this.#answer(people.unmask.reveal(asker, params.id));
    return { ...revealed, watermark: `${asker.login} · ${vietnamTime(clock.now())}` };
  }

  async #answer<T>(answering: Promise<UnmaskAnswer<T>>): Promise<T> {
    const answer = await answering;
    if (answer.kind === 'done') return answer.value;
    this.#note(answer.why);
    throw refusal(answer.why);
  }

  #note(why: AccessRefusal): void {
    const { metrics, logger } = this.gateway.parts;
    metrics.unmaskRefused(why);
    if (why === 'cap-reached')
      logger.error(
        { stage: 'unmask', code: why },
        'daily cap of unmasked fields reached: the audit says whose',
      );
  }
}

function vietnamTime(moment: Date): string {
  return new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(moment);
}
