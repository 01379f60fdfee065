import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client } from 'pg';
import { wholeNumber } from '../delivery/arguments';
import { Child } from '../delivery/child';
import { environmentOf, runGateway, startGateway, watchChild } from '../delivery/phases';
import { fillSource } from '../delivery/source-tables';
import { onDatabase, setStage, type Stage } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { QUIET_CORES, untilQuiet } from '../measure/quiet';
import type { Usage } from '../measure/watch';

/** Seconds, of issue 6, for 20,000 records. */
const TARGET_SECONDS = 60;
/** The province of every petitioner; without it nothing can be sent. */
const MAPPED = 'BD: { to: "507" }, ';
const LOOK_MS = 500;
const GIVE_UP_MS = 600_000;

interface RejudgeResult {
  readonly machine: string;
  readonly records: number;
  /** From the moment the crosswalk was in use to the last record that was stored again. */
  readonly seconds: number;
  readonly accepted: number;
  readonly usage: Usage;
}

/**
 * Every record waits in quarantine for one code. An operator imports the crosswalk that maps it, as `kntc crosswalk import`
 * does, into a gateway that is running, and the time is taken until all of them were judged again and stored.
 */
export async function benchRejudge(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cases: { type: 'string', default: '20000' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const cases = wholeNumber('--cases', values.cases, 1);
  const waitSeconds = wholeNumber('--wait', values.wait, 0);
  const stage = await setStage({ verify: true });
  try {
    const result = await measure(stage, cases, waitSeconds);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : report(result));
    return verdicts(result).every(([, isMet]) => isMet);
  } finally {
    await stage.clear(values.keep);
  }
}

async function measure(stage: Stage, cases: number, waitSeconds: number): Promise<RejudgeResult> {
  await onDatabase(stage.postgres.url('bench_source'), (client) => fillSource(client, cases));
  const complete = takeOut(stage);
  await runGateway(stage, 'intake');
  const gateway = await startGateway(stage, 'intake,scheduler');
  try {
    return await onDatabase(stage.postgres.url('bench_gateway'), async (client) => {
      await expectQuarantined(client, cases);
      await untilQuiet(waitSeconds);
      complete();
      const watch = watchChild(stage, gateway);
      await importCrosswalk(stage);
      await untilJudged(client, cases);
      const usage = watch.end();
      return { ...(await taken(client)), usage };
    });
  } finally {
    await gateway.stop();
  }
}

/** Leaves one code out of the crosswalk; what comes back puts it in again. */
function takeOut(stage: Stage): () => void {
  const file = join(stage.configDir, 'crosswalks', 'bench.yaml');
  const whole = readFileSync(file, 'utf8');
  if (!whole.includes(MAPPED)) throw new Error(`${file} does not map BD`);
  writeFileSync(file, whole.replace(MAPPED, ''));
  return () => writeFileSync(file, whole);
}

async function importCrosswalk(stage: Stage): Promise<void> {
  const kntc = new Child({
    script: 'apps/cli/src/main.js',
    args: ['crosswalk', 'import'],
    env: environmentOf(stage, 'intake'),
    logFile: stage.log('kntc'),
  });
  await kntc.ended();
}

async function expectQuarantined(client: Client, cases: number): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from source_record where class = 'quarantined'",
  );
  if (rows[0]?.n !== cases) throw new Error(`${rows[0]?.n ?? 0} of ${cases} records wait for the code`);
}

/** @throws Error when they are not judged again in a time in which nobody would wait for them any more */
async function untilJudged(client: Client, cases: number): Promise<void> {
  const started = performance.now();
  for (;;) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from source_record r, crosswalk_version v where v.active and r.judged_at > v.imported_at`,
    );
    if ((rows[0]?.n ?? 0) >= cases) return;
    if (performance.now() - started > GIVE_UP_MS)
      throw new Error(`${rows[0]?.n ?? 0} of ${cases} judged again`);
    await wait(LOOK_MS);
  }
}

/** By the clock of the database alone. */
async function taken(client: Client): Promise<Omit<RejudgeResult, 'usage'>> {
  const { rows } = await client.query<{ records: number; accepted: number; seconds: number; server: string }>(
    `select count(*)::int as records, count(*) filter (where class = 'accepted')::int as accepted,
       extract(epoch from max(r.judged_at) - min(v.imported_at))::float8 as seconds,
       current_setting('server_version') as server
     from source_record r, crosswalk_version v where v.active`,
  );
  const { records = 0, accepted = 0, seconds = Number.NaN, server = '' } = rows[0] ?? {};
  return { machine: describeMachine(server), records, accepted, seconds };
}

function verdicts({ records, accepted, seconds }: RejudgeResult): readonly (readonly [string, boolean])[] {
  return [
    [
      `${records} records judged again within ${TARGET_SECONDS} s: ${seconds.toFixed(1)} s (${(records / seconds).toFixed(0)} records/s)`,
      seconds <= TARGET_SECONDS,
    ],
    [`every record went on: ${accepted} of ${records}`, accepted === records],
  ];
}

function report(result: RejudgeResult): string {
  const { usage, records } = result;
  const lines = [
    '',
    result.machine,
    `CPU-ms a record: process ${(usage.workerCpuMs / records).toFixed(3)}, PostgreSQL ${(usage.postgresCpuMs / records).toFixed(3)}; peak RSS ${usage.peakRssMb} MB`,
    ...(usage.foreignCores < QUIET_CORES ? [] : ['! other programs worked meanwhile; see --wait']),
    ...verdicts(result).map(([text, isMet]) => `${isMet ? '✓' : '✗'} ${text}`),
  ];
  return `${lines.join('\n')}\n`;
}
