import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GATEWAY } from '../api/tokens';
import type { Gateway } from '../composition/gateway';

/** When sources are read; what that does stands in {@link Gateway}. */
@Injectable()
export class IntakeSchedule {
  #isPollingOften = false;

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** Sources have their own poll times; this only looks whose turn it is, and who was rung for. */
  @Interval(500)
  async poll(): Promise<void> {
    await this.gateway.pollSources().catch(() => undefined);
  }

  @Interval(500)
  async checkDuplicates(): Promise<void> {
    await this.gateway.checkDuplicates();
  }

  /**
   * Between two such looks, which ask the database: sources that are to be looked at more often than that. One at a time,
   * so that a database that answers slowly is not asked ever more.
   */
  @Interval(25)
  async pollOften(): Promise<void> {
    if (this.#isPollingOften || !this.gateway.isPollDue) return;
    this.#isPollingOften = true;
    await this.gateway.pollSources().catch(() => undefined);
    this.#isPollingOften = false;
  }
}

/** When bells that nobody heard are rung again. */
@Injectable()
export class DeliverySchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Interval(3_000)
  async sweep(): Promise<void> {
    await this.gateway.sweep();
  }

  @Interval(2_000)
  async outages(): Promise<void> {
    await this.gateway.keepOutages();
  }
}

/** When re-syncs that people began go on. */
@Injectable()
export class ResyncSchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Interval(1_000)
  async run(): Promise<void> {
    await this.gateway.runResyncs();
  }
}

/** When code lists, crosswalk and policy are looked at again. */
@Injectable()
export class KnowledgeSchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Interval(5_000)
  async refresh(): Promise<void> {
    await this.gateway.refreshKnowledge();
  }
}

/** When the audit is compared with what its witness remembers. */
@Injectable()
export class AuditSchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** How often it really looks depends on what it saw; this only asks whether it is time. */
  @Interval(10_000)
  async check(): Promise<void> {
    await this.gateway.checkAudit();
  }
}

/** When somebody looks whether people must be told of something. */
@Injectable()
export class AlertSchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** One process of all looks and sends; how often it looks stands in `alerts.yaml`. */
  @Interval(5_000)
  async watch(): Promise<void> {
    await this.gateway.watchAlerts();
  }
}

/** When receipts come into their chain. */
@Injectable()
export class ReceiptSchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Interval(2_000)
  async keep(): Promise<void> {
    await this.gateway.keepReceipts();
  }
}

/** When both sides are looked at for having gone back in time. */
@Injectable()
export class RestorationSchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** How often it really looks depends on what it saw; this only asks whether it is time. */
  @Interval(5_000)
  async compare(): Promise<void> {
    await this.gateway.compareSides();
  }
}

/** When records are compared with what stands at the far side. */
@Injectable()
export class ReconciliationSchedule {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  /** One process of all compares at a time; this asks whether there is anything to compare. */
  @Interval(5_000)
  async reconcile(): Promise<void> {
    await this.gateway.reconcile();
  }
}
