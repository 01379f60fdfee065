import type { Hot } from '../measure/cpu-profile';
import { QUIET_CORES } from '../measure/quiet';
import type { Usage } from '../measure/watch';

/** Targets of issue 2 and of `performance.md` §8. */
const TARGETS = { timesPlainLoop: 3, rssMb: 400, cpuMsPerStep: 0.7 };
const SHOWN_FUNCTIONS = 25;
const SHOWN_PARTS = 14;

/** What stands in the ledger, and from its first to its last request. */
export interface Pace {
  readonly cases: number;
  readonly steps: number;
  readonly seconds: number;
}

export interface DeliveryResult {
  readonly machine: string;
  readonly verify: boolean;
  readonly profiled: boolean;
  readonly intake: { readonly cases: number; readonly seconds: number; readonly usage: Usage };
  readonly gateway: Pace & { readonly lookUps: number; readonly usage: Usage };
  readonly plain: Pace & { readonly usage: Usage };
  /** Everything that is not as it must be. */
  readonly wrong: readonly string[];
}

type Row = readonly [what: string, plain: string, gateway: string, verdict: string];

export function isOnTarget(result: DeliveryResult): boolean {
  return result.wrong.length === 0 && verdicts(result).every(([, met]) => met);
}

/** Which targets this run says something about; a profiled run says nothing about speed. */
function verdicts({ gateway, plain, intake }: DeliveryResult): readonly (readonly [string, boolean])[] {
  const perStep = (gateway.usage.workerCpuMs + gateway.usage.postgresCpuMs) / gateway.steps;
  const rss = Math.max(gateway.usage.peakRssMb, intake.usage.peakRssMb);
  const faster = stepRate(gateway) / stepRate(plain);
  return [
    [
      `steps/s ≥ ${TARGETS.timesPlainLoop} × plain loop: ${faster.toFixed(2)} ×`,
      faster >= TARGETS.timesPlainLoop,
    ],
    [
      `gateway + PostgreSQL ≤ ${TARGETS.cpuMsPerStep} CPU-ms per step: ${perStep.toFixed(2)}`,
      perStep <= TARGETS.cpuMsPerStep,
    ],
    [`peak RSS ≤ ${TARGETS.rssMb} MB: ${rss}`, rss <= TARGETS.rssMb],
  ];
}

export function printReport(result: DeliveryResult, words: readonly string[]): void {
  const { gateway, intake, plain, wrong } = result;
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
    `plain loop: ${plain.cases} of the same cases, the very bodies the gateway sent (read from the ledger), one after the other`,
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
function unfair({ gateway, plain, intake }: DeliveryResult): readonly string[] {
  const loads = [plain, gateway, intake].map((run) => run.usage.foreignCores);
  return loads.every((cores) => cores < QUIET_CORES)
    ? []
    : [
        '! other programs worked meanwhile: rates and their ratio say little, CPU a step a little more; see --wait',
      ];
}

function rows({ gateway, plain }: DeliveryResult): readonly Row[] {
  const ratio = (ours: number, theirs: number): string => `${(ours / theirs).toFixed(2)} ×`;
  const caseRates = [plain.cases / plain.seconds, gateway.cases / gateway.seconds] as const;
  const steps = [stepRate(plain), stepRate(gateway)] as const;
  const cpu = (name: string, of: (usage: Usage) => number): Row => {
    const [theirs, ours] = [of(plain.usage) / plain.steps, of(gateway.usage) / gateway.steps];
    return [name, theirs.toFixed(3), ours.toFixed(3), ratio(ours, theirs)];
  };
  return [
    ['', 'plain loop', 'gateway', 'gateway : loop'],
    ['cases/s', caseRates[0].toFixed(0), caseRates[1].toFixed(0), ratio(caseRates[1], caseRates[0])],
    ['steps/s', steps[0].toFixed(0), steps[1].toFixed(0), ratio(steps[1], steps[0])],
    cpu('CPU-ms a step: process', (usage) => usage.workerCpuMs),
    cpu('CPU-ms a step: PostgreSQL', (usage) => usage.postgresCpuMs),
    cpu('CPU-ms a step: both', (usage) => usage.workerCpuMs + usage.postgresCpuMs),
    cpu('CPU-ms a step: simulator', (usage) => usage.simulatorCpuMs),
    ['peak RSS, MB', String(plain.usage.peakRssMb), String(gateway.usage.peakRssMb), ''],
    ['foreign load, cores', load(plain.usage), load(gateway.usage), ''],
  ];
}

function table(content: readonly Row[]): readonly string[] {
  return content.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(28) : cell.padStart(16))).join(''),
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
