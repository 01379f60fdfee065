import type { InMemoryTables, SourceRecordRow } from '../fakes/in-memory-tables';
import type { LocalVersion } from './local-version';
import { sumOf } from './machine';
import type { Held } from './evidence';
import { Oracle, type Violation } from './oracle';
import type { Wrongness } from './mutants';
import type { StoreOp } from './store-journal';
import type { Swarm } from './swarm';
import { World } from './world';

/** Virtual time everything gets to come to rest once nothing goes wrong any more. */
const HEALED_MS = 3_600_000;
/** A seed that always fails: whoever runs it sees that the alarm goes off. */
export const ALARM_SEED = 999_999_999;

export interface SeedResult {
  readonly seed: number;
  readonly events: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly crashes: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
  readonly traceHash: string;
  readonly requests: number;
  /** What the gateway's database holds in the end. */
  readonly tables: InMemoryTables;
}

export interface SeedOptions {
  readonly swarm?: Swarm;
  readonly wrong?: Wrongness;
  /** Told of everything the gateway's stores did. */
  readonly onStore?: (op: StoreOp) => void;
}

/** One province's life: faults, then healing, then judgement. Same seed, same trace. */
export async function runSeed(
  seed: number,
  { swarm, wrong, onStore }: SeedOptions = {},
): Promise<SeedResult> {
  const world = new World(seed, swarm, wrong, onStore);
  const { time, local, far, database } = world;
  world.begin();
  const safetyEndMs = world.swarm.safetyMs;
  await time.runUntil(safetyEndMs);
  world.heal();
  await time.runUntil(safetyEndMs + HEALED_MS, () => isAtRest(world));
  if (seed === ALARM_SEED) far.double();
  const oracle = new Oracle({
    local: local.ledger,
    far: far.ledger,
    looks: world.looks.ledger,
    nowMs: time.nowMs,
    farSide: world.swarm.farSide,
    restored: restoredIn(world.swarm),
    farRestored: world.farRestore.happened,
    sourceRestored: world.sourceRestore.happened,
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
    tables: database.tables,
  };
}

function restoredIn({ restore, safetyMs }: Swarm): { copiedAtMs: number; atMs: number } | undefined {
  if (restore?.side !== 'gateway-restored') return undefined;
  return { copiedAtMs: restore.copiedAt * safetyMs, atMs: restore.at * safetyMs };
}

/** Everything of the source was taken in, and nothing goes on by itself. */
function isAtRest(world: World): boolean {
  const { local, database, time } = world;
  const rows = [...database.tables.rows.nationalRecords.values()];
  return (
    !world.isRestoring &&
    local.ledger.every(({ visibleAtMs }) => visibleAtMs <= time.nowMs) &&
    rows.every(({ outbox }) => outbox.state === 'held' || outbox.state === 'done') &&
    local.keys.every((key) => isTakenIn({ local, database }, key))
  );
}

function isTakenIn({ local, database }: Pick<World, 'local' | 'database'>, key: string): boolean {
  const newest = local.newest(key);
  const record = recordOf(database, newest);
  if (newest === undefined || record === undefined) return newest === undefined;
  const row = (JSON.parse(record.raw) as { readonly row: Readonly<Record<string, unknown>> }).row;
  return (
    row['nd'] === String(newest.content) &&
    row['cb'] === String(newest.officer) &&
    row['gd'] === newest.stage &&
    row['tep'] === String(newest.files)
  );
}

function heldOf({ local, database }: World, key: string): Held | undefined {
  const record = recordOf(database, local.newest(key));
  const row = [...database.tables.rows.nationalRecords.values()].find((one) => one.caseId === record?.caseId);
  if (row?.outbox.state !== 'held') return undefined;
  return { code: row.outbox.holdCode ?? '', detail: row.outbox.holdDetail ?? '' };
}

function recordOf({ tables }: World['database'], of: LocalVersion | undefined): SourceRecordRow | undefined {
  return [...tables.rows.records.values()].find(
    ({ sourceId, localKey }) => sourceId === of?.sourceId && localKey === of.localKey,
  );
}
