import { BodyProblem, type AttachmentFiles, type NationalProfile } from '@kntc/domain';
import { createNationalProfile, Credentials } from '@kntc/national';
import type { NationalSettings } from '@kntc/national';
import { fakeDigest } from '../fakes/fake-digest';
import { Bell, Database } from './database';
import { Dice } from './dice';
import { FarNetwork } from './far-network';
import { habitsOf, longestWorkMs, settingsOf } from './far-settings';
import { FarSide } from './far-side';
import { FaultCounts, FaultPlan, type FaultName } from './faults';
import { runGateway } from './gateway-process';
import { keyOf, LocalSystem } from './local-system';
import { OVERLAP_MS } from './local-version';
import { Looks } from './looks';
import { Machine } from './machine';
import type { Wrongness } from './mutants';
import { FarRestore } from './far-restore';
import { Restore } from './restore';
import { SignOff } from './sign-off';
import { SourceRestore } from './source-restore';
import type { StoreOp } from './store-journal';
import { SOURCE_IDS, swarmOf, type RestorePlan, type Swarm } from './swarm';
import { VirtualTime } from './virtual-time';

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
  readonly signOff: SignOff;
  readonly restore: Restore;
  readonly farRestore: FarRestore;
  readonly sourceRestore: SourceRestore;
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
    const { database, far, local } = this;
    this.signOff = new SignOff(time, database);
    this.restore = new Restore(time, database, this.signOff);
    this.farRestore = new FarRestore(time, far, database, this.signOff);
    this.sourceRestore = new SourceRestore(time, this.dice.split('people'), local, database);
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
      time.after(restore.copiedAt * swarm.safetyMs, 'a backup', () => this.#copy(restore));
      time.after(restore.at * swarm.safetyMs, 'a restore', () => this.#putBack(restore));
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

  /** People know of something that went back in time, or will, and have not done yet what they do about it. */
  get isRestoring(): boolean {
    const { restore, farRestore, sourceRestore, signOff } = this;
    return restore.isPending || farRestore.isPending || sourceRestore.isPending || signOff.isOpen;
  }

  /** A source needs none: its ledger knows what stood there at any time. */
  #copy({ side }: RestorePlan): void {
    if (side === 'gateway-restored') this.restore.copy();
    if (side === 'far-side-restored') this.far.copy();
  }

  #putBack({ side, copiedAt, givesAnew }: RestorePlan): void {
    this.counts.note(side);
    switch (side) {
      case 'gateway-restored':
        return this.#putGatewayBack();
      case 'far-side-restored':
        return this.farRestore.putBack(givesAnew);
      case 'source-restored':
        return this.sourceRestore.putBack(copiedAt * this.swarm.safetyMs, givesAnew);
    }
  }

  /** Whoever puts a database back stops its processes; they come up on the copy. */
  #putGatewayBack(): void {
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
      signOff: this.signOff,
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
    return createNationalProfile({
      settings,
      baseUrl: 'http://127.0.0.1:8099',
      credentials: new Credentials(settings.credentials, () => undefined, machine.clock, account),
      http: this.wrong.http?.(this.network.httpOf(machine), machine) ?? this.network.httpOf(machine),
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

const NO_FILES: AttachmentFiles = {
  // eslint-disable-next-line require-yield
  async *read() {
    throw new BodyProblem('ATTACHMENT_CHANGED', 'gone');
  },
};
