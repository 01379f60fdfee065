import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from '../delivery/child';
import { runGateway, watchChild } from '../delivery/phases';
import { onDatabase, setStage, type Stage } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import type { Usage } from '../measure/watch';
import { readArguments, type AttachmentArguments } from './arguments';
import { readArrived, type Arrived } from './arrived';
import { fillFiles } from './fill-files';
import { isOnTarget, report, type AttachmentResult } from './report';
import { configure, openWide } from './stage-settings';

/**
 * Petitions whose files lie in a folder, sent by the real gateway many at once, next to a plain upload of the same
 * bodies. True when every file arrived whole and the memory target is met.
 */
export async function benchAttachments(words: readonly string[]): Promise<boolean> {
  const options = readArguments(words);
  const say = (text: string): void => void (options.json || process.stderr.write(`${text}\n`));
  say('starting PostgreSQL and the simulator');
  const stage = await setStage({ verify: true });
  try {
    const result = await measure(stage, options, say);
    process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : report(result, words));
    return isOnTarget(result);
  } finally {
    await stage.clear(true);
    if (options.keep) process.stderr.write(`kept: ${stage.folder}\n`);
    else rmSync(stage.folder, { recursive: true, force: true });
  }
}

async function measure(
  stage: Stage,
  options: AttachmentArguments,
  say: (text: string) => void,
): Promise<AttachmentResult> {
  const { files, sizeMb, atOnce, waitSeconds } = options;
  const folder = join(stage.folder, 'tep');
  say(`writing ${files} files of ${sizeMb} MB`);
  configure(stage, atOnce);
  const hashes = await onDatabase(stage.postgres.url('bench_source'), (client) =>
    fillFiles(client, folder, options),
  );
  const env = { BENCH_FILES: folder };
  await openWide(stage);
  await untilQuiet(waitSeconds);
  say('intake');
  const intake = await runGateway(stage, 'intake', { env });
  await untilQuiet(waitSeconds);
  say('delivery');
  const delivery = await runGateway(stage, 'delivery', { env });
  const arrived = await readArrived(stage.origin, hashes);
  say('plain upload');
  await fetch(`${stage.origin}/_control/reset`, { method: 'POST' });
  await openWide(stage);
  await untilQuiet(waitSeconds);
  const plain = await runPlainUpload(stage, { arrived, folder, atOnce });
  const plainArrived = await readArrived(stage.origin, hashes);
  return {
    machine: describeMachine(await versionOf(stage)),
    files,
    sizeMb,
    atOnce,
    intake: { seconds: intake.summary.durationMs / 1000, usage: intake.usage },
    gateway: runOf(arrived, delivery.summary.durationMs / 1000, delivery.usage),
    plain: runOf(plainArrived, plain.seconds, plain.usage),
    wrong: [
      ...arrived.wrong,
      ...plainArrived.wrong.map((text) => `plain upload: ${text}`),
      ...(plainArrived.bodies.join() === arrived.bodies.join() ? [] : ['the two sent different bodies']),
      ...(delivery.summary.confirmed === files
        ? []
        : [`summary confirms ${delivery.summary.confirmed} of ${files}`]),
    ],
  };
}

function runOf(
  { seconds, mostAtOnce }: Arrived,
  wholeSeconds: number,
  usage: Usage,
): AttachmentResult['gateway'] {
  return { seconds, wholeSeconds, mostAtOnce, usage };
}

function versionOf(stage: Stage): Promise<string> {
  return onDatabase(stage.postgres.url('bench_gateway'), async (client) => {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '';
  });
}

async function runPlainUpload(
  stage: Stage,
  given: { readonly arrived: Arrived; readonly folder: string; readonly atOnce: number },
): Promise<{ readonly seconds: number; readonly usage: Usage }> {
  const list = join(stage.folder, 'uploads.json');
  writeFileSync(list, JSON.stringify(given.arrived.uploads));
  const child = new Child({
    script: 'bench/main.js',
    args: ['plain-upload'],
    env: {
      PLAIN_LIST: list,
      PLAIN_FILES: given.folder,
      PLAIN_AT_ONCE: String(given.atOnce),
      PLAIN_NATIONAL_URL: `${stage.origin}/KNTC`,
    },
    logFile: stage.log('plain-upload'),
  });
  const watch = watchChild(stage, child);
  try {
    const done = await child.said('done');
    return { seconds: Number(done['seconds']), usage: watch.end() };
  } finally {
    watch.end();
    await child.stop();
  }
}
