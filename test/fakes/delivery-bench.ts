import { Deliver } from '@kntc/delivery';
import type { DeliverOptions } from '@kntc/delivery';
import type { Case, IdentityPolicy, Random } from '@kntc/domain';
import { aCodeBook } from '../builders/a-code-book';
import { aBatch, anAccepted, aStanding, knownAs } from '../builders/a-judged-record';
import type { AcceptedWords } from '../builders/a-judged-record';
import { SOURCE } from '../builders/a-code-book';
import { FakeClock, settled } from './fake-clock';
import { FakeNationalProfile } from './fake-national-profile';
import type { FarSideOptions } from './fake-national-profile';
import { InMemoryIntakeStore } from './in-memory-intake-store';
import { InMemoryLaneStore } from './in-memory-lane-store';
import { InMemoryTables } from './in-memory-tables';
import type { NationalRecordRow } from './in-memory-tables';
import { RecordingLogger, RecordingMeter } from './recording-logger';

/** Half of every backoff, always. */
const HALF: Random = { next: () => 0.5 };
const SWEEP_MS = 1_000;

/** Delivery with everything around it in memory and in virtual time. */
export class DeliveryBench {
  readonly clock = new FakeClock();
  readonly tables = new InMemoryTables(this.clock);
  readonly intake = new InMemoryIntakeStore(this.tables);
  readonly lanes = new InMemoryLaneStore(this.tables);
  readonly logger = new RecordingLogger();
  readonly meter = new RecordingMeter();
  readonly far: FakeNationalProfile;
  /** Whether the database is the one that is remembered outside. */
  isTrusted = true;
  /** How often delivery suspected that the far side went back. */
  suspicions = 0;
  /** The identity policy in force. */
  policy: IdentityPolicy | undefined = 'withheld';
  readonly #options: DeliverOptions;
  #running: Deliver[] = [];

  constructor(far: Omit<FarSideOptions, 'clock'> = {}, options: Partial<DeliverOptions> = {}) {
    this.far = new FakeNationalProfile({ clock: this.clock, ...far });
    this.#options = { concurrency: 4, perLane: 8, stopGraceMs: 5_000, ...options };
    this.tables.registerSource(SOURCE);
  }

  /** Starts a delivery process on the shared tables. */
  start(): Deliver {
    const { far, clock, logger, meter } = this;
    const ports = {
      profile: far,
      codeBook: () => aCodeBook(),
      identityPolicy: () => this.policy,
      clock,
      random: HALF,
      logger,
      meter,
      mayTrustDatabase: () => Promise.resolve(this.isTrusted),
      suspectFarSide: () => {
        this.suspicions += 1;
      },
    };
    const deliver = new Deliver(this.lanes, ports, this.#options);
    this.#running.push(deliver);
    deliver.start();
    return deliver;
  }

  /** The database is what it was when `rows` were copied. Every connection to it breaks. */
  putBack(rows: InMemoryTables['rows']): void {
    this.tables.rows = rows;
    for (const session of this.lanes.sessions) session.lose();
  }

  /** Ends what runs; whoever still has a connection open afterwards fails the test. */
  async end(): Promise<void> {
    const stopping = Promise.all(this.#running.splice(0).map((deliver) => deliver.stop()));
    let isStopped = false;
    void stopping.finally(() => {
      isStopped = true;
    });
    await this.clock.until(() => isStopped);
    await stopping;
    if (this.lanes.openSessions > 0) throw new Error(`${this.lanes.openSessions} lane session(s) left open`);
  }

  /** Intake stores a version of a petition; its lanes are rung. */
  async accept(key: string, kase: Case, words: AcceptedWords = {}): Promise<void> {
    const known = (await this.intake.known(SOURCE, [key])).get(key);
    const record = knownAs(anAccepted(key, { ...words, case: kase }), known);
    const commit = await this.intake.commit(aBatch([record]));
    const lanes = commit.kind === 'stored' ? commit.lanes : [];
    for (const deliver of this.#running) deliver.ring(lanes);
  }

  /** As {@link accept}, but the rings are lost; its reference. */
  async acceptUnrung(key: string, kase: Case): Promise<string> {
    await this.intake.commit(aBatch([anAccepted(key, { case: kase })]));
    return this.reference(key);
  }

  /** Intake finds that a petition, accepted once, does not count any more. */
  async bar(key: string): Promise<void> {
    const known = (await this.intake.known(SOURCE, [key])).get(key);
    await this.intake.commit(aBatch([aStanding(key, 'quarantined', { known })]));
  }

  reference(key: string): string {
    return anAccepted(key).accepted?.reference ?? '';
  }

  row(key: string): NationalRecordRow {
    const row = this.tables.byReference(this.reference(key));
    if (row === undefined) throw new Error(`${key} has no national record`);
    return row;
  }

  state(key: string): string {
    const { state, holdCode, holdDetail } = this.row(key).outbox;
    return state === 'held' ? `held ${holdCode ?? ''} ${holdDetail ?? ''}`.trim() : state;
  }

  /** What the far side really accepted of a petition. */
  delivered(key: string): readonly string[] {
    return this.far.stepsOf(this.reference(key));
  }

  /** Rings what is due, as the sweeper does. */
  sweep(): void {
    const due = [...this.tables.rows.nationalRecords.values()].filter(
      ({ outbox }) => !['held', 'done'].includes(outbox.state) && outbox.dueAtMs <= this.tables.nowMs,
    );
    if (due.length === 0) return;
    for (const deliver of this.#running) deliver.ring([...new Set(due.map((row) => row.lane))]);
  }

  /** Time goes by, the sweeper rings on the way. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= SWEEP_MS) {
      this.sweep();
      await this.clock.advance(Math.min(SWEEP_MS, left));
    }
    this.sweep();
    await settled();
  }

  /** Time goes by until the condition holds; fails when it does not within ten virtual minutes. */
  async until(holds: () => boolean, withinMs = 600_000): Promise<void> {
    await settled();
    for (let waited = 0; !holds(); waited += SWEEP_MS) {
      if (waited > withinMs) {
        const states = [...this.tables.rows.nationalRecords.values()].map((row) => row.outbox.state);
        throw new Error(`did not happen within ${withinMs} virtual milliseconds: ${states.join(', ')}`);
      }
      await this.pass(SWEEP_MS);
    }
  }

  /** Until no record can go on by itself. */
  async converged(withinMs?: number): Promise<void> {
    const rows = () => [...this.tables.rows.nationalRecords.values()];
    await this.until(() => rows().every(({ outbox }) => ['held', 'done'].includes(outbox.state)), withinMs);
  }
}
