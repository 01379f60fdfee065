import { setTimeout as wait } from 'node:timers/promises';
import { runGateway, startGateway } from '../delivery/phases';
import { addPetition, fillSource, stepsOf } from '../delivery/source-tables';
import { onDatabase, setStage } from '../delivery/stage';
import { allAnswered } from './arrivals';
import type { FreshnessOptions, FreshnessResult } from './freshness';

const TARGET_MS = 300_000;
/** Requests a second to the far side, look-ups included. */
const RATE = 5;
/** The profile's own modest figures; the demo's 128 at once make no sense at five a second. */
const LIMITS = { requestsPerMinute: RATE * 60, requestsAtOnce: 8, createsPerDay: 100_000 };
/** How long the back-fill has been running when the fresh ones come in. */
const RUNNING_MS = 15_000;
const FRESH = 3;
const RECEIVED_DAYS_AGO = 15;
const STEPS_TO_ACCEPTANCE = 3;
const STEP = 'CapNhatGiaiQuyet';

/** Fresh petitions, accepted already, that come in while a back-fill uses the whole rate: until their acceptance stands. */
export async function duringBackfill(options: FreshnessOptions): Promise<FreshnessResult> {
  const { say, backfill } = options;
  const stage = await setStage({
    verify: true,
    limits: LIMITS,
    source: { pollEvery: '1s', overlap: '10s' },
  });
  const source = stage.postgres.url('bench_source');
  try {
    say(`taking in ${backfill} petitions of years ago`);
    await onDatabase(source, (client) => fillSource(client, backfill));
    await runGateway(stage, 'intake');
    const gateway = await startGateway(stage, 'api,intake,delivery,scheduler');
    try {
      say(`the back-fill runs at ${RATE} requests/s; in ${RUNNING_MS / 1000} s ${FRESH} fresh ones come in`);
      await wait(RUNNING_MS);
      const numbers = freshNumbers(backfill);
      const received = new Date(Date.now() - RECEIVED_DAYS_AGO * 86_400_000).toISOString().slice(0, 10);
      await onDatabase(source, async (client) => {
        for (const no of numbers) await addPetition(client, no, received);
      });
      const writtenAt = Date.now();
      const answered = await allAnswered(stage.origin, STEP, { numbers, withinMs: TARGET_MS });
      const ages = numbers.map((no) => (answered.get(no) ?? Number.POSITIVE_INFINITY) - writtenAt);
      const longest = Math.max(...ages);
      return {
        lines: [
          `${backfill} petitions of back-fill at ${RATE} requests/s, ${LIMITS.requestsAtOnce} at once; ${FRESH} fresh ones (create, handling, acceptance) in real time`,
          `seconds until the acceptance was answered: ${ages.map((ms) => (ms / 1000).toFixed(1)).join(', ')}`,
        ],
        verdict: `a fresh acceptance is confirmed within ${TARGET_MS / 60_000} minutes: ${(longest / 1000).toFixed(1)} s`,
        isMet: longest <= TARGET_MS,
      };
    } finally {
      await gateway.stop();
    }
  } finally {
    await stage.clear(false);
  }
}

function freshNumbers(after: number): readonly number[] {
  const numbers: number[] = [];
  for (let no = after + 1; numbers.length < FRESH; no += 1)
    if (stepsOf(no) === STEPS_TO_ACCEPTANCE) numbers.push(no);
  return numbers;
}
