import { GatewayError } from '@kntc/domain';
import type { Doorbell, IntakeStore, LaneSession, LaneStore } from '@kntc/domain';
import { InMemoryIntakeStore } from '../fakes/in-memory-intake-store';
import { InMemoryLaneStore, type InMemoryLaneSession } from '../fakes/in-memory-lane-store';
import { InMemoryTables } from '../fakes/in-memory-tables';
import type { Dice } from './dice';
import type { FaultPlan } from './faults';
import type { Machine } from './machine';
import { noted, type NoteOp, type StoreOp } from './store-journal';
import type { VirtualTime } from './virtual-time';

/** Until the server notices that a process is gone (measured on PostgreSQL: below 0.4 s after SIGKILL). */
const NOTICED_WITHIN_MS = 400;

interface World {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly faults: FaultPlan;
}

/** The gateway's own database, as each of its processes reaches it: over connections that break. */
export class Database {
  readonly tables: InMemoryTables;
  readonly intake: InMemoryIntakeStore;
  readonly lanes: InMemoryLaneStore;
  readonly #note: NoteOp | undefined;
  /** Links of the chain in it, and how many the witness outside remembers. */
  readonly chain = { length: 0, witnessed: 0 };
  downUntilMs = 0;
  /** When lane owners were last seen, by their own clocks; only a wrong gateway looks. */
  readonly leases = new Map<InMemoryLaneSession, number>();

