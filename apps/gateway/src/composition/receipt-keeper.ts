import { FAILURES, GatewayError } from '@kntc/domain';
import type {
  AuditWitness,
  ChainStanding,
  CheckpointSigner,
  Clock,
  Logger,
  TimeStampAuthority,
} from '@kntc/domain';
import type { Metrics } from '@kntc/platform';
import type { PgReceipts } from '@kntc/storage';

interface KeeperTools {
  readonly signer: CheckpointSigner;
  /** Without one, nobody outside the province says when a checkpoint was there. */
  readonly authority: TimeStampAuthority | undefined;
  /** Remembers how far the chain has come, so that a cut end is seen even when its signatures are cut as well. */
  readonly witness: Pick<AuditWitness, 'remember' | 'newest'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'showReceipts'>;
}

/** One transaction: short enough that delivery never waits for it. */
const BATCH = 1_000;
/** What is not done by then waits for the next start. */
const FINISH_WITHIN_MS = 5_000;
const SIGN_EVERY_MS = 60_000;
const STAMP_EVERY_MS = 600_000;

/**
 * Brings receipts into their chain a few seconds after their steps, signs how far it has come every minute, and has every
 * day that is over stamped outside. What fails is tried again; nothing is lost meanwhile, and delivery does not wait.
 */
export class ReceiptKeeper {
  #signAtMs = Number.NEGATIVE_INFINITY;
  #stampAtMs = Number.NEGATIVE_INFINITY;
  #isSigningFailing = false;
  #isStampingFailing = false;

  constructor(
    private readonly receipts: Pick<PgReceipts, 'chain' | 'sign' | 'stamp' | 'standing'>,
    private readonly tools: KeeperTools,
  ) {}

  /**
   * How the chain stands to what is remembered of it outside: behind, when the database was put back from a backup, though
   * nobody may have acted since.
   * @throws GatewayError `GW_T304` when the witness cannot be asked
   */
  async check(): Promise<ChainStanding> {
    return this.receipts.standing(await this.tools.witness.newest());
  }

  /** Receipts of this process could not be signed, or stamped, when that was tried last. */
  get isFailing(): boolean {
    return this.#isSigningFailing || this.#isStampingFailing;
  }

  async turn(): Promise<void> {
    const { clock, authority } = this.tools;
    await this.#chainAll();
    const now = clock.monotonicMs();
    if (now >= this.#signAtMs) {
      this.#signAtMs = now + SIGN_EVERY_MS;
      const isDone = await this.#trying('receipts are not signed', () => this.#sign());
      this.#isSigningFailing = !isDone;
      this.tools.metrics.showReceipts({ signing: !isDone });
    }
    if (authority !== undefined && now >= this.#stampAtMs) {
      this.#stampAtMs = now + STAMP_EVERY_MS;
      const isDone = await this.#trying('receipts are not stamped', () => this.receipts.stamp(authority));
      this.#isStampingFailing = !isDone;
      this.tools.metrics.showReceipts({ stamping: !isDone });
    }
  }

  /** The process ends: nothing of it stays unsigned, unless the database has gone silent. */
  async finish(): Promise<void> {
    const done = new AbortController();
    await Promise.race([this.#last(), this.tools.clock.sleep(FINISH_WITHIN_MS, done.signal)]);
    done.abort();
  }

  async #last(): Promise<void> {
    await this.#trying('receipts stay for the next start', async () => {
      await this.#chainAll();
      await this.#sign();
    });
  }

  async #chainAll(): Promise<void> {
    while ((await this.receipts.chain(BATCH)) === BATCH);
  }

  async #sign(): Promise<void> {
    const checkpoint = await this.receipts.sign(this.tools.signer);
    if (checkpoint !== undefined) await this.tools.witness.remember(checkpoint, checkpoint.at);
  }

  async #trying(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (err) {
      const code = err instanceof GatewayError ? err.code : undefined;
      const text = code === undefined ? what : `${what}: ${FAILURES[code].vi}`;
      this.tools.logger.error({ stage: 'receipts', ...(code !== undefined && { code }), err }, text);
      return false;
    }
  }
}
