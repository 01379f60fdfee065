import { LANES, correlated, correlationId } from '@kntc/domain';
import type { DueRecord, LaneSession, LaneStore, PauseCode } from '@kntc/domain';
import { groupByLane } from './by-lane';
import { CreateCaution } from './create-caution';
import { endFrozenOwners } from './frozen-owners';
import { Gates } from './gates';
import type { GatesState } from './gates';
import { RecordDelivery } from './record-delivery';
import type { DeliveryPorts, RecordContext, WatchedAnswer } from './delivery-ports';

type Fetched = Pick<RecordContext, 'session' | 'fetchedAtMs'>;

export interface DeliverOptions {
  /** Lanes sending at once in this process: the number of requests in flight. */
  readonly concurrency: number;
  /** Records a lane takes per fetch; bounds memory to concurrency × perLane cases. */
  readonly perLane: number;
  /** How long a stop waits for requests in flight before it leaves them to the next owner. */
  readonly stopGraceMs: number;
  /** Ids of the agencies whose records there are; those of a paused account are not even fetched. */
  readonly agencies?: readonly string[];
  /** How long sending takes after an outage from a tenth of the limits to all of them; without it there is no ramp. */
  readonly rampMs?: number;
  /** Steps that may be sent within a minute; without it as many as can be. */
  readonly requestsPerMinute?: number | 'unlimited';
}

/** How long a lane works on what it fetched: what comes in meanwhile goes first, and may be more urgent. */
const LANE_TURN_MS = 15_000;
/** Lanes at once while a change of the mapping is watched: no more can be on their way when it turns out to be wrong. */
const WATCHED_AT_ONCE = 2;
const REOPEN_MS = 1_000;
/** How often it is looked for due work that nobody rang for. */
const LOOK_EVERY_MS = 5_000;

/**
 * The delivery use-case: owns lanes, takes their due records, and delivers them one after the other inside a lane
 * and many lanes side by side. The doorbell calls {@link Deliver.ring}; everything else is looked up in SQL, so a
 * lost or doubled ring changes nothing.
 *
 * Losing the lane connection stops all lanes at once: nothing is sent that another process might be sending too.
 */
export class Deliver {
  readonly gates: Gates;
  readonly #caution = new CreateCaution();
  readonly #hungry = new Set<number>();
  readonly #busy = new Map<number, Promise<void>>();
  readonly #stopping = new AbortController();
  #wake: AbortController = new AbortController();
  #isWatching = false;
  #lookAtMs = 0;
  #session: LaneSession | undefined;
  #running: Promise<void> | undefined;
  #watching: Promise<void> | undefined;
  #probing: Promise<void> | undefined;

  constructor(
    private readonly store: LaneStore,
    private readonly ports: DeliveryPorts,
    private readonly options: DeliverOptions,
  ) {
    const { rampMs = 0, requestsPerMinute: perMinute = 'unlimited', agencies = [], concurrency } = options;
    this.gates = new Gates(ports, { rampMs, perMinute, agencies, concurrency });
  }

  get gateState(): GatesState {
    return this.gates.state;
  }

  /** Agencies whose account is paused, or for which people paused sending: their due records wait where they are. */
  get pausedAgencies(): readonly string[] {
    const ofAccounts = this.gates.pausedAccounts.flatMap((account) => this.gates.agenciesOf(account) ?? []);
    return [...ofAccounts, ...this.gates.heldAgencies];
  }

