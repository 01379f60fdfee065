import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Gateway } from '../composition/gateway';
import { Open } from './access/route-access';
import { GATEWAY } from './tokens';

/** Prometheus metrics. */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Open('Prometheus has no account; numbers by code and source, nothing of a record')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    await this.gateway.showMetrics();
    return this.gateway.parts.metrics.text();
  }
}
