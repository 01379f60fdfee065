import { setTimeout as wait } from 'node:timers/promises';
import { pointsInThisRun, type CrashPoint } from './crash-points';
import { overlaps } from './judging';
import { all, CONFIRMED } from './endings';
import type { Happened, Petitions, Row } from './row';
import type { Stack } from './stack';

const AT_POINT_WITHIN_MS = 60_000;
const MINUTE_MS = 60_000;
const BLOCKED_MS = 40_000;
/** Silent for 15 s, and looked for every 5 s, by a process that has other work. */
const ENDED_WITHIN_MS = 25_000;

/** Both gateways are to stop at a point; whoever comes to it first does, and the other one forgets about it. */
async function stopAt(
  stack: Stack,
  point: CrashPoint,
  signal: 'SIGKILL' | 'SIGSTOP',
): Promise<{ readonly nth: 0 | 1; readonly keys: readonly string[] }> {
  const keys: string[] = [];
  const stands = (nth: 0 | 1): boolean => !stack.gateways[nth].isRunning || stack.gateways[nth].isFrozen;
  for (const gateway of stack.gateways) gateway.tell({ chaos: 'crash', point, signal });
  for (const end = performance.now() + AT_POINT_WITHIN_MS; performance.now() < end; await wait(20)) {
    // One a second: whoever stopped may have left nothing to come to the point with.
    if (performance.now() - end + AT_POINT_WITHIN_MS > keys.length * 1_000)
      keys.push(...(await stack.petitions(`${point}-${signal}-${keys.length}`, 1)));
    for (const nth of [0, 1] as const) {
      if (!stands(nth)) continue;
      stack.gateways[1 - nth]?.tell({ chaos: 'crash', point: undefined, signal });
      return { nth, keys };
    }
  }
  throw new Error(`nobody came to: ${point}`);
}

/** Kills a gateway at each of the points; it starts again while the other one comes to the next. */
export async function killedAt(stack: Stack, points: readonly CrashPoint[]): Promise<Happened> {
  const keys: string[] = [];
  const starts: Promise<void>[] = [];
  for (const point of points) {
    const stopped = await stopAt(stack, point, 'SIGKILL');
    keys.push(...stopped.keys);
    // One that dies again before it is ready is started again in the end.
    starts.push(stack.gateways[stopped.nth].start().catch(() => undefined));
  }
  await Promise.all(starts);
  await stack.startGateways();
  return { fired: points.length, endings: all(keys, CONFIRMED) };
}

/** A gateway stands still, at one point after the other, for longer than it may own its lanes. */
async function frozenAt(stack: Stack, points: readonly CrashPoint[]): Promise<Happened> {
  const keys: string[] = [];
  for (const point of points) {
    const stopped = await stopAt(stack, point, 'SIGSTOP');
    keys.push(...stopped.keys);
    await wait(20_000);
    stack.gateways[stopped.nth].thaw();
  }
  return { fired: points.length, endings: all(keys, CONFIRMED) };
}

/** Nobody sends beside somebody else. */
async function oneSender(stack: Stack, { early, late }: Petitions): Promise<void> {
  const keys = [...early, ...(await late)];
  await stack.atRest(all(keys, CONFIRMED));
  expect(await overlaps(stack, keys)).toEqual([]);
}

/** Sessions that own lanes now. */
async function owners(stack: Stack): Promise<number> {
  const { rowCount } = await stack.own.query(
    `select from pg_stat_activity where application_name = 'kntc-lanes' and datname = 'own'`,
  );
  return rowCount ?? 0;
}

export const PROCESS_ROWS: readonly Row[] = [
  {
    no: 2,
    fault:
      'SIGSTOP of a gateway at a named point, another one every day (--full: at each), 20 s, then SIGCONT',
    expected: 'its lanes go over after 15 s; nothing is sent when it wakes',
    run: (stack) => frozenAt(stack, pointsInThisRun(1)),
  },
  {
    no: 20,
    fault: 'names are not found for 3 s, then lead to an address where nobody is',
    expected:
      'not sent, tried again; a stranger there is stopped by his certificate, which joins with mutual TLS',
    run: async (stack) => {
      const say = (answer: 'right' | 'none' | 'elsewhere'): void =>
        stack.gateways.forEach((gateway) => gateway.tell({ chaos: 'dns', answer }));
      // Connections that stand need no name: they are broken, so that new ones are made.
      await stack.far.faults([
        { id: 'cut', method: '*', phase: 'before-accept', action: 'reset', rate: 0.5, seed: 1 },
      ]);
      for (const answer of ['none', 'elsewhere'] as const) {
        say(answer);
        await wait(3_000);
      }
      say('right');
      await stack.far.clearFaults();
      return 2;
    },
  },
  {
    no: 23,
    fault: 'clocks of the gateways 20 minutes apart, then one two hours back, in the middle of requests',
    expected: 'no lane stolen, no order broken: nobody asks the wall clock',
    run: async (stack, petitions) => {
      const [one, other] = stack.gateways;
      await stack.far.settings({ latencyMs: 100 });
      const turns = [
        [10, -10],
        [-120, 10],
        [10, -120],
      ] as const;
      for (const [first, second] of turns) {
        one.tell({ chaos: 'clock', offsetMs: first * MINUTE_MS });
        other.tell({ chaos: 'clock', offsetMs: second * MINUTE_MS });
        await wait(1_200);
      }
      await oneSender(stack, petitions);
      for (const gateway of stack.gateways) gateway.tell({ chaos: 'clock', offsetMs: 0 });
      await stack.far.settings({ latencyMs: 0 });
      return turns.length * 2;
    },
  },
  {
    no: 39,
    fault: 'the event loop of a gateway is blocked for 40 s',
    expected: 'its session is ended, its lanes go over; what it had sent is resolved',
    run: async (stack, petitions) => {
      expect(await owners(stack)).toBe(2);
      await stack.far.settings({ latencyMs: 100 });
      await wait(300);
      stack.gateways[0].tell({ chaos: 'block', ms: BLOCKED_MS });
      const begun = performance.now();
      while ((await owners(stack)) > 1 && performance.now() - begun < ENDED_WITHIN_MS) await wait(200);
      expect(performance.now() - begun).toBeLessThan(ENDED_WITHIN_MS);
      await stack.far.settings({ latencyMs: 0 });
      await oneSender(stack, petitions);
      return 1;
    },
  },
];
