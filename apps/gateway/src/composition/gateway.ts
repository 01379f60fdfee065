import { setMaxListeners } from 'node:events';
import { dateInVietnam, deadlineDays, GatewayError, isPauseCode } from '@kntc/domain';
import { CODE_LISTS, refreshCodeLists } from '@kntc/intake';
import { ConflictRules } from './conflict-rules';
import { gaugesOf, reconciliationGaugesOf } from './delivery-look';
import { sourceGaugesOf } from './source-gauges';
import type { GatewayParts, PolledSource } from './gateway-parts';

const RING_AGAIN_AFTER_MS = 30_000;
/** A source that is slow to read rests a quarter of the time that took before it is read again, and never longer than its rate. */
const REST = 0.25;

/**
 * One gateway process: everything it does over and over, as methods that schedules call. Each may be called while
 * another runs; a second call of the same one while the first still runs does nothing.
 */
export class Gateway {
  readonly #stopping = new AbortController();
  readonly #running = new Set<string>();
  /** When a source is to be read next; without it, at once. */
  readonly #pollDueMs = new Map<string, number>();
  readonly #bellsSeen = new Map<string, string>();
  #listsAtMs = Number.NEGATIVE_INFINITY;
  /** Sources a person paused, as the last look saw it. */
  #pausedSources: ReadonlySet<string> = new Set();
  #isDelivering = false;
  #hadCodeLists = false;
  #wantsDelivery = false;
  readonly #conflictRules: ConflictRules;

