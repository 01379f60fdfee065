import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MutantName } from './mutants';
import type { Violation } from './oracle';

export interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

/** What came out of many seeds. */
export interface Tally {
  readonly seeds: number;
  readonly events: number;
  readonly requests: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly crashPoints: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  /** Fingerprints of the first seeds, in order: what two runs are compared by. */
  readonly traces: readonly string[];
}

const TRACES_KEPT = 20;
export const NOTHING: Tally = {
  seeds: 0,
  events: 0,
  requests: 0,
  faults: {},
  crashPoints: {},
  failures: [],
  traces: [],
};

export function together(one: Tally, other: Tally): Tally {
  return {
    seeds: one.seeds + other.seeds,
    events: one.events + other.events,
    requests: one.requests + other.requests,
    faults: sums(one.faults, other.faults),
    crashPoints: sums(one.crashPoints, other.crashPoints),
    failures: [...one.failures, ...other.failures].toSorted((left, right) => left.seed - right.seed),
    traces: [...one.traces, ...other.traces].toSorted().slice(0, TRACES_KEPT),
  };
}

function sums(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const all = { ...one };
  for (const [name, count] of Object.entries(other)) all[name] = (all[name] ?? 0) + count;
  return Object.fromEntries(Object.entries(all).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

export interface Share {
  readonly from: number;
  readonly seeds: number;
  readonly step: number;
  readonly wrong: MutantName | undefined;
}

/** Runs seeds on every core. @param onSeeds called with how many are done */
export async function runSeeds(
  { from, seeds, wrong }: { readonly from: number; readonly seeds: number; readonly wrong?: MutantName },
  onSeeds: (done: number) => void,
): Promise<Tally> {
  const workers = Math.min(availableParallelism(), seeds);
  let done = 0;
  const shares = Array.from({ length: workers }, (_unused, nth) =>
    inWorker(
      { from: from + nth, seeds: Math.ceil((seeds - nth) / workers), step: workers, wrong },
      (count) => {
        done += count;
        onSeeds(done);
      },
    ),
  );
  return (await Promise.all(shares)).reduce(together, NOTHING);
}

function inWorker(share: Share, onSeeds: (count: number) => void): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(require.resolve('./seed-worker'), { workerData: share });
    worker.on('message', (message: { readonly done: number } | { readonly tally: Tally }) => {
      if ('tally' in message) resolve(message.tally);
      else onSeeds(message.done);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a worker ended with ${code} before it was done`)));
  });
}
