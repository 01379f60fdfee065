import { sumOf } from './machine';
import { Oracle, type Held, type Violation } from './oracle';
import type { Wrongness } from './mutants';
import type { Swarm } from './swarm';
import { World } from './world';

/** Virtual time everything gets to come to rest once nothing goes wrong any more. */
const HEALED_MS = 3_600_000;

export interface SeedResult {
  readonly seed: number;
  readonly events: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly crashes: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
  readonly traceHash: string;
  readonly requests: number;
}

export interface SeedOptions {
  readonly swarm?: Swarm;
  readonly wrong?: Wrongness;
}

/** One province's life: faults, then healing, then judgement. Same seed, same trace. */
export async function runSeed(seed: number, { swarm, wrong }: SeedOptions = {}): Promise<SeedResult> {
  const world = new World(seed, swarm, wrong);
  const { time, local, far } = world;
  world.begin();
  const safetyEndMs = world.swarm.safetyMs;
  await time.runUntil(safetyEndMs);
  world.heal();
  await time.runUntil(safetyEndMs + HEALED_MS, () => isAtRest(world));
  const oracle = new Oracle({
    local: local.ledger,
    far: far.ledger,
    nowMs: time.nowMs,
    isLookUpProven: world.swarm.farSide === 'proven',
  });
  const violations = [...oracle.safety(), ...oracle.liveness((key) => heldOf(world, key))];
  return {
    seed,
    events: time.happened,
    faults: { ...world.counts.all, crash: sumOf(world.crashes) },
    crashes: world.crashes,
    violations,
    traceHash: time.traceHash,
    requests: world.network.requests,
  };
}

/** Everything of the source was taken in, and nothing goes on by itself. */
function isAtRest({ local, database, time }: World): boolean {
  const rows = [...database.tables.rows.nationalRecords.values()];
  return (
    local.ledger.every(({ visibleAtMs }) => visibleAtMs <= time.nowMs) &&
    rows.every(({ outbox }) => outbox.state === 'held' || outbox.state === 'done') &&
    local.keys.every((key) => isTakenIn({ local, database }, key))
  );
}

function isTakenIn({ local, database }: Pick<World, 'local' | 'database'>, key: string): boolean {
  const newest = local.newest(key);
  const record = [...database.tables.rows.records.values()].find((one) => one.localKey === key);
  if (newest === undefined || record === undefined) return newest === undefined;
  const row = (JSON.parse(record.raw) as { readonly row: Readonly<Record<string, unknown>> }).row;
  return (
    row['nd'] === String(newest.content) && row['cb'] === String(newest.officer) && row['gd'] === newest.stage
  );
}

function heldOf({ database }: World, key: string): Held | undefined {
  const { rows } = database.tables;
  const record = [...rows.records.values()].find((one) => one.localKey === key);
  const row = [...rows.nationalRecords.values()].find((one) => one.caseId === record?.caseId);
  if (row?.outbox.state !== 'held') return undefined;
  return { code: row.outbox.holdCode ?? '', detail: row.outbox.holdDetail ?? '' };
}
