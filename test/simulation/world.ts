import { join } from 'node:path';
import { BodyProblem, type AttachmentFiles, type NationalProfile } from '@kntc/domain';
import { createTtcp2018Profile, Credentials, loadNationalSettings } from '@kntc/national';
import type { NationalSettings } from '@kntc/national';
import { fakeDigest } from '../fakes/fake-digest';
import { Bell, Database } from './database';
import { Dice } from './dice';
import { FarNetwork } from './far-network';
import { FarSide, type FarHabits } from './far-side';
import { FaultCounts, FaultPlan, type FaultName } from './faults';
import { runGateway } from './gateway-process';
import { keyOf, LocalSystem, OVERLAP_MS } from './local-system';
import { Looks } from './looks';
import { Machine } from './machine';
import type { Wrongness } from './mutants';
import { Restore } from './restore';
import type { StoreOp } from './store-journal';
import { SOURCE_IDS, swarmOf, type FarSideKind, type Swarm } from './swarm';
import { VirtualTime } from './virtual-time';

const CONFIG_DIR = join(process.cwd(), 'config');
const MADE_UP_DIR = join(process.cwd(), 'test', 'profiles');
const LONGEST_OUTAGE_MS = 60_000;
const RESTART_WITHIN_MS = 10_000;
/** Edits of each kind, by how often they come. */
const EDITS = ['officer', 'officer', 'milestone', 'milestone', 'milestone', 'content', 'file'] as const;

/** A province, its gateway and the national database in one process, made from one seed. */
export class World {
  readonly dice: Dice;
  readonly swarm: Swarm;
  readonly time: VirtualTime;
  readonly counts = new FaultCounts();
  readonly crashes = new Map<string, number>();
  readonly local: LocalSystem;
  readonly far: FarSide;
  readonly network: FarNetwork;
  readonly database: Database;
  readonly looks: Looks;
  readonly restore: Restore;
  readonly faults: FaultPlan;
  readonly settings: NationalSettings;
  readonly #bell: Bell;
  #machines: Machine[] = [];
  #born = 0;

  /** @param swarm instead of the one that follows from the seed: parts of it, to find out what a failure needs */
  constructor(
    readonly seed: number,
    swarm?: Swarm,
    private readonly wrong: Wrongness = {},
    onStore?: (op: StoreOp) => void,
  ) {
    this.dice = new Dice(seed);
    this.swarm = swarm ?? swarmOf(this.dice.split('swarm'));
    this.time = new VirtualTime(this.dice.split('order'));
    this.faults = new FaultPlan(this.dice.split('faults'), this.swarm.rates, this.counts);
    this.settings = settingsOf(this.swarm.farSide);
    const { time, faults } = this;
    const sourceIds = SOURCE_IDS.slice(0, this.swarm.sources);
    this.local = new LocalSystem(time, this.dice.split('local'), sourceIds);
    this.far = new FarSide(time, this.dice.split('far'), habitsOf(this.swarm.farSide));
    this.network = new FarNetwork({
      time,
      faults,
      far: this.far,
      dice: this.dice.split('network'),
      habits: {
        longestWorkMs: longestWorkMs(this.swarm, this.settings),
        indexLagMs: this.settings.timeBounds.indexLag,
      },
    });
    this.database = new Database({ time, faults, dice: this.dice.split('database') }, sourceIds, onStore);
    this.looks = new Looks(time, this.database);
    this.restore = new Restore(time, this.database);
    this.#bell = new Bell({ time, faults, dice: this.dice.split('bell') });
  }

