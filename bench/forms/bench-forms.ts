import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@kntc/platform';
import { wholeNumber } from '../delivery/arguments';
import { Child } from '../delivery/child';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import { WAYS, type Counted, type Way } from './count-one-way';
import { fillCases } from './fill-cases';

/** A report, not a dashboard (ADR 35): all nine forms of a year within a minute for a hundred thousand cases. */
const TARGET_MS_PER_CASE = 0.6;
const TARGET_MB = 1_024;
/** Nine times the work, told by one round. */
const ROUNDS: readonly Way[] = ['book', 'rows', 'by-form', 'book', 'rows', 'book', 'rows'];

interface Result {
  readonly machine: string;
  readonly cases: number;
  readonly ways: Readonly<Record<Way, readonly Counted[]>>;
}

/** All report forms of a year, counted as the product does, next to reading alone and to reading anew for each form. */
export async function benchForms(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cases: { type: 'string', default: '100000' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const cases = wholeNumber('--cases', values.cases, 1);
  const waitSeconds = wholeNumber('--wait', values.wait, 0);
  const folder = mkdtempSync(join(tmpdir(), 'kntc-bench-'));
  chmodSync(folder, 0o711); // the account of PostgreSQL passes through
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  try {
    await postgres.ensureDatabase('bench_forms');
    const databaseUrl = postgres.url('bench_forms');
    await fillCases(databaseUrl, cases);
    const ways: Record<Way, Counted[]> = { book: [], 'by-form': [], rows: [] };
    for (const way of ROUNDS) {
      await untilQuiet(waitSeconds);
      ways[way].push(await counted(folder, databaseUrl, way));
    }
    const result = { machine: describeMachine('embedded'), cases, ways };
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : report(result));
    return verdicts(result).every(([, isMet]) => isMet);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function counted(folder: string, databaseUrl: string, way: Way): Promise<Counted> {
  const child = new Child({
    script: 'bench/main.js',
    args: ['forms-one-way'],
    env: { BENCH_DATABASE_URL: databaseUrl, WAY: way },
    logFile: join(folder, `${way}.log`),
  });
  try {
    const done = await child.said('done');
    await child.ended();
    return done as unknown as Counted;
  } finally {
    await child.stop();
  }
}

function report(result: Result): string {
  const lines = WAYS.map((way) => {
    const runs = result.ways[way];
    return `  ${NAMES[way]}: ${runs.map(({ ms }) => Math.round(ms)).join(', ')} ms, ${Math.max(...runs.map(({ peakRssMb }) => peakRssMb))} MB`;
  });
  const judged = verdicts(result).map(([what, isMet]) => `  ${isMet ? 'ok' : 'NOT MET'}: ${what}`);
  return `${[`forms: ${result.cases} cases; ${result.machine}`, ...lines, ...judged].join('\n')}\n`;
}

const NAMES: Readonly<Record<Way, string>> = {
  book: 'nine forms, both sides, in one reading',
  'by-form': 'baseline: read anew for each form',
  rows: 'baseline: the same rows read, nothing opened or counted',
};

function verdicts({ cases, ways }: Result): readonly (readonly [what: string, isMet: boolean])[] {
  const ms = median(ways.book.map((one) => one.ms));
  const memory = Math.max(...ways.book.map(({ peakRssMb }) => peakRssMb));
  const figures = new Set([...ways.book, ...ways['by-form']].map(({ sha256 }) => sha256));
  const byForm = Math.min(...ways['by-form'].map((one) => one.ms));
  return [
    ['every figure the same each way', figures.size === 1],
    [
      `median time ${Math.round(ms)} ms of at most ${Math.round(cases * TARGET_MS_PER_CASE)}`,
      ms <= cases * TARGET_MS_PER_CASE,
    ],
    [`memory ${memory} MB of less than ${TARGET_MB}`, memory < TARGET_MB],
    [`faster than form by form (${(byForm / ms).toFixed(1)} times)`, ms < byForm],
  ];
}

/** One slow round on a busy machine says little. */
function median(all: readonly number[]): number {
  return all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? Number.POSITIVE_INFINITY;
}
