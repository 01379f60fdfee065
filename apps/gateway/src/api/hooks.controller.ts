import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConflictException, Controller, Inject, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { RawBodyRequest } from '@nestjs/common';
import { z } from 'zod';
import type { Gateway } from '../composition/gateway';
import { Open } from './access/route-access';
import { tooMany } from './edge/rate-limit';
import { Asked } from './operation/asked';
import { Does, type AskedOf, type Operation } from './operation/operation';
import { GATEWAY } from './tokens';

const RING = {
  id: 'ring',
  group: 'Nguồn',
  summary:
    'Phần mềm của đơn vị báo có thay đổi; ký bằng khoá riêng (X-Kntc-Signature). Nội dung không được đọc.',
  params: z.strictObject({ source: z.string().min(1).max(80) }),
  body: z.unknown(),
  answer: z.strictObject({ status: z.literal('heard') }),
  status: 202,
  problems: [409],
} as const satisfies Operation;

/** One sentence for everything that is wrong: what exactly, is nothing for a stranger. */
const REFUSED = 'Thông báo không hợp lệ, đã cũ hoặc chữ ký sai. Cổng không làm gì.';
const HEARD_BEFORE = 'Thông báo này đã được nhận trước đó. Cổng không làm gì thêm.';

/** Where a local system says that it has news. What it sends with it is never taken for data. */
@Controller('api/v1/hooks')
export class HooksController {
  constructor(
    @Inject(GATEWAY) private readonly gateway: { readonly parts: Pick<Gateway['parts'], 'bells'> },
  ) {}

  @Post(':source')
  @Does(RING)
  @Open('a local system has no account here: it proves itself by a signature over the message')
  async ring(
    @Asked() { params: { source } }: AskedOf<typeof RING>,
    @Req() request: RawBodyRequest<IncomingMessage>,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<{ readonly status: 'heard' }> {
    const outcome = await this.gateway.parts.bells.ring({
      source,
      timestamp: headerOf(request, 'x-kntc-timestamp'),
      nonce: headerOf(request, 'x-kntc-nonce'),
      signature: headerOf(request, 'x-kntc-signature'),
      body: request.rawBody ?? new Uint8Array(),
    });
    switch (outcome.kind) {
      case 'refused':
        throw new UnauthorizedException({ detail: REFUSED });
      case 'heard-before':
        throw new ConflictException({ detail: HEARD_BEFORE });
      case 'too-often':
        throw tooMany(response, outcome.waitMs);
      case 'heard':
        return { status: 'heard' };
    }
  }
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
