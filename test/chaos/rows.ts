import { setTimeout as wait } from 'node:timers/promises';
import { pointsInThisRun } from './crash-points';
import { FAR_ROWS } from './far-rows';
import { killedAt, PROCESS_ROWS } from './process-rows';
import type { Row, Rule } from './row';
import { PEOPLE_ROWS } from './people-rows';
import { SOURCE_ROWS } from './source-rows';
import type { Stack } from './stack';
import { UNTRUE_ROWS } from './untrue-rows';

/** Kills a gateway over and over while the far side does something to its requests; each dies in another moment. */
async function killedWhile(stack: Stack, rules: readonly Rule[], times: number): Promise<number> {
  await stack.far.faults(
    rules.map((rule, nth) => ({ id: `kill-${nth}`, method: '*', seed: nth + 3, ...rule })),
  );
  let kills = 0;
  for (let nth = 0; nth < times; nth += 1) {
    const gateway = stack.gateways[nth % 2];
    await wait(150 + ((nth * 137) % 400));
    await gateway?.kill();
    kills += 1;
    await gateway?.start();
  }
  await stack.far.clearFaults();
  return kills;
}

/** Of twenty; all of them on both queues take longer than the rest of the matrix. */
const POINTS_A_DAY = 5;

const OWN_ROWS: readonly Row[] = [
  {
    no: 1,
    fault:
      'kill -9 of a gateway: with requests held up in every phase, then at named points, others every day (--full: at each)',
    expected: 'others take over; what was sent is resolved',
    run: async (stack) => {
      const kills = await killedWhile(
        stack,
        (['before-accept', 'before-commit', 'after-commit', 'mid-response'] as const).map((phase) => ({
          phase,
          rate: 0.3,
          action: 'hang',
        })),
        6,
      );
      const { fired, endings } = await killedAt(stack, pointsInThisRun(POINTS_A_DAY));
      return { fired: kills + fired, ...(endings && { endings }) };
    },
  },
  {
    no: 3,
    fault: 'SIGTERM, one gateway after the other, under load',
    expected: 'requests in flight end or are resolved',
    run: async (stack) => {
      for (const gateway of stack.gateways) {
        await wait(700);
        await gateway.stop();
        await gateway.start();
      }
      return stack.gateways.length;
    },
  },
  {
    no: 4,
    fault: 'everything the queue knows is gone, once a second',
    expected: 'rung again by the sweep; nothing lost',
    run: async (stack) => {
      for (let nth = 0; nth < 5; nth += 1) {
        await stack.emptyQueue();
        await wait(1_000);
      }
      return 5;
    },
  },
  {
    no: 5,
    fault: 'Redis is killed, 5 s later it is there again, empty',
    expected: 'work goes on; workers revive by themselves',
    only: 'redis',
    run: async (stack) => {
      await wait(800);
      await stack.redis?.kill();
      await wait(5_000);
      await stack.redis?.startAgain();
      return 1;
    },
  },
  {
    no: 6,
    fault: 'PostgreSQL is restarted as after a power cut; connections are cut after commits nobody heard of',
    expected: 'no double effect; goes on within 15 s',
    run: async (stack) => {
      let fired = 0;
      for (let nth = 0; nth < 4; nth += 1) {
        await wait(400 + nth * 230);
        stack.wire.cut();
        fired += 1;
      }
      await stack.restartPostgres();
      return fired + 1;
    },
  },
  {
    no: 7,
    fault: 'half-open connections to PostgreSQL: what they carry is swallowed, for ever, and nobody is told',
    expected: 'deadlines end them; lanes come free; goes on',
    run: async (stack) => {
      await wait(150);
      stack.wire.set('blackhole');
      await wait(3_000);
      stack.wire.set('pass');
      return stack.wire.broken > 0 ? 1 : 0;
    },
  },
  {
    no: 8,
    fault: 'PostgreSQL turns read-only for 4 s',
    expected: 'nothing half done; goes on by itself',
    run: async (stack) => {
      await stack.readOnly(true);
      await wait(4_000);
      await stack.readOnly(false);
      return 1;
    },
  },
  {
    no: 25,
    fault: 'two gateways, every ring heard by both',
    expected: 'one sends',
    run: async (stack) => {
      for (let nth = 0; nth < 20; nth += 1) {
        await stack.own.query("update outbox set rung_at = null where state in ('due', 'unknown')");
        await wait(100);
      }
      return 20;
    },
  },
  {
    no: 31,
    fault: 'petitions are edited again and again while they are being sent',
    expected: 'newest state there; order kept',
    run: async (stack, { early }) => {
      let edits = 0;
      for (let round = 0; round < 25; round += 1)
        for (const key of early.slice(0, 4)) {
          await stack.local.query('update don set can_bo = $2, cap_nhat = clock_timestamp() where ma = $1', [
            key,
            `Cán bộ ${round}`,
          ]);
          edits += 1;
        }
      return edits;
    },
  },
];

export const ROWS: readonly Row[] = [
  ...OWN_ROWS,
  ...PROCESS_ROWS,
  ...SOURCE_ROWS,
  ...PEOPLE_ROWS,
  ...UNTRUE_ROWS,
  ...FAR_ROWS,
].toSorted((one, other) => one.no - other.no);
