import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import { EVERY_AGENCY } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { readQueues } from '../composition/queue-look';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import { failureSentence } from './failure-sentence';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { destinationDto, PAUSE_QUEUE, pauseDto, READ_QUEUES, RESUME_QUEUE } from './queues.dto';
import { GATEWAY } from './tokens';

const NO_QUEUE =
  'Không có nguồn hoặc cơ quan này, hoặc tài khoản không được xem. Không có gì thay đổi. Xem /api/v1/queues.';

/** What is read from each source and goes to the far side for each agency; people pause it and let it go on. */
@Controller('api/v1/queues')
export class QueuesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  @Does(READ_QUEUES)
  async queues(@Asker() asker: Principal): Promise<AnswerOf<typeof READ_QUEUES>> {
    const { deliver, clock } = this.gateway.parts;
    const { destinations, sources, speed, pauseOf } = await readQueues(this.gateway.parts, asker);
    const about = { speed, now: clock.now() };
    const { pausedCode } = deliver.gateState;
    const isByPerson = pausedCode === 'GW_N212';
    return {
      destinations: destinations.map((depth) =>
        destinationDto(depth, pauseOf('destination', depth.agency), about),
      ),
      sources: sources.map(({ id, title, depth, readAt, pausedCode: code }) => ({
        target: id,
        title,
        depth,
        readAt: readAt ?? null,
        failure: code === undefined ? null : failureSentence(code),
        pause: pauseDto(pauseOf('source', id)),
      })),
      blocked:
        pausedCode === undefined || isByPerson
          ? null
          : { code: pausedCode, text: failureSentence(pausedCode) },
    };
  }

  @Post('pause')
  @Needs('records.decide')
  @Does(PAUSE_QUEUE)
  async pause(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof PAUSE_QUEUE>,
  ): Promise<AnswerOf<typeof PAUSE_QUEUE>> {
    const { side, target } = asked.body;
    const { queuePauses, command } = await deciding(this.gateway.parts, asker, { name: 'pause', asked });
    const result = await queuePauses.pause({ side, target }, command);
    return decided(result, { target: named(side, target), as: 'queue-paused', missing: NO_QUEUE });
  }

  @Post('resume')
  @Needs('records.decide')
  @Does(RESUME_QUEUE)
  async resume(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof RESUME_QUEUE>,
  ): Promise<AnswerOf<typeof RESUME_QUEUE>> {
    const { side, target } = asked.body;
    const { queuePauses, command } = await deciding(this.gateway.parts, asker, { name: 'resume', asked });
    const result = await queuePauses.resume({ side, target }, command);
    return decided(result, { target: named(side, target), as: 'queue-resumed', missing: NO_QUEUE });
  }
}

function named(side: 'source' | 'destination', target: string): string {
  if (side === 'source') return `nguồn ${target}`;
  return target === EVERY_AGENCY ? 'gửi lên CSDLQG của mọi cơ quan' : `gửi của cơ quan ${target}`;
}
