import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GATEWAY } from '../api/tokens';
import type { Gateway } from '../composition/gateway';

/** When things happen over and over; what they do stands in {@link Gateway}. */
@Injectable()
export class GatewaySchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** Sources have their own poll times; this only looks whose turn it is. */
  @Interval(500)
  async poll(): Promise<void> {
    await this.gateway.pollSources().catch(() => undefined);
  }

  @Interval(3_000)
  async sweep(): Promise<void> {
    await this.gateway.sweep();
  }

  @Interval(5_000)
  async refresh(): Promise<void> {
    await this.gateway.refreshKnowledge();
  }
}
