import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import type { Gateway } from '../composition/gateway';
import { alertsOverview } from './alerts-overview';
import { Open } from './access/route-access';
import { GATEWAY } from './tokens';

interface Ready {
  readonly status: string;
  readonly destination: string;
  /** Interruptions of the connection that are not over; absent without any. */
  readonly outages?: readonly {
    readonly code: string;
    readonly since: string;
    readonly nextProbeAt: string | null;
  }[];
  /** Nobody is told when something is wrong; absent while alerts arrive. */
  readonly alerts?: 'no-channel' | { readonly failing: number };
  /** New cases are not compared in time and go out unchecked; absent while they are. */
  readonly duplicates?: { readonly unchecked: number; readonly overdue: number };
}

/** For the service manager: alive, and able to work. Says nothing about content. */
@Controller('health')
export class HealthController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** The process answers. */
  @Get('live')
  @Open('the service manager asks whether the process lives')
  live(): { readonly status: string } {
    return { status: 'ok' };
  }

  /** The database answers and the code lists are there; a paused destination or source is work, not ill health. */
  @Get('ready')
  @Open('the service manager asks whether it can work')
  async ready(): Promise<Ready> {
    const isReady = !this.gateway.isStopping && (await this.gateway.hasCodeLists().catch(() => false));
    if (!isReady) throw new ServiceUnavailableException({ status: 'not-ready' });
    const outages = await this.gateway.parts.looks.outages();
    const alerts = await alertsOverview(this.gateway.parts);
    const checks = await this.gateway.parts.duplicateWatch?.standing();
    return {
      status: 'ok',
      ...(checks !== undefined &&
        checks.overdue > 0 && { duplicates: { unchecked: checks.unchecked, overdue: checks.overdue } }),
      ...(alerts.channels === 0 && { alerts: 'no-channel' as const }),
      ...(alerts.failing.length > 0 && { alerts: { failing: alerts.failing.length } }),
      destination: this.gateway.parts.deliver.gateState.pausedCode ?? 'open',
      ...(outages.length > 0 && {
        outages: outages.map(({ code, beganAt, nextProbeAt }) => ({ code, since: beganAt, nextProbeAt })),
      }),
    };
  }
}