  start(): void {
    this.#running ??= this.#run();
    this.#watching ??= endFrozenOwners(this.store, this.ports, {
      stopping: this.#stopping.signal,
      session: () => this.#session,
      ring: (lanes) => this.ring(lanes),
    });
  }

  /** Something may be due in these lanes. */
  ring(lanes: readonly number[]): void {
    for (const lane of lanes) this.#hungry.add(lane);
    this.#wake.abort();
  }

  /** Somebody else was refused or found nobody: no lane sends, and the probing begins now. */
  pause(code: PauseCode): void {
    this.gates.pause({ code });
    this.#wake.abort();
  }

  /** Lets requests in flight end (up to the grace) and gives the lanes back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    const idle = new AbortController();
    const allIdle = Promise.all(this.#busy.values()).then(() => idle.abort());
    await Promise.race([allIdle, this.ports.clock.sleep(this.options.stopGraceMs, idle.signal)]);
    await this.#session?.close();
    await Promise.all([this.#running, this.#watching]);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const session = await this.#openSession();
      if (session === undefined) continue;
      try {
        await this.#serve(session);
      } catch (err) {
        this.ports.logger.error({ stage: 'delivery', err }, 'lane session broke');
        await session.close();
        await this.ports.clock.sleep(REOPEN_MS, this.#stopping.signal);
      }
      await session.close();
    }
  }

  async #openSession(): Promise<LaneSession | undefined> {
    let session: LaneSession | undefined;
    try {
      session = await this.store.open();
      if ((await this.ports.mayTrustDatabase?.()) === false) return await this.#leave(session);
      session.lost.addEventListener('abort', () => this.#wake.abort());
      this.#session = session;
      this.ring(await session.dueLanes(LANES));
      return session;
    } catch (err) {
      this.ports.logger.error({ stage: 'delivery', code: 'GW_T301', err }, 'cannot open the lane connection');
      await session?.close();
      await this.ports.clock.sleep(REOPEN_MS, this.#stopping.signal);
      return undefined;
    }
  }

  /** A database that is older than what is remembered of it outside: nothing in it says what was sent. */
  async #leave(session: LaneSession): Promise<undefined> {
    await session.close();
    await this.ports.clock.sleep(LOOK_EVERY_MS, this.#stopping.signal);
  }

  async #serve(session: LaneSession): Promise<void> {
    while (!this.#stopping.signal.aborted && !session.lost.aborted) {
      this.#wake = new AbortController();
      await this.#lookAtBrakes(session);
      if (this.gates.isShut) {
        await this.#waitForGates();
        continue;
      }
      this.#probeAside(session);
      await this.#lookForDue(session);
      const lanes = await this.#nextLanes(session);
      if (lanes.length === 0) await this.ports.clock.sleep(this.#idleMs, this.#wake.signal);
      else await this.#startLanes(session, lanes);
    }
    await Promise.all([...this.#busy.values(), this.#probing]);
  }

  /** Until somebody rings, a probe is due, or it is time to look for what nobody rang for. */
  get #idleMs(): number {
    const untilLookMs = Math.max(0, this.#lookAtMs - this.ports.clock.monotonicMs());
    const untilProbeMs = this.#probing === undefined ? this.gates.waitMs : undefined;
    return Math.min(untilLookMs, untilProbeMs ?? untilLookMs);
  }

  /**
   * A bell nobody heard, of a queue that was cut off without a word, and the lanes of a process that died: both cost seconds
   * and no more, however busy our own lanes keep us meanwhile.
   */
  async #lookForDue(session: LaneSession): Promise<void> {
    if (this.ports.clock.monotonicMs() < this.#lookAtMs) return;
    for (const lane of await session.dueLanes(LANES)) this.#hungry.add(lane);
    this.#lookAtMs = this.ports.clock.monotonicMs() + LOOK_EVERY_MS;
  }

  /** What people or another process decided in the database counts from the next lane on. */
  async #lookAtBrakes(session: LaneSession): Promise<void> {
    const { pausedCode, pausedAgencies, isWatching } = await session.lookAtBrakes();
    this.gates.hold(pausedCode, pausedAgencies);
    this.#isWatching = isWatching;
  }

  async #watched(session: LaneSession, seen: WatchedAnswer): Promise<void> {
    try {
      if ((await session.noteWatched(seen)) !== 'tripped') return;
      this.gates.hold('GW_N209');
      this.ports.logger.error({ stage: 'delivery', code: 'GW_N209' }, 'delivery paused itself');
    } catch (err) {
      // What became of the record counts more; the next answer is counted again.
      this.ports.logger.warn({ stage: 'delivery', err }, 'an answer was not counted');
    }
  }

  async #waitForGates(): Promise<void> {
    const { waitMs = 0 } = this.gates;
    if (waitMs > 0) await this.ports.clock.sleep(waitMs, this.#stopping.signal);
    if (!this.#stopping.signal.aborted) await this.gates.probeDue((scope) => this.#beforeOpen(scope));
  }

  /** While some accounts wait and others send: their probes must not stop anybody. */
  #probeAside(session: LaneSession): void {
    const { waitMs } = this.gates;
    if (this.#probing !== undefined || waitMs === undefined || waitMs > 0) return;
    this.#probing = this.#probe(session)
      .catch((err: unknown) => this.ports.logger.warn({ stage: 'delivery', err }, 'lanes not rung'))
      .finally(() => {
        this.#probing = undefined;
        this.#wake.abort();
      });
  }

  async #probe(session: LaneSession): Promise<void> {
    if (await this.gates.probeDue((scope) => this.#beforeOpen(scope)))
      this.ring(await session.dueLanes(LANES));
  }

  /** Who waited is written down before the first of them goes; what cannot be written down does not hold anybody up. */
  async #beforeOpen(scope: string): Promise<void> {
    try {
      await this.ports.outages?.listWaiting(scope, this.gates.agenciesOf(scope));
    } catch (err) {
      this.ports.logger.warn({ stage: 'delivery', err }, 'the records of an outage were not listed');
    }
  }

  /** When more lanes wait than may send, those with something else than back-fill come first. */
  async #nextLanes(session: LaneSession): Promise<readonly number[]> {
    const { lanes } = this.gates;
    const most = this.#isWatching ? Math.min(WATCHED_AT_ONCE, lanes) : lanes;
    const free = Math.max(0, most - this.#busy.size);
    const waiting = [...this.#hungry].filter((lane) => !this.#busy.has(lane));
    if (free === 0 || waiting.length <= free) return waiting.slice(0, free);
    const urgent = await session.urgentLanes(free, [...this.#busy.keys()]);
    // Only what was rung for: a lane that another process owns would be tried for ever.
    const first = urgent.filter((lane) => this.#hungry.has(lane));
    return [...new Set([...first, ...waiting])].slice(0, free);
  }

  async #startLanes(session: LaneSession, lanes: readonly number[]): Promise<void> {
    for (const lane of lanes) this.#hungry.delete(lane);
    const owned = await session.acquire(lanes);
    if (owned.length === 0) return;
    const fetchedAtMs = this.ports.clock.monotonicMs();
    const records = await session.fetch(owned, this.options.perLane, this.pausedAgencies);
    const byLane = groupByLane(records);
    const idle = owned.filter((lane) => !byLane.has(lane));
    if (idle.length > 0) await session.release(idle);
    for (const [lane, due] of byLane) {
      // Never in the same turn: work that finds the gate just shut would end before it counts as begun.
      const work = this.#workLane({ session, fetchedAtMs }, due).finally(() => {
        this.#busy.delete(lane);
        this.ring([lane]);
      });
      this.#busy.set(lane, work);
    }
  }

  async #workLane(fetched: Fetched, records: readonly DueRecord[]): Promise<void> {
    const untilMs = this.ports.clock.monotonicMs() + LANE_TURN_MS;
    for (const record of records) {
      if (this.ports.clock.monotonicMs() > untilMs) break;
      if (fetched.session.lost.aborted || this.#stopping.signal.aborted || this.gates.isShut) break;
      await this.#deliverRecord(fetched, record);
    }
  }

  async #deliverRecord(fetched: Fetched, record: DueRecord): Promise<void> {
    const { session } = fetched;
    const account = this.ports.profile.accountOf(record.agencyId);
    const logger = correlated(this.ports.logger, correlationId(this.ports.random));
    const delivery = new RecordDelivery(record, {
      ...this.ports,
      ...fetched,
      logger,
      gate: this.gates.of(account, record.agencyId),
      account,
      caution: this.#caution,
      watch: this.#isWatching ? (seen) => this.#watched(session, seen) : undefined,
      stopping: this.#stopping.signal,
    });
    try {
      await delivery.run();
    } catch (err) {
      if (session.lost.aborted) return;
      logger.error(
        { stage: 'delivery', record: record.reference, attempt: delivery.attemptNo, err },
        'record failed unexpectedly',
      );
      await delivery.giveBack().catch(() => undefined);
    }
  }
}
