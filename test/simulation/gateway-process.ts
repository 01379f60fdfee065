import { BothSides, Deliver, StillThereWatch } from '@kntc/delivery';
import { Intake } from '@kntc/intake';
import type { Logger, Meter, NationalProfile, Source } from '@kntc/domain';
import { aCodeBook, CROSSWALK } from '../builders/a-code-book';
import { DEADLINES } from '../builders/deadlines';
import { fakeDigest } from '../fakes/fake-digest';
import { InMemorySecretStore } from '../fakes/in-memory-secret-store';
import type { Bell, Database } from './database';
import type { Dice } from './dice';
import type { Looks } from './looks';
import type { Machine } from './machine';
import type { SignOff } from './sign-off';
import type { Wrongness } from './mutants';
import { SOURCE_IDS } from './swarm';

const POLL_MS = 20_000;
const SWEEP_MS = 3_000;
const LOOK_EVERY_MS = 30_000;
const COMPARE_EVERY_MS = 20_000;
const NEVER = new AbortController().signal;
export const PROVINCE = 'H507';
export const PREFIX = 'BDI';

const SILENT: Logger = { error: ignored, warn: ignored, info: ignored, debug: ignored };
const UNMETERED: Meter = { intake: ignored, step: ignored };

export interface GatewayProcess {
  readonly wrong: Wrongness;
  readonly dice: Dice;
  readonly machine: Machine;
  readonly database: Database;
  readonly bell: Bell;
  readonly sources: readonly Source[];
  readonly profile: NationalProfile;
  readonly looks: Looks;
  readonly signOff: SignOff;
}

/** The real intake and the real delivery on one machine, over and over until it dies. */
export function runGateway(process: GatewayProcess): void {
  const { machine, database, bell, sources, profile, looks, wrong, dice } = process;
  const { clock, random } = machine;
  const common = {
    clock,
    random,
    logger: SILENT,
    meter: UNMETERED,
    codeBook,
    identityPolicy: () => 'withheld' as const,
  };
  const doorbell = bell.of(machine);
  const intakeStore = database.intakeOf(machine);
  const laneStore = database.lanesOf(machine);
  const place = { machine, database, dice };
  const watch = watching(process);
  const intake = new Intake(
    {
      ...common,
      store: wrong.intake?.(intakeStore, place) ?? intakeStore,
      secrets: new InMemorySecretStore(),
      doorbell,
      keyedDigest: fakeDigest,
    },
    {
      provinceId: PROVINCE,
      referencePrefix: PREFIX,
      releasePoint: () => 'acceptance',
      deadlines: DEADLINES,
      version: 'rules-1',
    },
  );
  const deliver = new Deliver(
    wrong.lanes?.(laneStore, place) ?? laneStore,
    {
      ...common,
      profile: wrong.profile?.(profile, place) ?? profile,
      mayTrustDatabase: () => Promise.resolve(database.mayBeTrusted),
      suspectFarSide: () => watch.suspect(),
    },
    { concurrency: 4, perLane: 4, stopGraceMs: 5_000 },
  );
  void doorbell.answer((lanes) => {
    wrong.rung?.(lanes, place);
    deliver.ring(lanes);
  });
  wrong.beside?.(place);
  const compareSides = comparing(process, watch);
  void compareSides.first().then(
    () => {
      deliver.start();
      return again(machine, COMPARE_EVERY_MS, compareSides.turn);
    },
    // Whatever keeps a start from looking ends it: somebody starts the process again.
    () => machine.die('start'),
  );
  void again(machine, LOOK_EVERY_MS, () => looks.look(machine, wrong.look ?? asItIs));
  for (const source of sources) void again(machine, POLL_MS, () => intake.readSource(source));
  void again(machine, SWEEP_MS, () => sweep(machine, database, () => doorbell.ring(database.dueLanes())));
}

/** Looks whether the far side went back. */
function watching({ machine, profile, signOff }: GatewayProcess): StillThereWatch {
  const { clock } = machine;
  return new StillThereWatch({ store: signOff.storeOf(machine), profile, clock, logger: SILENT });
}

/** What a far side that went back makes necessary: a look before anything is sent, then looks and comparisons by and by. */
function comparing(
  { machine, profile, signOff, wrong }: GatewayProcess,
  watch: StillThereWatch,
): { readonly first: () => Promise<unknown>; readonly turn: () => Promise<unknown> } {
  const { clock, name } = machine;
  const common = { store: signOff.storeOf(machine), profile, clock, logger: SILENT };
  const sides = new BothSides({ ...common, concurrency: 2, process: name });
  const look = async (): Promise<unknown> => (wrong.neverLooksBack === true ? undefined : watch.look(NEVER));
  return { first: look, turn: () => look().then(() => sides.turn(NEVER)) };
}

async function sweep(machine: Machine, database: Database, ring: () => Promise<void>): Promise<void> {
  await machine.hop('sweep', () => database.mustBeUp());
  if (database.dueLanes().length > 0) await ring();
}

/** What fails is tried again at the next turn, as the schedules of the product do. */
async function again(machine: Machine, everyMs: number, work: () => Promise<unknown>): Promise<void> {
  while (!machine.isDead) {
    await work().catch(ignored);
    await machine.clock.sleep(everyMs);
  }
}

const BOOK = aCodeBook({
  crosswalk: SOURCE_IDS.flatMap((sourceId) => CROSSWALK.map((row) => ({ ...row, sourceId }))),
});

function codeBook(): typeof BOOK {
  return BOOK;
}

function asItIs<T>(thing: T): T {
  return thing;
}

function ignored(): void {
  // Nobody reads logs in a simulation; what matters is in the ledgers.
}
