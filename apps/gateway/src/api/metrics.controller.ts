import type { IncomingMessage } from 'node:http';
import { Controller, Get, Header, HttpException, HttpStatus, Inject, Req } from '@nestjs/common';
import type { Gateway } from '../composition/gateway';
import { placeOf } from './access/request-place';
import { Open } from './access/route-access';
import { GATEWAY } from './tokens';

/**
 * Prometheus metrics, for this machine only: they count exactly, and one denunciation in one state is a hint at somebody.
 * What a web server forwards is refused, whoever may have signed in there.
 */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Open('Prometheus has no account; numbers by code and source, nothing of a record')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(@Req() request: IncomingMessage): Promise<string> {
    if (placeOf(request, undefined)?.isLoopback !== true)
      throw new HttpException({ code: 'wrong-address', detail: ONLY_HERE }, HttpStatus.MISDIRECTED);
    await this.gateway.showMetrics();
    return this.gateway.parts.metrics.text();
  }
}

const ONLY_HERE =
  'Số liệu chỉ xem được ngay tại máy chủ. Để Prometheus ở máy khác đọc, chạy một agent trên máy này rồi chuyển đi.';
