import { parentPort, workerData } from 'node:worker_threads';
import { NOTHING, together, type Share } from './campaign';
import { MUTANTS } from './mutants';
import { runSeed } from './run-seed';
import { tallyOf } from './tally';

const TOLD_EVERY = 25;

/** A share of the seeds, on a core of its own. */
async function work({ from, seeds, step, wrong: name }: Share): Promise<void> {
  const wrong = name === undefined ? undefined : MUTANTS[name];
  let tally = NOTHING;
  for (let nth = 0; nth < seeds; nth += 1) {
    tally = together(tally, tallyOf(await runSeed(from + nth * step, wrong && { wrong })));
    if (nth % TOLD_EVERY === TOLD_EVERY - 1) parentPort?.postMessage({ done: TOLD_EVERY }, []);
  }
  parentPort?.postMessage({ tally }, []);
}

void work(workerData as Share);
