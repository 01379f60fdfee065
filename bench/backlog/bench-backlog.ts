import { parseArgs } from 'node:util';
import { wholeNumber } from '../delivery/arguments';
import { countRequests, readLedger, type LedgerReport } from '../delivery/ledger';
import { runGateway } from '../delivery/phases';
import { fillSource } from '../delivery/source-tables';
import { onDatabase, setStage, type Stage } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import type { Usage } from '../measure/watch';

/** Of issue 5: time over requests divided by the limit; memory at the end over that at half of the time, and its peak. */
const TARGETS = { times: 1.05, growth: 1.2, rssMb: 400 };
const SECONDS_A_MINUTE = 60;

interface Options {
  readonly cases: number;
  /** Requests a second at the far side. */
  readonly rate: number;
  readonly waitSeconds: number;
  readonly json: boolean;
}

interface BacklogResult {
  readonly machine: string;
  readonly rate: number;
  readonly ledger: LedgerReport;
  readonly lookUps: number;
  /** Requests that the far side turned away: 429. */
  readonly tooMany: number;
  readonly usage: Usage;
}

/**
 * A backlog against a far side that takes so many requests a second. The gateway keeps to the limit by itself
 * (`limits.requestsPerMinute`); the far side answers 429 to whatever comes faster.
 */
export async function benchBacklog(words: readonly string[]): Promise<boolean> {
  const options = readOptions(words);
  const say = (text: string): void => void (options.json || process.stderr.write(`${text}\n`));
  const stage = await setStage({
    verify: true,
    limits: { requestsPerMinute: options.rate * SECONDS_A_MINUTE },
  });
  try {
    const result = await measure(stage, options, say);
    const verdicts = verdictsOf(result, options);
    if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else print(result, verdicts);
    return verdicts.every(([, isMet]) => isMet);
  } finally {
    await stage.clear(false);
  }
}

async function measure(
  stage: Stage,
  { cases, rate, waitSeconds }: Options,
  say: (text: string) => void,
): Promise<BacklogResult> {
  say(`taking in ${cases} cases`);
  await onDatabase(stage.postgres.url('bench_source'), (client) => fillSource(client, cases));
  await runGateway(stage, 'intake');
  await fetch(`${stage.origin}/_control/settings`, {
    method: 'PUT',
    body: JSON.stringify({ requestsPerSecond: rate }),
  });
  await untilQuiet(waitSeconds);
  say(`delivery at ${rate} requests/s`);
  const { usage } = await runGateway(stage, 'delivery');
  const ledger = await readLedger(stage.origin, { cases, sample: 0 });
  return {
    machine: describeMachine('embedded'),
    rate,
    ledger,
    usage,
    ...(await countRequests(stage.origin)),
  };
}

function theoreticalSeconds({ ledger, lookUps, rate }: BacklogResult): number {
  return (ledger.steps + lookUps) / rate;
}

function verdictsOf(result: BacklogResult, { cases }: Options): readonly (readonly [string, boolean])[] {
  const { ledger, usage } = result;
  const times = ledger.seconds / theoreticalSeconds(result);
  const [, half = 0, , last = 0] = usage.quarterRssMb;
  return [
    [`≤ ${TARGETS.times} × the theoretical time: ${times.toFixed(3)} ×`, times <= TARGETS.times],
    [
      `memory flat, ≤ ${TARGETS.rssMb} MB: ${usage.quarterRssMb.join('/')} MB, peak ${usage.peakRssMb}`,
      last <= half * TARGETS.growth && usage.peakRssMb <= TARGETS.rssMb,
    ],
    [
      ledger.wrong.length === 0
        ? `ledger: ${cases} cases created once each, every step in its order`
        : `ledger: ${ledger.wrong.slice(0, 5).join('; ')}`,
      ledger.wrong.length === 0,
    ],
  ];
}

function print(result: BacklogResult, verdicts: readonly (readonly [string, boolean])[]): void {
  const { ledger, lookUps, tooMany, rate, usage, machine } = result;
  const lines = [
    '',
    machine,
    `${ledger.creates} cases, ${ledger.steps} steps and ${lookUps} look-ups at ${rate} requests/s: ` +
      `${ledger.seconds.toFixed(1)} s, in theory ${theoreticalSeconds(result).toFixed(1)} s; ${tooMany} answered 429`,
    `foreign load ${usage.foreignCores.toFixed(2)} cores`,
    ...verdicts.map(([text, isMet]) => `${isMet ? '✓' : '✗'} ${text}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cases: { type: 'string', default: '20000' },
      rate: { type: 'string', default: '200' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    cases: wholeNumber('--cases', values.cases, 10),
    rate: wholeNumber('--rate', values.rate, 1),
    waitSeconds: wholeNumber('--wait', values.wait, 0),
    json: values.json,
  };
}
