import { Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import type { Role } from '@kntc/platform';
import { AccessGuard } from './api/access/access.guard';
import { HealthController } from './api/health.controller';
import { MetricsController } from './api/metrics.controller';
import { OverviewController } from './api/overview.controller';
import { RecordsController } from './api/records.controller';
import { GATEWAY } from './api/tokens';
import type { Gateway } from './composition/gateway';
import { DeliverySchedule, IntakeSchedule, KnowledgeSchedule } from './schedule/gateway.schedule';

/** Wiring only: which controllers and schedules this process runs, by its roles. */
@Module({})
export class GatewayModule {
  static of(gateway: Gateway, roles: readonly Role[]): DynamicModule {
    const schedules = schedulesOf(roles);
    return {
      module: GatewayModule,
      imports: schedules.length > 0 ? [ScheduleModule.forRoot()] : [],
      controllers: [
        HealthController,
        MetricsController,
        ...(roles.includes('api') ? [OverviewController, RecordsController] : []),
      ],
      providers: [
        { provide: GATEWAY, useValue: gateway },
        { provide: APP_GUARD, useClass: AccessGuard },
        ...schedules,
      ],
    };
  }
}

/** Intake polls, delivery sweeps, and both need current knowledge; `scheduler` alone keeps lists and bells going. */
function schedulesOf(roles: readonly Role[]): Provider[] {
  const has = (...wanted: readonly Role[]): boolean => wanted.some((role) => roles.includes(role));
  return [
    ...(has('intake') ? [IntakeSchedule] : []),
    ...(has('delivery', 'scheduler') ? [DeliverySchedule] : []),
    ...(has('intake', 'delivery', 'scheduler') ? [KnowledgeSchedule] : []),
  ];
}
