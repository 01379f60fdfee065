import { parseArgs } from 'node:util';
import { LANES, type LaneSession } from '@kntc/domain';
import { wholeNumber } from '../delivery/arguments';
import { runGateway } from '../delivery/phases';
import { fillSource } from '../delivery/source-tables';
import { onDatabase, setStage, type Stage } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { treeCpuMs } from '../measure/processes';
import { untilQuiet } from '../measure/quiet';
import { addFinished, leaveDue } from './finished-records';
import { openLanes } from './lane-session';

/** Milliseconds to find out which lanes have something due, for 1,000 due records (issue 5). */
const TARGET_MS = 5;
/** How much more of PostgreSQL's time a claim may take than with an outbox that holds nothing else. */
const DEARER = 1.25;
const ROUNDS = 21;
const PER_LANE = 8;
const THOUSAND = 1_000;

/** Median milliseconds. */
interface Claim {
  readonly due: number;
  readonly dueLanes: number;
  readonly urgentLanes: number;
  /** Of {@link fetched} records with their content, opened. */
  readonly fetch: number;
  readonly fetched: number;
  /** CPU-ms of PostgreSQL in one fetch: says something on a busy machine as well. */
  readonly fetchCpu: number;
}

interface ClaimResult {
  readonly machine: string;
  readonly finished: number;
  readonly before: readonly Claim[];
  readonly after: readonly Claim[];
}

/** Whether a claim of due records minds those that are finished: the same due ones without and with a million beside them. */
export async function benchClaim(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      finished: { type: 'string', default: '1000000' },
      due: { type: 'string', default: '20000' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const finished = wholeNumber('--finished', values.finished, 1);
  const due = wholeNumber('--due', values.due, THOUSAND);
  const say = (text: string): void => void (values.json || process.stderr.write(`${text}\n`));
  const stage = await setStage({ verify: true });
  try {
    say(`taking in ${due} cases`);
    await onDatabase(stage.postgres.url('bench_source'), (client) => fillSource(client, due));
    await runGateway(stage, 'intake');
    const levels = [...new Set([due, Math.min(due, 5 * THOUSAND), THOUSAND])];
    await untilQuiet(wholeNumber('--wait', values.wait, 0));
    const before = await claims(stage, levels);
    say(`adding ${finished} finished records`);
    await onDatabase(stage.postgres.url('bench_gateway'), (client) => addFinished(client, finished));
    await untilQuiet(wholeNumber('--wait', values.wait, 0));
    const after = await claims(stage, levels);
    const result = { machine: describeMachine('embedded'), finished, before, after };
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else print(result);
    return verdicts(result).every(([, isMet]) => isMet);
  } finally {
    await stage.clear(false);
  }
}

async function claims(stage: Stage, levels: readonly number[]): Promise<readonly Claim[]> {
  const { session, close } = await openLanes(stage);
  try {
    const seen: Claim[] = [];
    for (const due of levels) {
      await onDatabase(stage.postgres.url('bench_gateway'), (client) => leaveDue(client, due));
      seen.push(await claim(session, due, stage));
    }
    return seen;
  } finally {
    await close();
  }
}

async function claim(
  session: LaneSession,
  due: number,
  { requestsAtOnce: atOnce, postgres }: Stage,
): Promise<Claim> {
  const lanes = (await session.dueLanes(LANES)).slice(0, atOnce);
  const records = await session.fetch(lanes, PER_LANE);
  const cpuBefore = treeCpuMs(postgres.pid);
  const fetch = await median(() => session.fetch(lanes, PER_LANE));
  const fetchCpu = (treeCpuMs(postgres.pid) - cpuBefore) / ROUNDS;
  return {
    due,
    dueLanes: await median(() => session.dueLanes(LANES)),
    urgentLanes: await median(() => session.urgentLanes(atOnce, [])),
    fetch,
    fetchCpu,
    fetched: records.length,
  };
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** What finding the lanes costs for 1,000 due records. */
function perThousand({ due, dueLanes, urgentLanes }: Claim): number {
  return ((dueLanes + urgentLanes) * THOUSAND) / due;
}

function verdicts({ before, after }: ClaimResult): readonly (readonly [string, boolean])[] {
  const most = Math.max(...after.map(perThousand));
  const dearer = Math.max(...after.map(({ fetchCpu }, at) => fetchCpu / (before[at]?.fetchCpu ?? fetchCpu)));
  return [
    [`lanes of 1,000 due records found within ${TARGET_MS} ms: ${most.toFixed(1)}`, most <= TARGET_MS],
    [
      `a fetch costs PostgreSQL at most ${DEARER} × as much beside the finished ones: ${dearer.toFixed(2)} ×`,
      dearer <= DEARER,
    ],
  ];
}

function print(result: ClaimResult): void {
  const line = (beside: string, { due, dueLanes, urgentLanes, fetch, fetched, fetchCpu }: Claim): string =>
    [
      beside.padEnd(22),
      String(due).padStart(8),
      ...[dueLanes, urgentLanes, fetch, (fetch * THOUSAND) / fetched, (fetchCpu * THOUSAND) / fetched].map(
        (ms) => ms.toFixed(2).padStart(13),
      ),
    ].join('');
  const lines = [
    '',
    result.machine,
    `${'beside (finished)'.padEnd(22)}     due    dueLanes  urgentLanes        fetch  fetch/1,000  PG CPU/1,000   (ms, median of ${ROUNDS})`,
    ...result.before.map((claimed) => line('0', claimed)),
    ...result.after.map((claimed) => line(String(result.finished), claimed)),
    'fetch: the records of as many lanes as may send at once, with their content, keys unwrapped',
    ...verdicts(result).map(([text, isMet]) => `${isMet ? '✓' : '✗'} ${text}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
