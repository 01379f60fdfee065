import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  ServiceUnavailableException,
} from '@nestjs/common';
import { GatewayError } from '@kntc/domain';
import type { AccessRefusal, Principal } from '@kntc/domain';
import type { Revealed, UnmaskAnswer, UnmaskRequest } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { GATEWAY } from './tokens';
import { UnmaskRequestBody } from './unmask.dto';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LISTED = 100;

/** The field with what a screen must print over it. */
type RevealedDto = Revealed & { readonly watermark: string };

/** Looking at one sealed field: asked for, agreed to, shown. Each step is audited before it is answered. */
@Controller('api/v1/unmask-requests')
export class UnmaskController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** What waits for a second person. */
  @Get()
  @Needs('unmask.approve')
  async waiting(@Asker() asker: Principal): Promise<{ readonly items: readonly UnmaskRequest[] }> {
    const { reading, unmask } = this.gateway.parts.people;
    return { items: await reading.page('unmask requests', asker, () => unmask.waiting(asker, LISTED)) };
  }

  @Post()
  @Needs('unmask.request')
  request(@Asker() asker: Principal, @Body() body: UnmaskRequestBody): Promise<UnmaskRequest> {
    const { reference, field, place = 1, reasonCode, reasonText } = body;
    const wanted = { reference, field, place, reasonCode, reasonText };
    return this.#answer(this.gateway.parts.people.unmask.request(asker, wanted));
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Needs('unmask.approve')
  approve(@Asker() asker: Principal, @Param('id') id: string): Promise<UnmaskRequest> {
    return this.#answer(this.gateway.parts.people.unmask.approve(asker, idOf(id)));
  }

  @Post(':id/reveal')
  @HttpCode(200)
  @Header('cache-control', 'no-store, private')
  @Needs('unmask.reveal')
  async reveal(@Asker() asker: Principal, @Param('id') id: string): Promise<RevealedDto> {
    const { people, clock } = this.gateway.parts;
    const revealed = await this.#answer(people.unmask.reveal(asker, idOf(id)));
    return { ...revealed, watermark: `${asker.login} · ${vietnamTime(clock.now())}` };
  }

  async #answer<T>(answering: Promise<UnmaskAnswer<T>>): Promise<T> {
    const answer = await answering.catch((err: unknown) => {
      // Nothing was shown: what cannot be put on record is not done.
      if (err instanceof GatewayError && err.code === 'GW_T304') throw new ServiceUnavailableException();
      throw err;
    });
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

/** What is no id of ours is answered like one that nobody has. */
function idOf(text: string): string {
  if (!ID.test(text)) throw refusal('not-there');
  return text;
}

function vietnamTime(moment: Date): string {
  return new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(moment);
}
