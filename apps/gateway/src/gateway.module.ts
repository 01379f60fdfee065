import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, MiddlewareConsumer, NestModule, Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { systemClock } from '@kntc/platform';
import type { Role } from '@kntc/platform';
import { AccessGuard } from './api/access/access.guard';
import { AccessTokensController } from './api/access/access-tokens.controller';
import { ProviderController } from './api/access/pages/provider.controller';
import { SignInController } from './api/access/pages/sign-in.controller';
import { SessionController } from './api/access/session.controller';
import { signInMiddleware } from './api/access/sign-in.middleware';
import { EDGE_LIMITS } from './api/edge/edge-limits';
import { ACCOUNT_BUCKETS, RateGuard } from './api/edge/rate.guard';
import { TokenBuckets } from './api/edge/token-buckets';
import { AgenciesController } from './api/agencies.controller';
import { AlertsController } from './api/alerts.controller';
import { AuditController } from './api/audit.controller';
import { CasesController } from './api/cases.controller';
import { CausesController } from './api/causes.controller';
import { CodeListChangesController } from './api/code-list-changes.controller';
import { CodesController } from './api/codes.controller';
import { CrosswalkController } from './api/crosswalk.controller';
import { DecisionsController } from './api/decisions.controller';
import { ConflictsController } from './api/conflicts.controller';
import { FindingsController } from './api/findings.controller';
import { HealthController } from './api/health.controller';
import { HoldsController } from './api/holds.controller';
import { DeadlinesController } from './api/deadlines.controller';
import { ReceptionsController } from './api/receptions.controller';
import { RequestsController } from './api/requests.controller';
import { LedgerController } from './api/ledger.controller';
import { OutagesController } from './api/outages.controller';
import { CorrectionsController } from './api/corrections.controller';
import { QueuesController } from './api/queues.controller';
import { DuplicateSearchesController } from './api/duplicate-searches.controller';
import { DuplicatesController } from './api/duplicates.controller';
import { ProposalsController } from './api/proposals.controller';
import { EntryBatchesController } from './api/entry-batches.controller';
import { ShadowController } from './api/shadow.controller';
import { OverlaysController } from './api/overlays.controller';
import { HooksController } from './api/hooks.controller';
import { MetricsController } from './api/metrics.controller';
import { OpenApiController } from './api/openapi/openapi.controller';
import { OverviewController } from './api/overview.controller';
import { CauseNotesController } from './api/cause-notes.controller';
import { ResyncController } from './api/resync.controller';
import { RecordsController } from './api/records.controller';
import { StatutoryController } from './api/statutory.controller';
import { GATEWAY } from './api/tokens';
import { NationalAccountsController } from './api/national-accounts.controller';
import { UnmaskController } from './api/unmask.controller';
import { UsersController } from './api/users.controller';
import type { Gateway } from './composition/gateway';
import {
  AlertSchedule,
  AuditSchedule,
  DeliverySchedule,
  IntakeSchedule,
  KnowledgeSchedule,
  ReceiptSchedule,
  ReconciliationSchedule,
  RestorationSchedule,
  ResyncSchedule,
} from './schedule/gateway.schedule';

/** What the role `api` serves; the matrix in test/access says to whom. */
const API = [
  HooksController,
  OverviewController,
  QueuesController,
  RecordsController,
  CasesController,
  CausesController,
  CauseNotesController,
  DeadlinesController,
  ReceptionsController,
  RequestsController,
  LedgerController,
  StatutoryController,
  ShadowController,
  EntryBatchesController,
  HoldsController,
  OverlaysController,
  ConflictsController,
  FindingsController,
  // Before the pairs, of which each is an address of its own.
  DuplicateSearchesController,
  DuplicatesController,
  ProposalsController,
  CorrectionsController,
  OutagesController,
  AlertsController,
  DecisionsController,
  ResyncController,
  CodesController,
  CrosswalkController,
  CodeListChangesController,
  AgenciesController,
  UsersController,
  NationalAccountsController,
  OpenApiController,
  AuditController,
  UnmaskController,
  SessionController,
  AccessTokensController,
  SignInController,
  ProviderController,
];

/** Wiring only: which controllers and schedules this process runs, by its roles. */
@Module({})
export class GatewayModule implements NestModule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(signInMiddleware(() => this.gateway.parts.access)).forRoutes('{*path}');
  }

  static of(gateway: Gateway, roles: readonly Role[]): DynamicModule {
    const schedules = schedulesOf(roles);
    return {
      module: GatewayModule,
      imports: schedules.length > 0 ? [ScheduleModule.forRoot()] : [],
      controllers: [HealthController, MetricsController, ...(roles.includes('api') ? API : [])],
      providers: [
        { provide: GATEWAY, useValue: gateway },
        // In this order: who asks is known before it is counted how much.
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RateGuard },
        {
          provide: ACCOUNT_BUCKETS,
          useValue: new TokenBuckets(EDGE_LIMITS.perAccount, () => systemClock.monotonicMs()),
        },
        ...schedules,
      ],
    };
  }
}

/** Intake polls, delivery sweeps, reconciliation compares, and all need current knowledge; `scheduler` alone keeps lists and bells going. */
function schedulesOf(roles: readonly Role[]): Provider[] {
  const has = (...wanted: readonly Role[]): boolean => wanted.some((role) => roles.includes(role));
  return [
    ...(has('intake') ? [IntakeSchedule] : []),
    ...(has('delivery', 'scheduler')
      ? [AlertSchedule, DeliverySchedule, AuditSchedule, ReceiptSchedule, RestorationSchedule, ResyncSchedule]
      : []),
    ...(has('reconcile') ? [ReconciliationSchedule] : []),
    ...(has('intake', 'delivery', 'scheduler', 'reconcile') ? [KnowledgeSchedule] : []),
  ];
}
