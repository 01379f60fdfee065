import type { Hot } from '../measure/cpu-profile';
import { QUIET_CORES } from '../measure/quiet';
import type { Usage } from '../measure/watch';
import type { Pace } from './ledger';
import type { RivalRun, RivalSkipped } from './contenders/run-contender';

/** Targets of issue 2 and of `performance.md` §8. */
const TARGETS = { rssMb: 400, cpuMsPerStep: 0.7 };
/** By how much the gateway must be faster: plain loop and BullMQ on Redis with the same HTTP client. */
const TIMES: Readonly<Record<string, number>> = { plain: 3, 'bullmq-redis': 3 };
const SHOWN_FUNCTIONS = 25;
const SHOWN_PARTS = 14;

export interface DeliveryResult {
  readonly machine: string;
  readonly verify: boolean;
  readonly profiled: boolean;
  readonly intake: { readonly cases: number; readonly seconds: number; readonly usage: Usage };
  readonly gateway: Pace & { readonly lookUps: number; readonly usage: Usage };
  readonly rivals: readonly RivalRun[];
  readonly skipped: readonly RivalSkipped[];
  /** Everything that is not as it must be. */
  readonly wrong: readonly string[];
}

export function isOnTarget(result: DeliveryResult): boolean {
  return result.wrong.length === 0 && verdicts(result).every(([, met]) => met);
}

/** Which targets this run says something about; a profiled run says nothing about speed. */
function verdicts({ gateway, rivals, intake }: DeliveryResult): readonly (readonly [string, boolean])[] {
  const perStep = (gateway.usage.workerCpuMs + gateway.usage.postgresCpuMs) / gateway.steps;
  const rss = Math.max(gateway.usage.peakRssMb, intake.usage.peakRssMb);
  const faster = rivals.flatMap(({ name, title, pace }): (readonly [string, boolean])[] => {
    const [least, times] = [TIMES[name], stepRate(gateway) / stepRate(pace)];
    return least === undefined
      ? []
      : [[`steps/s ≥ ${least} × ${title}: ${times.toFixed(2)} ×`, times >= least]];
  });
  return [
    ...faster,
    [
      `gateway + PostgreSQL ≤ ${TARGETS.cpuMsPerStep} CPU-ms per step: ${perStep.toFixed(2)}`,
      perStep <= TARGETS.cpuMsPerStep,
    ],
    [`peak RSS ≤ ${TARGETS.rssMb} MB: ${rss}`, rss <= TARGETS.rssMb],
  ];
}

export function printReport(result: DeliveryResult, words: readonly string[]): void {
  const { gateway, intake, rivals, skipped, wrong } = result;
  const lines = [
    '',
    result.machine,
    `npm run bench -- delivery ${words.join(' ')}`.trimEnd(),
    `${gateway.cases} cases, ${gateway.steps} steps, ${(gateway.steps / gateway.cases).toFixed(2)} steps a case; ` +
      `verifyCreate ${result.verify ? 'as configured' : 'off'}: ${gateway.lookUps} look-ups on top` +
      (result.profiled ? '; under the CPU profiler, slower than it is' : ''),
    '',
    ...table(rows(result)),
    '',
    `intake, account of every key included: ${(intake.cases / intake.seconds).toFixed(0)} records/s, ` +
      `${(intake.usage.workerCpuMs / intake.cases).toFixed(2)} CPU-ms a record (+ PostgreSQL ` +
      `${(intake.usage.postgresCpuMs / intake.cases).toFixed(2)}), ${memory(intake.usage)}, foreign ${load(intake.usage)}`,
    `memory at each quarter of the time: delivery ${memory(gateway.usage)}; simulator peak ${gateway.usage.simulatorPeakRssMb} MB`,
    `of the first cases, the very bodies the gateway sent: ${rivals.map(({ title, pace }) => `${title} ${pace.cases}`).join(', ')}`,
    ...skipped.map(({ title, why }) => `SKIPPED ${title}: ${why}`),
    `queues: one job per case, filled before; the gateway's HTTP client and number of requests at once; an UPDATE after each step`,
    `rates from the first request to the last answer; CPU of whole processes, start-up included`,
    '',
    ...unfair(result),
    ...verdicts(result).map(([text, met]) => `${met ? '✓' : '✗'} ${text}`),
    wrong.length === 0
      ? `✓ ledger: ${gateway.cases} cases created once each, every step in its order`
      : `✗ ledger: ${wrong.length} problems: ${wrong.slice(0, 5).join('; ')}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Said aloud, because a ratio of two rates lies as soon as somebody else worked during one of them. */
function unfair({ gateway, rivals, intake }: DeliveryResult): readonly string[] {
  const loads = [...rivals, gateway, intake].map((run) => run.usage.foreignCores);
  return loads.every((cores) => cores < QUIET_CORES)
    ? []
    : [
        '! other programs worked meanwhile: rates and their ratio say little, CPU a step a little more; see --wait',
      ];
}

const COLUMNS = [
  '',
  'steps/s',
  'gateway is',
  'process',
  'PostgreSQL',
  'Redis',
  'CPU-ms/step',
  'simulator',
  'RSS MB',
  'foreign',
];

function rows({ gateway, rivals }: DeliveryResult): readonly (readonly string[])[] {
  const row = (title: string, pace: Pace, usage: Usage): readonly string[] => {
    const perStep = (ms: number): string => (ms / pace.steps).toFixed(3);
    return [
      title,
      stepRate(pace).toFixed(0),
      `${(stepRate(gateway) / stepRate(pace)).toFixed(2)} ×`,
      perStep(usage.workerCpuMs),
      perStep(usage.postgresCpuMs),
      perStep(usage.redisCpuMs),
      perStep(usage.workerCpuMs + usage.postgresCpuMs + usage.redisCpuMs),
      perStep(usage.simulatorCpuMs),
      String(usage.peakRssMb),
      load(usage),
    ];
  };
  return [
    COLUMNS,
    row('gateway', gateway, gateway.usage),
    ...rivals.map(({ title, pace, usage }) => row(title, pace, usage)),
  ];
}

function table(content: readonly (readonly string[])[]): readonly string[] {
  return content.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(20) : cell.padStart(12))).join(''),
  );
}

function stepRate({ steps, seconds }: Pace): number {
  return steps / seconds;
}

function memory(usage: Usage): string {
  return `${usage.quarterRssMb.join('/')} MB, peak ${usage.peakRssMb}`;
}

function load(usage: Usage): string {
  return usage.foreignCores.toFixed(2);
}

/** Self time per step, so that runs of different length compare. */
export function printProfile(
  profile: { readonly functions: readonly Hot[]; readonly parts: readonly Hot[] },
  steps: number,
  toStderr: boolean,
): void {
  const list = (hot: readonly Hot[], count: number): string[] =>
    hot
      .slice(0, count)
      .map(({ name, selfMs }) => `  ${((selfMs * 1000) / steps).toFixed(1).padStart(7)} µs  ${name}`);
  const text = [
    '',
    'self time per step, by part:',
    ...list(profile.parts, SHOWN_PARTS),
    'by function:',
    ...list(profile.functions, SHOWN_FUNCTIONS),
  ];
  (toStderr ? process.stderr : process.stdout).write(`${text.join('\n')}\n`);
}