  constructor(
    private readonly world: World,
    sourceIds: readonly string[],
    onStore?: (op: StoreOp) => void,
  ) {
    const { time } = world;
    this.tables = new InMemoryTables({
      monotonicMs: () => time.nowMs,
      now: () => new Date(time.nowMs),
      sleep: (ms) => time.wait(ms, 'database sleeps'),
      turn: () => Promise.resolve(),
    });
    this.#note = onStore && ((op) => onStore({ ...op, atMs: time.nowMs }));
    this.intake = noted(new InMemoryIntakeStore(this.tables), 'intake', this.#note);
    this.lanes = new InMemoryLaneStore(this.tables);
    for (const id of sourceIds) this.tables.registerSource(id);
  }

  /** Whether it is no older than what is remembered of it outside. */
  get mayBeTrusted(): boolean {
    return this.chain.length >= this.chain.witnessed;
  }

  /** Every confirmed step leaves a receipt, and the witness is told. */
  grow(): void {
    if (!this.mayBeTrusted) return;
    this.chain.length += 1;
    this.chain.witnessed = this.chain.length;
  }

  /** Lanes of records that are due, as a sweep would ring them. */
  dueLanes(): readonly number[] {
    const due = [...this.tables.rows.nationalRecords.values()].filter(
      ({ outbox }) => !['held', 'done'].includes(outbox.state) && outbox.dueAtMs <= this.world.time.nowMs,
    );
    return [...new Set(due.map(({ lane }) => lane))];
  }

  /** The server restarts: every connection breaks at once. */
  restart(downMs: number): void {
    this.downUntilMs = this.world.time.nowMs + downMs;
    for (const session of this.lanes.sessions) session.lose();
  }

  mustBeUp(): void {
    if (this.world.time.nowMs < this.downUntilMs) throw new GatewayError('GW_T301');
  }

  /** A statement: refused, done, or done without the caller hearing of it. */
  async statement<T>(machine: Machine, name: string, work: () => Promise<T>, writes: boolean): Promise<T> {
    return machine.hop(name, async () => {
      this.mustBeUp();
      const done = await work();
      if (writes && this.world.faults.draw(['commit-unacknowledged']) !== undefined)
        throw new GatewayError('GW_T301', 'connection lost after the commit');
      return done;
    });
  }

  intakeOf(machine: Machine): IntakeStore {
    const { intake } = this;
    const ask = <T>(name: string, work: () => Promise<T>): Promise<T> =>
      this.statement(machine, `intake ${name}`, work, false);
    const write = <T>(name: string, work: () => Promise<T>): Promise<T> =>
      this.statement(machine, `intake ${name}`, work, true);
    return {
      beginReading: (source, leaseMs) => write('begin', () => intake.beginReading(source, leaseMs)),
      keepReading: (source, nth, leaseMs) => write('keep', () => intake.keepReading(source, nth, leaseMs)),
      endReading: (source, nth) => write('end', () => intake.endReading(source, nth)),
      cursor: (source) => ask('cursor', () => intake.cursor(source)),
      known: (source, keys) => ask('known', () => intake.known(source, keys)),
      commit: (batch) => write('commit', () => intake.commit(batch)),
      stale: (source, wanted, after, limit) => ask('stale', () => intake.stale(source, wanted, after, limit)),
      awaitingFiles: (source, after, limit) => ask('files', () => intake.awaitingFiles(source, after, limit)),
      noteUnchanged: (...unchanged) => write('unchanged', () => intake.noteUnchanged(...unchanged)),
      notePaused: (source, code) => write('paused', () => intake.notePaused(source, code)),
      noteWentBack: (source) => write('went back', () => intake.noteWentBack(source)),
      noteComplete: (source) => write('complete', () => intake.noteComplete(source)),
    };
  }

  lanesOf(machine: Machine): LaneStore {
    return {
      open: () =>
        machine.hop('lane open', async () => {
          this.mustBeUp();
          const session = noted(await this.lanes.open(), 'lane', this.#note);
          return new LaneConnection(session, machine, this, this.world);
        }),
      endFrozen: (silentForMs) =>
        this.statement(machine, 'end frozen', () => this.lanes.endFrozen(silentForMs), true),
    };
  }
}

/** A lane connection as its process sees it: that it broke is known only when the process looks. */
class LaneConnection implements LaneSession {
  readonly #known = new AbortController();

  constructor(
    private readonly server: InMemoryLaneSession,
    private readonly machine: Machine,
    private readonly database: Database,
    private readonly world: World,
  ) {
    const { time, dice } = world;
    server.lastSeenAtMs = () => machine.lastSeenAtMs;
    server.lost.addEventListener('abort', () =>
      time.after(dice.latencyMs(5), `${machine.name} hears that its lanes are lost`, () =>
        machine.wake(() => this.#known.abort()),
      ),
    );
    machine.onDeath(() =>
      time.after(dice.between(0, NOTICED_WITHIN_MS), `lanes of ${machine.name} are free`, () =>
        server.lose(),
      ),
    );
  }

  get lost(): AbortSignal {
    return this.#known.signal;
  }

  acquire(lanes: readonly number[]): Promise<readonly number[]> {
    return this.#ask('acquire', () => this.server.acquire(lanes));
  }

  release(lanes: readonly number[]): Promise<void> {
    return this.#ask('release', () => this.server.release(lanes));
  }

  dueLanes(limit: number): Promise<readonly number[]> {
    return this.#ask('due', () => this.server.dueLanes(limit));
  }

  fetch(...wanted: Parameters<LaneSession['fetch']>): ReturnType<LaneSession['fetch']> {
    return this.#ask('fetch', () => this.server.fetch(...wanted));
  }

  commit(write: Parameters<LaneSession['commit']>[0]): ReturnType<LaneSession['commit']> {
    return this.#write(`commit ${write.open === undefined ? 'outcome' : 'intent'}`, async () => {
      const said = await this.server.commit(write);
      if (said !== 'stale' && write.confirm !== undefined) this.database.grow();
      return said;
    });
  }

  adopt(adoption: Parameters<LaneSession['adopt']>[0]): ReturnType<LaneSession['adopt']> {
    return this.#write('adopt', () => this.server.adopt(adoption));
  }

  urgentLanes(...wanted: Parameters<LaneSession['urgentLanes']>): ReturnType<LaneSession['urgentLanes']> {
    return this.#ask('urgent', () => this.server.urgentLanes(...wanted));
  }

  settleBase(recordId: string): Promise<void> {
    return this.#ask('settle base', () => this.server.settleBase(recordId));
  }

  lookAtBrakes(): ReturnType<LaneSession['lookAtBrakes']> {
    return this.#ask('look', () => this.server.lookAtBrakes());
  }

  noteWatched(...seen: Parameters<LaneSession['noteWatched']>): ReturnType<LaneSession['noteWatched']> {
    return this.#write('watch', () => this.server.noteWatched(...seen));
  }

  admitCreate(recordId: string): ReturnType<LaneSession['admitCreate']> {
    return this.#write('admit', () => this.server.admitCreate(recordId));
  }

  standing(...wanted: Parameters<LaneSession['standing']>): ReturnType<LaneSession['standing']> {
    return this.#ask('standing', () => this.server.standing(...wanted));
  }

  async close(): Promise<void> {
    if (this.machine.isDead) return;
    this.server.lose();
    this.#known.abort();
  }

  #ask<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.machine.hop(`lane ${name}`, async () => {
      this.database.mustBeUp();
      if (this.world.faults.draw(['connection-lost']) !== undefined) this.server.lose();
      return work();
    });
  }

  #write<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#ask(name, async () => {
      const done = await work();
      if (this.world.faults.draw(['commit-unacknowledged']) === undefined) return done;
      this.server.lose();
      throw new GatewayError('GW_T301', 'connection lost after the commit');
    });
  }
}

/** The queue: a ring reaches one of those who listen, twice, or nobody. */
export class Bell {
  readonly #listeners = new Map<Machine, (lanes: readonly number[]) => void>();

  constructor(private readonly world: World) {}

  of(machine: Machine): Doorbell {
    return {
      ring: (lanes) => machine.hop('ring', () => this.#ring(lanes)),
      answer: async (onRing) => {
        this.#listeners.set(machine, onRing);
      },
      close: async () => {
        this.#listeners.delete(machine);
      },
    };
  }

  #ring(lanes: readonly number[]): void {
    const { faults, dice, time } = this.world;
    const fault = faults.draw(['ring-lost', 'ring-doubled']);
    if (fault === 'ring-lost') return;
    for (let times = fault === 'ring-doubled' ? 2 : 1; times > 0; times -= 1) {
      const living = [...this.#listeners].filter(([machine]) => !machine.isDead);
      if (living.length === 0) return;
      const [machine, hear] = dice.pick(living);
      time.after(dice.latencyMs(10), `${machine.name} is rung`, () => machine.wake(() => hear(lanes)));
    }
  }
}
