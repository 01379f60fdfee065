import { setTimeout as wait } from 'node:timers/promises';
import type { Stack } from './stack';
import type { Endings } from './endings';

/** What a row came to. */
export interface Happened {
  /** How often the fault fired. */
  readonly fired: number;
  /** Petitions that end otherwise than confirmed, or that the row brought in itself: exactly these, exactly so. */
  readonly endings?: Endings;
}

/** The petitions of a cell. */
export interface Petitions {
  /** There before anything goes wrong. */
  readonly early: readonly string[];
  /** Come in meanwhile; there when this is. */
  readonly late: Promise<readonly string[]>;
}

/** One row of the fault matrix (`guarantees.md` §3). */
export interface Row {
  readonly no: number;
  readonly fault: string;
  readonly expected: string;
  /** What it needs besides the usual checks: only one of the queues, say. */
  readonly only?: 'redis';
  /** Lets things go wrong while petitions are on their way. A number: how often they did; all end confirmed. */
  readonly run: (stack: Stack, petitions: Petitions) => Promise<number | Happened>;
}

const LOOK_EVERY_MS = 500;
const MORE_LOOKS = 60;

/** Until it is so. @throws Error with what did not come true within a minute */
export async function eventually(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + 60_000; !(await holds()); await wait(50))
    if (performance.now() > end) throw new Error(`did not come true: ${what}`);
}

export type Rule = Readonly<Record<string, unknown>>;

/** Faults of the far side for a while; how many of the rules have acted. */
export async function farFaults(stack: Stack, rules: readonly Rule[], forMs: number): Promise<number> {
  await stack.far.faults(
    rules.map((rule, nth) => ({ id: `chaos-${nth}`, method: '*', seed: nth + 1, ...rule })),
  );
  await wait(forMs);
  let fired = await stack.far.firedFaults();
  // A busy machine may not have asked anything yet.
  for (let more = 0; fired.length === 0 && more < MORE_LOOKS; more += 1) {
    await wait(LOOK_EVERY_MS);
    fired = await stack.far.firedFaults();
  }
  await stack.far.clearFaults();
  return fired.length;
}
