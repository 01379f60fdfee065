import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Child } from '../delivery/child';
import { runGateway, watchChild } from '../delivery/phases';
import { printProfile } from '../delivery/report';
import { fillSource } from '../delivery/source-tables';
import { onDatabase, setStage, type Stage } from '../delivery/stage';
import { readProfile } from '../measure/cpu-profile';
import { describeMachine } from '../measure/machine';
import { QUIET_CORES, untilQuiet } from '../measure/quiet';
import type { Usage } from '../measure/watch';
import { idlePolls, type IdlePoll } from './idle-poll';
import { takingIn, type TakingIn } from './taking-in';

/** Targets of issue 3. */
const TARGETS = { perSecond: 2_500, rssMb: 400, idleScans: 3 };

interface Rate {
  readonly rows: number;
  readonly seconds: number;
  readonly usage: Usage;
}

interface IntakeResult {
  readonly machine: string;
  readonly takingIn: TakingIn;
  readonly gateway: Rate;
  readonly plain: Rate;
  readonly idle: IdlePoll;
  readonly accepted: number;
}

/**
 * Records per second from a local PostgreSQL to judged, sealed case versions with their outbox rows, next to a plain
 * copy job over the same tables, and what a poll costs when nothing changed. True when every target is met.
 */
export async function benchIntake(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cases: { type: 'string', default: '100000' },
      'plain-cases': { type: 'string', default: '4000' },
      profile: { type: 'boolean', default: false },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const stage = await setStage({ verify: true });
  try {
    const result = await measure(stage, {
      cases: Number(values.cases),
      plainCases: Math.min(Number(values.cases), Number(values['plain-cases'])),
      wait: Number(values.wait),
      profile: values.profile,
    });
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : report(result, words));
    if (values.profile) printProfile(readProfile(join(stage.folder, 'profile')), result.gateway.rows, false);
    return verdicts(result).every(([, met]) => met);
  } finally {
    await stage.clear(values.keep);
    if (values.keep) process.stderr.write(`kept: ${stage.folder}\n`);
    else rmSync(stage.folder, { recursive: true, force: true });
  }
}

interface Wanted {
  readonly cases: number;
  readonly plainCases: number;
  readonly wait: number;
  readonly profile: boolean;
}

async function measure(stage: Stage, wanted: Wanted): Promise<IntakeResult> {
  await onDatabase(stage.postgres.url('bench_source'), (client) => fillSource(client, wanted.cases));
  await untilQuiet(wanted.wait);
  const profileDir = wanted.profile ? join(stage.folder, 'profile') : undefined;
  const run = await runGateway(stage, 'intake', { profileDir });
  const idle = await idlePolls(stage);
  const { accepted, taken } = await onDatabase(stage.postgres.url('bench_gateway'), async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from case_version');
    return { accepted: rows[0]?.count ?? 0, taken: await takingIn(client) };
  });
  await untilQuiet(wanted.wait);
  const plain = await runPlainCopy(stage, wanted.plainCases);
  const version = await onDatabase(stage.postgres.url('bench_gateway'), (client) =>
    client.query<{ server_version: string }>('show server_version'),
  );
  return {
    machine: describeMachine(version.rows[0]?.server_version ?? ''),
    takingIn: taken,
    gateway: { rows: wanted.cases, seconds: run.summary.durationMs / 1000, usage: run.usage },
    plain,
    idle,
    accepted,
  };
}

async function runPlainCopy(stage: Stage, rows: number): Promise<Rate> {
  const child = new Child({
    script: 'bench/main.js',
    args: ['plain-copy'],
    env: {
      PLAIN_LIMIT: String(rows),
      PLAIN_SOURCE_URL: stage.postgres.url('bench_source'),
      PLAIN_DATABASE_URL: stage.postgres.url('bench_plain'),
    },
    logFile: stage.log('plain-copy'),
  });
  const watch = watchChild(stage, child);
  try {
    const done = await child.said('done');
    return { rows, seconds: Number(done['seconds']), usage: watch.end() };
  } finally {
    watch.end();
    await child.stop();
  }
}

function verdicts(result: IntakeResult): readonly (readonly [string, boolean])[] {
  const { gateway, idle, accepted } = result;
  const rate = takenPerSecond(result);
  const { peakRssMb } = gateway.usage;
  return [
    [`intake ≥ ${TARGETS.perSecond} records/s: ${rate.toFixed(0)}`, rate >= TARGETS.perSecond],
    [`peak RSS ≤ ${TARGETS.rssMb} MB: ${peakRssMb}`, peakRssMb <= TARGETS.rssMb],
    [
      `an idle poll is one look at an index: ${idle.tables} tables, ${idle.byIndex} index scans, at most ${idle.slowestMs.toFixed(1)} ms`,
      idle.tables === 0 && idle.byIndex <= TARGETS.idleScans,
    ],
    [`every record became a case: ${accepted} of ${gateway.rows}`, accepted === gateway.rows],
  ];
}

function takenPerSecond({ takingIn: { records, seconds } }: IntakeResult): number {
  return records / seconds;
}

function report(result: IntakeResult, words: readonly string[]): string {
  const { gateway, plain } = result;
  const row = (name: string, of: (rate: Rate) => string): string =>
    name.padEnd(28) + of(plain).padStart(16) + of(gateway).padStart(16);
  const lines = [
    '',
    result.machine,
    `npm run bench -- intake ${words.join(' ')}`.trimEnd(),
    `plain copy: ${plain.rows} of the ${gateway.rows} records, row by row, nothing translated, checked or sealed`,
    '',
    `${''.padEnd(28)}${'plain copy'.padStart(16)}${'gateway'.padStart(16)}`,
    `${'records/s'.padEnd(28)}${(plain.rows / plain.seconds).toFixed(0).padStart(16)}${takenPerSecond(result).toFixed(0).padStart(16)}`,
    `${'with the account at the end'.padEnd(28)}${''.padStart(16)}${(gateway.rows / gateway.seconds).toFixed(0).padStart(16)}`,
    row('CPU-ms a record: process', ({ rows, usage }) => (usage.workerCpuMs / rows).toFixed(3)),
    row('CPU-ms a record: PostgreSQL', ({ rows, usage }) => (usage.postgresCpuMs / rows).toFixed(3)),
    row('peak RSS, MB', ({ usage }) => String(usage.peakRssMb)),
    row('foreign load, cores', ({ usage }) => usage.foreignCores.toFixed(2)),
    `memory at each quarter of the time: ${gateway.usage.quarterRssMb.join('/')} MB`,
    '',
    ...(gateway.usage.foreignCores < QUIET_CORES ? [] : ['! other programs worked meanwhile; see --wait']),
    ...verdicts(result).map(([text, met]) => `${met ? '✓' : '✗'} ${text}`),
  ];
  return `${lines.join('\n')}\n`;
}
