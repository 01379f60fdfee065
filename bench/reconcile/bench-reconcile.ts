import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@kntc/platform';
import { connect, createDataSource, migrate } from '@kntc/storage';
import { wholeNumber } from '../delivery/arguments';
import { Child } from '../delivery/child';
import { onDatabase } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import type { Compared } from './compare-side';
import { fillDigests } from './fill-digests';
import { differencesOf, expectedFindings } from './made-records';

/** Issue 7. */
const TARGET_MS = 30_000;
const TARGET_MB = 512;
const TARGET_SHARE = 0.01;
const ROUNDS = 3;

interface Arguments {
  readonly records: number;
  readonly differences: number;
  readonly pages: number;
  readonly wait: number;
  readonly json: boolean;
}

interface Result {
  readonly machine: string;
  readonly records: number;
  readonly differences: number;
  readonly digests: readonly Compared[];
  readonly paging: Compared;
  readonly isExact: boolean;
}

/** Both sides compared by digests of ranges, and by paging through everything, over the same records in the same run. */
export async function benchReconcile(words: readonly string[]): Promise<boolean> {
  const asked = readArguments(words);
  const say = (text: string): void => void (asked.json || process.stderr.write(`${text}\n`));
  const folder = mkdtempSync(join(tmpdir(), 'kntc-bench-'));
  chmodSync(folder, 0o711); // the account of PostgreSQL passes through
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const children: Child[] = [];
  try {
    await postgres.ensureDatabase('bench_gateway');
    const databaseUrl = postgres.url('bench_gateway');
    say(`making ${asked.records} records on each side`);
    await fill(databaseUrl, asked.records);
    const farSide = part('reconcile-far-side', folder, {
      RECORDS: String(asked.records),
      DIFFERENCES: String(asked.differences),
    });
    children.push(farSide);
    const { port } = await farSide.said('ready');
    const env = { BENCH_DATABASE_URL: databaseUrl, FAR_URL: `http://127.0.0.1:${Number(port)}/KNTC/v2` };
    const compared = async (more: Readonly<Record<string, string>>): Promise<Compared> => {
      await untilQuiet(asked.wait);
      const child = part('reconcile-one-way', folder, { ...env, ...more });
      children.push(child);
      const done = await child.said('done');
      await child.ended();
      return done as unknown as Compared;
    };
    const digests: Compared[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      say(`by digests, ${round + 1} of ${ROUNDS}`);
      digests.push(await compared({}));
    }
    say('page by page');
    const paging = await compared({ PAGES: String(asked.pages) });
    const result = judged(asked, digests, paging);
    if (asked.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else print(result);
    return verdicts(result).every(([, isMet]) => isMet);
  } finally {
    for (const child of children) await child.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function readArguments(words: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      records: { type: 'string', default: '1000000' },
      differences: { type: 'string', default: '100' },
      pages: { type: 'string', default: '0' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    records: wholeNumber('--records', values.records, 1),
    differences: wholeNumber('--differences', values.differences, 0),
    pages: wholeNumber('--pages', values.pages, 0),
    wait: wholeNumber('--wait', values.wait, 0),
    json: values.json,
  };
}

async function fill(databaseUrl: string, records: number): Promise<void> {
  const dataSource = createDataSource(databaseUrl);
  await connect(dataSource);
  await migrate(dataSource);
  await dataSource.destroy();
  await onDatabase(databaseUrl, (client) => fillDigests(client, records));
}

function part(name: string, folder: string, env: Readonly<Record<string, string>>): Child {
  return new Child({ script: 'bench/main.js', args: [name], env, logFile: join(folder, `${name}.log`) });
}

/** What was found must be what was made; a sample of pages can only be judged by what it is of. */
function judged(asked: Arguments, digests: readonly Compared[], paging: Compared): Result {
  const expected = JSON.stringify(expectedFindings(differencesOf(asked.records, asked.differences)));
  const whole = asked.pages === 0 ? [...digests, paging] : digests;
  return {
    machine: describeMachine('embedded'),
    records: asked.records,
    differences: asked.differences,
    digests: digests.map((one) => ({ ...one, found: [] })),
    paging: { ...paging, found: [] },
    isExact: whole.every(({ found }) => JSON.stringify(found) === expected),
  };
}

/** Of all records, where only a sample was paged through. */
function wholePaging({ paging, records }: Result): Pick<Compared, 'requests' | 'bytes' | 'ms'> {
  const times = Math.max(1, records / Math.max(1, paging.records));
  return { requests: paging.requests * times, bytes: paging.bytes * times, ms: paging.ms * times };
}

function verdicts(result: Result): readonly (readonly [what: string, isMet: boolean])[] {
  const paging = wholePaging(result);
  const worst = (of: (one: Compared) => number): number => Math.max(...result.digests.map(of));
  const ms = worst((one) => one.ms);
  const mb = worst((one) => one.peakRssMb);
  const bytes = worst((one) => one.bytes) / paging.bytes;
  const requests = worst((one) => one.requests) / paging.requests;
  return [
    [`every difference found, and nothing else`, result.isExact],
    [`time ${Math.round(ms)} ms of at most ${TARGET_MS}`, ms <= TARGET_MS],
    [`memory ${mb} MB of less than ${TARGET_MB}`, mb < TARGET_MB],
    [`bytes ${percent(bytes)} of paging, less than 1 %`, bytes < TARGET_SHARE],
    [`requests ${percent(requests)} of paging, less than 1 %`, requests < TARGET_SHARE],
  ];
}

function print(result: Result): void {
  const lines = [
    result.machine,
    `${result.records} records on each side, ${result.differences} differences`,
    ...result.digests.map((one) => `by digests   ${rowOf(one)}`),
    `page by page ${rowOf(result.paging)}${isSample(result) ? ` – a sample of ${result.paging.records} records` : ''}`,
    ...verdicts(result).map(([what, isMet]) => `${isMet ? 'met   ' : 'MISSED'} ${what}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function isSample({ paging, records }: Result): boolean {
  return paging.records < records / 2;
}

function rowOf({ requests, bytes, ms, peakRssMb }: Compared): string {
  return `${requests} requests, ${bytes} bytes, ${Math.round(ms)} ms, ${peakRssMb} MB`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)} %`;
}
