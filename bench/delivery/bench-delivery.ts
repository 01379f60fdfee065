import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readProfile } from '../measure/cpu-profile';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import { readArguments, type DeliveryArguments } from './arguments';
import { countRequests, readLedger } from './ledger';
import { runGateway, runPlainLoop } from './phases';
import { fillPlainCases } from './plain-cases';
import { isOnTarget, printProfile, printReport, type DeliveryResult, type Pace } from './report';
import { fillSource } from './source-tables';
import { onDatabase, setStage, type Stage } from './stage';

/**
 * Deliveries per second, CPU and memory of the gateway next to a plain loop over the same simulator and PostgreSQL.
 * True when every case stands in the far side's ledger as it must and the targets are met.
 */
export async function benchDelivery(words: readonly string[]): Promise<boolean> {
  const options = readArguments(words);
  const say = (text: string): void => void (options.json || process.stderr.write(`${text}\n`));
  say('starting PostgreSQL and the simulator');
  const stage = await setStage(options);
  let keep = true;
  try {
    const result = await measure(stage, options, say);
    if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else printReport(result, words);
    if (options.profile)
      printProfile(readProfile(join(stage.folder, 'profile')), result.gateway.steps, options.json);
    keep = options.keep;
    return isOnTarget(result);
  } finally {
    await stage.clear(keep);
    if (keep) process.stderr.write(`kept: ${stage.folder}\n`);
    else rmSync(stage.folder, { recursive: true, force: true });
  }
}

async function measure(
  stage: Stage,
  options: DeliveryArguments,
  say: (text: string) => void,
): Promise<DeliveryResult> {
  const { cases, plainCases, waitSeconds } = options;
  say(`filling the source with ${cases} cases`);
  await onDatabase(stage.postgres.url('bench_source'), (client) => fillSource(client, cases));
  await untilQuiet(waitSeconds);
  say('intake');
  const intake = await runGateway(stage, 'intake');
  await untilQuiet(waitSeconds);
  say('delivery');
  const profileDir = options.profile ? join(stage.folder, 'profile') : undefined;
  const delivery = await runGateway(stage, 'delivery', { profileDir });
  const ledger = await readLedger(stage.origin, { cases, sample: plainCases });
  const { lookUps } = await countRequests(stage.origin);
  say(`plain loop over the first ${plainCases} cases`);
  await onDatabase(stage.postgres.url('bench_plain'), (client) => fillPlainCases(client, ledger.sample));
  // What the gateway's writes leave to vacuum must not count as the loop's.
  await onDatabase(stage.postgres.url('bench_gateway'), (client) => client.query('vacuum'));
  await onDatabase(stage.postgres.url('bench_gateway'), (client) => client.query('checkpoint'));
  await fetch(`${stage.origin}/_control/reset`, { method: 'POST' });
  await untilQuiet(waitSeconds);
  const plainUsage = await runPlainLoop(stage);
  const plainLedger = await readLedger(stage.origin, { cases: plainCases, sample: 0 });
  const version = await onDatabase(stage.postgres.url('bench_gateway'), (client) =>
    client.query<{ server_version: string }>('show server_version'),
  );
  const pace = (run: {
    readonly creates: number;
    readonly steps: number;
    readonly seconds: number;
  }): Pace => ({
    cases: run.creates,
    steps: run.steps,
    seconds: run.seconds,
  });
  return {
    machine: describeMachine(version.rows[0]?.server_version ?? ''),
    verify: options.verify,
    profiled: options.profile,
    intake: { cases, seconds: intake.summary.durationMs / 1000, usage: intake.usage },
    gateway: { ...pace(ledger), lookUps, usage: delivery.usage },
    plain: { ...pace(plainLedger), usage: plainUsage },
    wrong: [
      ...ledger.wrong,
      ...plainLedger.wrong.map((text) => `plain loop: ${text}`),
      ...(delivery.summary.confirmed === cases
        ? []
        : [`summary confirms ${delivery.summary.confirmed} of ${cases}`]),
    ],
  };
}