  constructor(readonly parts: GatewayParts) {
    this.#conflictRules = new ConflictRules(parts);
    // Every look-up under way listens.
    setMaxListeners(0, this.#stopping.signal);
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Every source was read to its end at least once since this process started, or is paused, or waits for its mapping. */
  get hasReadAll(): boolean {
    const { sources, mappings } = this.parts;
    const isLeft = (id: string): boolean => mappings.isHeld(id) || this.#pausedSources.has(id);
    return sources.every(({ source: { info } }) => this.#pollDueMs.has(info.id) || isLeft(info.id));
  }

  /** Answers the doorbell and starts sending; once, and not on a database that fits to no witness. */
  async startDelivery(): Promise<void> {
    await this.parts.audit.look();
    this.#wantsDelivery = true;
    if (this.#isDelivering || this.parts.audit.isBroken) return;
    this.#isDelivering = true;
    try {
      await this.#beginDelivery();
    } catch (err) {
      // It begins at the next look at the audit.
      this.#isDelivering = false;
      throw err;
    }
  }

  async #beginDelivery(): Promise<void> {
    await this.parts.outages.resume();
    // Before anything is sent: what it acknowledged may be lost since we stopped.
    await this.parts.stillThere.look(this.#stopping.signal);
    await this.parts.doorbell.answer((lanes) => this.parts.deliver.ring(lanes));
    this.parts.deliver.start();
  }

  /** Looks at the audit when it is time; starts what waited for it, stops what must not go on. */
  checkAudit(): Promise<void> {
    return this.#alone('audit', async () => {
      await this.parts.audit.look();
      if (!this.parts.audit.isBroken && this.#wantsDelivery) await this.startDelivery();
      // Its lanes are given back for good: what was put back under a running process is for a new one.
      if (this.parts.audit.isBroken && this.#isDelivering) await this.parts.deliver.stop();
    });
  }

  /** What a side that went back in time makes necessary: only looks, never sends. */
  compareSides(): Promise<void> {
    return this.#alone('restoration', async () => {
      const { audit, bothSides, stillThere } = this.parts;
      if (!this.#isDelivering || audit.isBroken) return;
      await stillThere.look(this.#stopping.signal);
      await bothSides.turn(this.#stopping.signal);
    });
  }

  /** Reads back what was confirmed and compares: only looks. Delivery that is stopped is a far side that is not asked. */
  reconcile(): Promise<void> {
    return this.#alone('reconciliation', async () => {
      const { audit, reconcile, shadow, findStrangers, corrections, deliver } = this.parts;
      if (!this.#isDelivering) await audit.look();
      else if (deliver.gateState.pausedCode !== undefined) return;
      if (audit.isBroken) return;
      await findStrangers.turn(this.#stopping.signal);
      await reconcile.turn(this.#stopping.signal);
      await this.#conflictRules.turn(this.#stopping.signal);
      await shadow.turn(this.#stopping.signal);
      const count = await corrections.keep();
      if (count > 0)
        this.parts.logger.info(
          { stage: 'reconciliation', count },
          'the far side corrected what was asked for',
        );
    });
  }

  /** Compares what came in with what there is, before it is sent for the first time. */
  async checkDuplicates(): Promise<void> {
    const { duplicateWatch: watch, audit, deliver } = this.parts;
    await this.#alone('duplicates', async () => watch?.turn(this.#stopping.signal));
    if (audit.isBroken || deliver.gateState.pausedCode !== undefined) return;
    await this.#alone('national-look-ups', async () => watch?.askThere(this.#stopping.signal));
  }

  /** National lists when they are due, then whatever a person or another process changed; re-judges if anything did. */
  refreshKnowledge(): Promise<void> {
    return this.#alone('knowledge', async () => {
      const { clock, refreshListsEveryMs } = this.parts;
      if (clock.monotonicMs() - this.#listsAtMs >= refreshListsEveryMs) await this.#refreshLists();
      await this.#reload();
      for (const { source } of await this.#readable()) {
        const count = await this.parts.intake.rejudge(source, this.#stopping.signal);
        if (count > 0)
          this.parts.logger.info({ stage: 'intake', source: source.info.id, count }, 'records judged again');
      }
      const ended = await this.parts.renditions.endOutdated();
      if (ended > 0)
        this.parts.logger.warn(
          { stage: 'renditions', count: ended },
          'originals changed: summaries are sent again',
        );
    });
  }

  /** Whether every national list has been fetched at least once; before that nothing can be translated. */
  async hasCodeLists(): Promise<boolean> {
    return (await this.parts.configuration.fetchedLists()) >= CODE_LISTS.length;
  }

  /** Whether the time of a source has come that is not being read; says nothing about bells, and asks nobody. */
  get isPollDue(): boolean {
    const now = this.parts.clock.monotonicMs();
    return this.parts.sources.some(({ source }) => {
      const dueMs = this.#pollDueMs.get(source.info.id) ?? now;
      const isLeft = this.#pausedSources.has(source.info.id) || this.#running.has(`poll ${source.info.id}`);
      return now >= dueMs && !isLeft;
    });
  }

  /** Reads each source whose poll is due. One source that fails or is slow does not stop the others. */
  async pollSources(): Promise<void> {
    // Lists that were fetched once stay.
    this.#hadCodeLists ||= await this.hasCodeLists();
    if (!this.#hadCodeLists) return;
    const rung = (await this.parts.rung?.()) ?? new Map<string, string>();
    this.#pausedSources = await this.parts.queuePauses.pausedSources();
    const wanted = (await this.#readable()).filter(({ source }) => !this.#pausedSources.has(source.info.id));
    await Promise.all(wanted.map((polled) => this.#poll(polled, rung)));
  }

  /** Rings what is due and was not rung for a while. */
  sweep(): Promise<void> {
    return this.#alone('sweep', async () => {
      const { sweep, deliver, sweepAtMost } = this.parts;
      const lanes = await sweep.takeUnrung(sweepAtMost, RING_AGAIN_AFTER_MS, deliver.pausedAgencies);
      if (lanes.length > 0) await this.parts.doorbell.ring(lanes);
    });
  }

  /** Re-syncs that people began: records become due, or are judged again; results are noted. */
  runResyncs(): Promise<void> {
    return this.#alone('resync', async () => {
      if (!this.parts.audit.isBroken) await this.parts.runResyncs.turn(this.#stopping.signal);
    });
  }

  /** Gates that are shut become outages, and outages end. */
  keepOutages(): Promise<void> {
    return this.#alone('outages', async () => {
      if (this.#isDelivering) await this.parts.outages.turn();
    });
  }

  /** Looks whether something is wrong and tells people; no failure of it stops anything else. */
  watchAlerts(): Promise<void> {
    return this.#alone('alerts', () => this.parts.alertWatch.turn(this.#stopping.signal));
  }

  /** Receipts of what was confirmed; not on a database that is older than its witness, whose chain is not the one. */
  keepReceipts(): Promise<void> {
    return this.#alone('receipts', async () => {
      if (!this.parts.audit.isBroken) await this.parts.receipts.turn();
    });
  }

  showMetrics(): Promise<void> {
    return this.#alone('metrics', async () => {
      const { reports, ledger, metrics, looks, clock, calendar } = this.parts;
      const days = deadlineDays(calendar, dateInVietnam(clock.now()));
      const depth = await reports.queueDepth();
      metrics.showDelivery(gaugesOf(await looks.look(), clock.now()));
      metrics.showReconciliation(reconciliationGaugesOf(await looks.reconciliation(), clock.now()));
      metrics.showDeadlines({
        ...(await reports.deadlines(days)),
        requests: await reports.requests(days),
      });
      const [sources, gone] = await Promise.all([reports.sources(), reports.goneBySource()]);
      metrics.show({
        due: depth.due,
        inFlight: depth.inFlight,
        unknown: depth.unknown,
        held: Object.fromEntries(await reports.holdCounts()),
        quarantined: Object.fromEntries(await reports.quarantineCounts()),
        oldestDueSeconds: depth.oldestDueSeconds,
        unaccounted: await ledger.unaccounted(),
        sources: Object.fromEntries(sources.map((source) => [source.id, sourceGaugesOf(source, gone)])),
      });
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.parts.deliver.stop();
    if (!this.parts.audit.isBroken) await this.parts.receipts.finish();
    await this.parts.alertWatch.stop();
    await this.parts.doorbell.close();
    await Promise.all(this.parts.sources.map(({ source }) => source.close()));
    await this.parts.dispose();
  }

  async #refreshLists(): Promise<void> {
    const { profile, configuration, logger, clock, deliver } = this.parts;
    // A far side that refuses our account must not be asked again and again: the gate asks, ever more rarely.
    if (this.#isDelivering && deliver.gateState.pausedCode !== undefined) return;
    try {
      await refreshCodeLists(profile, configuration, logger);
      this.#listsAtMs = clock.monotonicMs();
    } catch (err) {
      if (!(err instanceof GatewayError)) throw err;
      logger.error({ stage: 'code-lists', code: err.code }, 'national code lists not refreshed');
      if (isPauseCode(err.code)) deliver.pause(err.code);
    }
  }

  async #reload(): Promise<void> {
    const { knowledge, configuration, policies, province } = this.parts;
    const codeBook = await configuration.loadCodeBook(province.agencies);
    if (codeBook.version !== knowledge.codeBook.version) knowledge.codeBook = codeBook;
    knowledge.identityPolicy = await policies.current();
  }

  /** Sources with a mapping in use; the others are read at once when theirs comes into use. */
  async #readable(): Promise<readonly PolledSource[]> {
    const { mappings, sources } = this.parts;
    await mappings.look();
    for (const { source } of sources)
      if (mappings.isHeld(source.info.id)) this.#pollDueMs.delete(source.info.id);
    return sources.filter(({ source }) => !mappings.isHeld(source.info.id));
  }

  async #poll(
    { source, pollEveryMs, keyPassEveryMs, digestPassEveryMs, answer }: PolledSource,
    rung: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { clock, intake, keyPass, digestPass, logger } = this.parts;
    const dueMs = this.#pollDueMs.get(source.info.id);
    const bell = rung.get(source.info.id);
    const isRung = bell !== this.#bellsSeen.get(source.info.id);
    const beganMs = clock.monotonicMs();
    if (beganMs < (dueMs ?? beganMs) && !isRung) return;
    await this.#alone(`poll ${source.info.id}`, async () => {
      // Before it is read: a bell that rings meanwhile may speak of a row this reading has passed.
      if (bell !== undefined) this.#bellsSeen.set(source.info.id, bell);
      const report = await intake.readSource(source, this.#stopping.signal);
      if (report.isElsewhere === true) return;
      const endedMs = clock.monotonicMs();
      const restMs = Math.min(pollEveryMs, (endedMs - beganMs) * REST);
      this.#pollDueMs.set(source.info.id, Math.max(beganMs + pollEveryMs, endedMs + restMs));
      const withFiles = await intake.lookAtFiles(source, this.#stopping.signal);
      const count = report.judged + withFiles;
      if (count > 0) logger.info({ stage: 'intake', source: source.info.id, count }, 'records judged');
      if (report.read > 0 || withFiles > 0 || dueMs === undefined) await answer?.();
      const pass = await keyPass.run(source, keyPassEveryMs, this.#stopping.signal);
      if (pass.kind === 'complete' && pass.gone + pass.back > 0)
        logger.info({ stage: 'intake', source: source.info.id, count: pass.gone }, 'gone at source');
      const digested = await digestPass.run(source, digestPassEveryMs, this.#stopping.signal);
      if (digested.kind === 'compared' && digested.changed > 0)
        logger.info(
          { stage: 'intake', source: source.info.id, count: digested.changed },
          'changed without a watermark',
        );
    });
  }

  /** Runs unless the same name is running; failures are logged and the next turn tries again. */
  async #alone(name: string, work: () => Promise<void>): Promise<void> {
    if (this.isStopping || this.#running.has(name)) return;
    this.#running.add(name);
    try {
      await work();
    } catch (err) {
      if (!this.isStopping) this.parts.logger.error({ stage: name, err }, 'turn failed, will be tried again');
    } finally {
      this.#running.delete(name);
    }
  }
}
