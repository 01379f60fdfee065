import { setTimeout as wait } from 'node:timers/promises';
import type { Stack } from './stack';

/** One row of the fault matrix (`guarantees.md` §3). */
export interface Row {
  readonly no: number;
  readonly fault: string;
  readonly expected: string;
  /** What it needs besides the usual checks: only one of the queues, say. */
  readonly only?: 'redis';
  /** Where the petitions end; default: confirmed. */
  readonly ends?: 'held';
  /** Lets things go wrong while petitions are on their way; how often they did. */
  readonly run: (stack: Stack, keys: readonly string[]) => Promise<number>;
}

const LOOK_EVERY_MS = 500;
const MORE_LOOKS = 60;

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
