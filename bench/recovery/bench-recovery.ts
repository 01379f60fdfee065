import { parseArgs } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import { wholeNumber } from '../delivery/arguments';
import type { Child } from '../delivery/child';
import { readLedger } from '../delivery/ledger';
import { runGateway, startGateway } from '../delivery/phases';
import { fillSource } from '../delivery/source-tables';
import { onDatabase, setStage, type Stage } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import { arrivedSince, ownedLanes, referencesIn } from './lanes-of-owner';

/** Milliseconds, of issue 5. */
const TARGET_MS = 10_000;
/** Enough lanes at once for one process to own them all, and answers slow enough for the backlog to last. */
const LIMITS = { requestsAtOnce: 256 };
const LATENCY_MS = 2_000;
const CASES_A_KILL = 1_200;
const GIVE_UP_MS = 60_000;
/** How long the owner works before it is killed: past its start and the first answers. */
const WORKING_MS = 4_000;
const LOOK_MS = 200;
/** What reaches the far side within it was on its way already. */
const ON_ITS_WAY_MS = 200;

interface RecoveryResult {
  readonly machine: string;
  /** From SIGKILL to the next step at the far side in a lane the killed process owned. */
  readonly nextMs: readonly number[];
  /** Creates at the far side that stand twice. */
  readonly wrong: readonly string[];
}

/**
 * Two gateway processes deliver; the one that owns lanes is killed with SIGKILL in the middle of its requests, and it is
 * taken when the other one's first step in one of those lanes reaches the far side. The survivor is the next owner, a new
 * process stands by.
 */
export async function benchRecovery(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      kills: { type: 'string', default: '20' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const kills = wholeNumber('--kills', values.kills, 1);
  const say = (text: string): void => void (values.json || process.stderr.write(`${text}\n`));
  const stage = await setStage({ verify: true, limits: LIMITS });
  try {
    say(`taking in ${kills * CASES_A_KILL} cases`);
    await onDatabase(stage.postgres.url('bench_source'), (client) =>
      fillSource(client, kills * CASES_A_KILL),
    );
    await runGateway(stage, 'intake');
    await fetch(`${stage.origin}/_control/settings`, {
      method: 'PUT',
      body: JSON.stringify({ latencyMs: LATENCY_MS }),
    });
    await untilQuiet(wholeNumber('--wait', values.wait, 0));
    const nextMs = await onDatabase(stage.postgres.url('bench_gateway'), (client) =>
      killOwners(stage, client, { kills, say }),
    );
    // A backlog that is only begun lacks cases and steps, and a step that replaces itself may be sent again: no create may.
    const ledger = await readLedger(stage.origin, { cases: 0, sample: 0 });
    const wrong = ledger.wrong.filter((text) => text.endsWith('created again'));
    const result = { machine: describeMachine('embedded'), nextMs, wrong };
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else print(result);
    return isMet(result);
  } finally {
    await stage.clear(false);
  }
}

async function killOwners(
  stage: Stage,
  client: Client,
  { kills, say }: { readonly kills: number; readonly say: (text: string) => void },
): Promise<readonly number[]> {
  const nextMs: number[] = [];
  let owner = await startGateway(stage, 'api,delivery');
  let standby: Child | undefined;
  try {
    for (let nth = 1; nth <= kills; nth += 1) {
      standby = await startGateway(stage, 'api,delivery');
      await wait(WORKING_MS);
      const ms = await killed(stage, client, owner);
      nextMs.push(ms);
      say(`kill ${nth}: ${ms.toFixed(0)} ms`);
      [owner, standby] = [standby, undefined];
    }
    return nextMs;
  } finally {
    await Promise.all([owner.stop(), standby?.stop()]);
  }
}

/** Kills the owner; milliseconds until a step in one of its lanes arrives at the far side. */
async function killed(stage: Stage, client: Client, owner: Child): Promise<number> {
  const lanes = await ownedLanes(client);
  const references = await referencesIn(client, lanes);
  if (references.size === 0) throw new Error(`the owner owns ${lanes.length} lanes with nothing in them`);
  const at = Date.now();
  process.kill(owner.pid, 'SIGKILL');
  await owner.ended();
  const limit = performance.now() + GIVE_UP_MS;
  while (performance.now() < limit) {
    const first = await arrivedSince(stage.origin, at + ON_ITS_WAY_MS, references);
    if (first !== undefined) return first - at;
    await wait(LOOK_MS);
  }
  return Number.POSITIVE_INFINITY;
}

function isMet({ nextMs, wrong }: RecoveryResult): boolean {
  return percentile(nextMs, 0.95) <= TARGET_MS && wrong.length === 0;
}

function percentile(values: readonly number[], part: number): number {
  const inOrder = values.toSorted((a, b) => a - b);
  // Of twenty the second longest: as many as a twentieth may be slower.
  return inOrder[Math.max(0, Math.ceil(inOrder.length * part) - 1)] ?? Number.POSITIVE_INFINITY;
}

function print(result: RecoveryResult): void {
  const { machine, nextMs, wrong } = result;
  const seconds = (part: number): string => (percentile(nextMs, part) / 1000).toFixed(1);
  const lines = [
    '',
    machine,
    `${nextMs.length} kills: p50 ${seconds(0.5)} s, p95 ${seconds(0.95)} s, longest ${seconds(1)} s`,
    `${percentile(nextMs, 0.95) <= TARGET_MS ? '✓' : '✗'} from kill -9 to the next step in a lane of the killed owner, p95 ≤ ${TARGET_MS / 1000} s`,
    wrong.length === 0 ? '✓ ledger: no case twice' : `✗ ledger: ${wrong.slice(0, 5).join('; ')}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
