import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readProfile } from '../measure/cpu-profile';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import { readArguments, type DeliveryArguments } from './arguments';
import { countRequests, readLedger } from './ledger';
import { runRival, type RivalRun, type RivalSkipped } from './contenders/run-contender';
import { runGateway } from './phases';
import { isOnTarget, printProfile, printReport, type DeliveryResult } from './report';
import { fillSource } from './source-tables';
import { onDatabase, setStage, type Stage } from './stage';

/**
 * Deliveries per second, CPU and memory of the gateway next to others over the same simulator and PostgreSQL: a plain loop,
 * four queues with one job per case, and bare requests.
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
  const { cases, plainCases, rivalCases, waitSeconds } = options;
  say(`filling the source with ${cases} cases`);
  await onDatabase(stage.postgres.url('bench_source'), (client) => fillSource(client, cases));
  await untilQuiet(waitSeconds);
  say('intake');
  const intake = await runGateway(stage, 'intake');
  await untilQuiet(waitSeconds);
  say('delivery');
  const profileDir = options.profile ? join(stage.folder, 'profile') : undefined;
  const delivery = await runGateway(stage, 'delivery', { profileDir });
  const sample = Math.max(plainCases, rivalCases);
  const ledger = await readLedger(stage.origin, { cases, sample });
  const { lookUps } = await countRequests(stage.origin);
  const rivals: (RivalRun | RivalSkipped)[] = [];
  for (const name of options.rivals) {
    const theirs = ledger.sample.slice(0, name === 'plain' ? plainCases : rivalCases);
    await untilQuiet(waitSeconds);
    say(`${name}: the first ${theirs.length} cases`);
    rivals.push(await runRival(stage, name, theirs));
  }
  const runs = rivals.filter((rival) => 'usage' in rival);
  const version = await onDatabase(stage.postgres.url('bench_gateway'), (client) =>
    client.query<{ server_version: string }>('show server_version'),
  );
  return {
    machine: describeMachine(version.rows[0]?.server_version ?? ''),
    verify: options.verify,
    profiled: options.profile,
    intake: { cases, seconds: intake.summary.durationMs / 1000, usage: intake.usage },
    gateway: {
      cases: ledger.creates,
      steps: ledger.steps,
      seconds: ledger.seconds,
      lookUps,
      usage: delivery.usage,
    },
    rivals: runs,
    skipped: rivals.filter((rival) => 'why' in rival),
    wrong: [
      ...ledger.wrong,
      ...runs.flatMap(({ wrong }) => wrong),
      ...(delivery.summary.confirmed === cases
        ? []
        : [`summary confirms ${delivery.summary.confirmed} of ${cases}`]),
    ],
  };
}
