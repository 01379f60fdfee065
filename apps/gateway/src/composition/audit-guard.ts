import { GatewayError, isBroken } from '@kntc/domain';
import type { ChainStanding, Clock, Logger } from '@kntc/domain';
import type { Metrics } from '@kntc/platform';

/** A chain that somebody outside remembers: the audit, the receipts. */
export interface CheckedChain {
  /** @throws GatewayError `GW_T304` when its witness cannot be asked */
  check(): Promise<ChainStanding>;
}

interface GuardTools {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'showAudit'>;
}

const EVERY_MS = 3_600_000;
const AGAIN_MS = 60_000;

/**
 * Compares audit and receipts with what their witnesses remember: at start, then every hour, every minute while something is
 * wrong. A database that is older than its witness was put back, and a gateway on it would send again what it had sent:
 * nothing is delivered until two people decide. A witness that is merely away stops no delivery – people's actions wait
 * for it anyway – and is asked again.
 */
export class AuditGuard {
  #isBroken = false;
  #isAway = false;
  #dueAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly chains: readonly CheckedChain[],
    private readonly tools: GuardTools,
  ) {}

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** A witness could not be asked when it was asked last. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** Looks when it is time to. */
  async look(): Promise<void> {
    const { clock } = this.tools;
    if (clock.monotonicMs() < this.#dueAtMs) return;
    const isFine = await this.#check();
    this.#dueAtMs = clock.monotonicMs() + (isFine ? EVERY_MS : AGAIN_MS);
  }

  /**
   * Looks now, whenever it looked last: a database that was gone for a moment may be another one. Never fails; a witness
   * that is away says nothing against it.
   */
  async mayTrustDatabase(): Promise<boolean> {
    try {
      await this.#check();
    } catch (err) {
      this.tools.logger.error({ stage: 'audit', err }, 'the database could not be compared with its witness');
      return false;
    }
    return !this.#isBroken;
  }

  async #check(): Promise<boolean> {
    const { logger, metrics } = this.tools;
    try {
      const standings: ChainStanding[] = [];
      for (const chain of this.chains) standings.push(await chain.check());
      const broken = standings.find(isBroken);
      this.#isBroken = broken !== undefined;
      this.#isAway = false;
      metrics.showAudit({ isBroken: this.#isBroken, isAway: false });
      if (broken !== undefined)
        logger.error(
          { stage: 'audit', code: 'GW_T309', count: broken.last },
          'audit or receipts do not fit to their witness: nothing is delivered',
        );
      return !this.#isBroken;
    } catch (err) {
      if (!(err instanceof GatewayError)) throw err;
      this.#isAway = true;
      metrics.showAudit({ isBroken: this.#isBroken, isAway: true });
      logger.error({ stage: 'audit', code: err.code, err }, 'the witness of the audit cannot be asked');
      return false;
    }
  }
}
