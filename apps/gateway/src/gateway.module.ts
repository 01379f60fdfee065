import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import type { Role } from '@kntc/platform';
import { HealthController } from './api/health.controller';
import { MetricsController } from './api/metrics.controller';
import { OverviewController } from './api/overview.controller';
import { RecordsController } from './api/records.controller';
import { GATEWAY } from './api/tokens';
import type { Gateway } from './composition/gateway';
import { GatewaySchedule } from './schedule/gateway.schedule';

/** Wiring only: which controllers and schedules this process runs, by its roles. */
@Module({})
export class GatewayModule {
  static of(gateway: Gateway, roles: readonly Role[]): DynamicModule {
    const isScheduler = roles.includes('scheduler') || roles.includes('intake');
    return {
      module: GatewayModule,
      imports: isScheduler ? [ScheduleModule.forRoot()] : [],
      controllers: [
        HealthController,
        MetricsController,
        ...(roles.includes('api') ? [OverviewController, RecordsController] : []),
      ],
      providers: [{ provide: GATEWAY, useValue: gateway }, ...(isScheduler ? [GatewaySchedule] : [])],
    };
  }
}