  /** Everything that is going to happen by itself. */
  begin(): void {
    const { swarm, time } = this;
    const dice = this.dice.split('script');
    for (let nth = 1; nth <= swarm.petitions; nth += 1)
      time.after(dice.next() * swarm.safetyMs * 0.8, `petition ${nth}`, () => this.local.create(nth));
    for (let nth = 1; nth <= swarm.edits; nth += 1) {
      const key = keyOf(dice.between(1, swarm.petitions));
      const edit = dice.pick(EDITS);
      time.after(dice.next() * swarm.safetyMs, `${edit} of ${key}`, () => this.local.edit(key, edit));
    }
    for (let nth = 0; nth < swarm.outages; nth += 1)
      time.after(dice.next() * swarm.safetyMs, 'an outage', () => this.#outage(dice));
    const { restore } = swarm;
    if (restore !== undefined) {
      time.after(restore.copiedAt * swarm.safetyMs, 'a backup', () => this.restore.copy());
      time.after(restore.at * swarm.safetyMs, 'a restore', () => this.#putBack());
    }
    for (let nth = 0; nth < swarm.machines; nth += 1) this.#start(nth);
  }

  /** From here on nothing goes wrong any more. */
  heal(): void {
    this.faults.isHealed = true;
    this.network.downUntilMs = 0;
    this.database.downUntilMs = 0;
    this.local.downUntilMs = 0;
  }

  /** Whoever puts a database back stops its processes; they come up on the copy. */
  #putBack(): void {
    this.counts.note('gateway-restored');
    for (const machine of this.#machines) machine.die('restore');
    this.database.restart(0);
    this.restore.putBack(this.wrong.isRestoreUnchecked !== true);
  }

  #start(nth: number): void {
    this.#born += 1;
    const { time, dice, faults, crashes, swarm } = this;
    const name = `gateway-${nth + 1}.${this.#born}`;
    const machine = new Machine(
      { time, dice, faults, crashes },
      { name, skewMs: nth === 0 ? swarm.skewMs : 0 },
    );
    this.#machines = [...this.#machines.filter((one) => !one.isDead), machine];
    machine.onDeath(() =>
      time.after(dice.between(1_000, RESTART_WITHIN_MS), 'restart', () => this.#start(nth)),
    );
    runGateway({
      machine,
      wrong: this.wrong,
      dice: this.dice.split(`wrong ${name}`),
      database: this.database,
      bell: this.#bell,
      sources: this.local.sourceIds.map((id) => this.#sourceOf(id, machine)),
      profile: this.#profileOf(machine),
      looks: this.looks,
      restore: this.restore,
    });
  }

  #sourceOf(sourceId: string, machine: Machine): ReturnType<LocalSystem['source']> {
    const source = this.local.source(sourceId, this.wrong.overlapMs ?? OVERLAP_MS);
    return {
      ...source,
      readChanged: (cursor, limit) => machine.hop('source read', () => source.readChanged(cursor, limit)),
    };
  }

  #profileOf(machine: Machine): NationalProfile {
    const { settings } = this;
    const account = { username: 'kntc_demo', password: 'kntc_demo' };
    return createTtcp2018Profile({
      settings,
      baseUrl: 'http://127.0.0.1:8099',
      credentials: new Credentials(settings.credentials, () => undefined, machine.clock, account),
      http: this.wrong.http?.(this.network.httpOf(machine)) ?? this.network.httpOf(machine),
      files: NO_FILES,
      keyedDigest: fakeDigest,
      clock: machine.clock,
    });
  }

  #outage(dice: Dice): void {
    const kinds: readonly FaultName[] = ['database-down', 'far-side-down', 'source-down'];
    const fault = this.faults.draw([dice.pick(kinds)]);
    const untilMs = this.time.nowMs + dice.between(1_000, LONGEST_OUTAGE_MS);
    if (fault === 'database-down') this.database.restart(dice.between(500, 15_000));
    if (fault === 'far-side-down') this.network.downUntilMs = untilMs;
    if (fault === 'source-down') this.local.downUntilMs = untilMs;
  }
}

const SHIPPED = loadNationalSettings(CONFIG_DIR, 'ttcp-2018', 'demo');
const MADE_UP = {
  key: loadNationalSettings(MADE_UP_DIR, 'gia-dinh', 'key'),
  reference: loadNationalSettings(MADE_UP_DIR, 'gia-dinh', 'reference'),
} as const;
/** Short enough that some repeats come too late for their key. */
const KEY_WINDOW_MS = 60_000;
/** Settled is a create after 11 s. */
const BEYOND_SETTLE_MS = 40_000;

/**
 * The shipped settings of the demo, or with a look-up nobody has proven, or of a far side that was made up to act once;
 * waits are cut to what a run has time for.
 */
function settingsOf(kind: FarSideKind): NationalSettings {
  const { answers, timeBounds } = SHIPPED;
  const common = {
    ...SHIPPED,
    lookupByReference: kind === 'proven' || kind === 'key' ? 'proven' : 'assumed',
    answers: { ...answers, retryAfterMax: 60_000 },
    timeBounds: { ...timeBounds, requestMax: 5_000, indexLag: 1_000, margin: 5_000 },
  } as const;
  if (kind === 'proven' || kind === 'unproven') return common;
  const { capabilities, answers: own } = MADE_UP[kind];
  const { idempotencyKey } = capabilities;
  return {
    ...common,
    answers: { ...common.answers, conflict: own.conflict },
    capabilities: {
      ...capabilities,
      idempotencyKey: idempotencyKey !== false && { ...idempotencyKey, window: KEY_WINDOW_MS },
    },
  };
}

function habitsOf(kind: FarSideKind): FarHabits {
  const actsOnce = kind === 'key' || kind === 'reference' ? kind : 'nothing';
  return { actsOnce, keyWindowMs: KEY_WINDOW_MS };
}

/** As long as the profile says; in the negative control far longer than its settle time. */
function longestWorkMs({ beyondSettle }: Swarm, { timeBounds }: NationalSettings): number {
  return beyondSettle === true ? BEYOND_SETTLE_MS : timeBounds.requestMax;
}

const NO_FILES: AttachmentFiles = {
  // eslint-disable-next-line require-yield
  async *read() {
    throw new BodyProblem('ATTACHMENT_CHANGED', 'gone');
  },
};
