import { isOutage, isPauseCode } from '@kntc/domain';
import type { Clock, Logger, OutageStore, ShutGate } from '@kntc/domain';
import type { Gates } from './gates';

/** How often what waits is put on the list while an outage lasts; it is once more right before the gate opens. */
const LIST_EVERY_MS = 10_000;

interface KeeperTools {
  readonly store: OutageStore;
  /** Of this process, another one at every start. */
  readonly processId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What this process said of an outage last. */
interface Told {
  readonly code: string;
  readonly failedProbes: number;
  readonly shutAtMs: number;
  readonly listedAtMs: number;
}

/**
 * Turns gates that are shut into outages: one for all processes, begun once, ended when deliveries succeed again. It looks
 * every few seconds and asks nothing of delivery; what it cannot write it writes at its next look.
 */
export class OutageKeeper {
  readonly #told = new Map<string, Told>();
  #hasRamp = false;

  constructor(
    private readonly gates: Gates,
    private readonly tools: KeeperTools,
  ) {}

  /** Before anything is sent: an outage that was standing when the last process ended is asked about first. */
  async resume(): Promise<void> {
    for (const { scope, code } of await this.tools.store.standing())
      if (isPauseCode(code)) this.gates.resume(code, scope);
  }

  async turn(): Promise<void> {
    const { store, processId } = this.tools;
    // Taken first: what is answered from here on is seen at the next turn.
    const work = this.gates.tally.take();
    const { shut } = this.gates;
    for (const gate of shut) if (isOutage(gate)) await this.#report(gate);
    for (const { scope } of await store.standing())
      if (!shut.some((gate) => gate.scope === scope)) await this.#mayBeOver(scope, work.answered);
    const { share } = this.gates.ramp;
    if (share !== undefined || this.#hasRamp) await store.noteShare(processId, share);
    this.#hasRamp = share !== undefined;
    if (work.asked > 0 || work.done > 0) await store.noteWork(work.asked, work.done);
  }

  async #report(gate: ShutGate): Promise<void> {
    const { store, processId, clock, logger } = this.tools;
    const now = clock.monotonicMs();
    const shutAtMs = now - gate.shutForMs;
    const before = this.#told.get(gate.scope);
    const isSame = before !== undefined && Math.abs(before.shutAtMs - shutAtMs) < 1;
    const begun = await store.report(processId, {
      ...gate,
      isNews: before?.code !== gate.code,
      newFailedProbes: gate.failedProbes - (isSame ? before.failedProbes : 0),
    });
    if (begun === 'began')
      logger.error({ stage: 'delivery', code: gate.code, ...named(gate.scope) }, 'outage began');
    const listsNow = before === undefined || now - before.listedAtMs >= LIST_EVERY_MS;
    if (listsNow) await store.listWaiting(gate.scope, gate.agencies);
    this.#told.set(gate.scope, {
      code: gate.code,
      failedProbes: gate.failedProbes,
      shutAtMs,
      listedAtMs: listsNow ? now : before.listedAtMs,
    });
  }

  /** The gate of this process is open: nobody's word but that of a delivery says that it is over. */
  async #mayBeOver(scope: string, answered: ReadonlySet<string>): Promise<void> {
    const { store, processId, logger } = this.tools;
    if (this.#told.delete(scope)) await store.reopened(processId, scope);
    const isDelivering = this.gates.accountsOf(scope).some((account) => answered.has(account));
    if (await store.end(scope, isDelivering))
      logger.info({ stage: 'delivery', ...named(scope) }, 'outage ended');
  }
}

function named(scope: string): { readonly account?: string } {
  return scope === '' ? {} : { account: scope };
}
