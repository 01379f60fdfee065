import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Gateway } from '../composition/gateway';
import { GATEWAY } from './tokens';

/** Prometheus metrics. */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    await this.gateway.showMetrics();
    return this.gateway.parts.metrics.text();
  }
}
