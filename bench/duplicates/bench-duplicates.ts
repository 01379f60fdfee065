import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@kntc/platform';
import { connect, createDataSource, migrate } from '@kntc/storage';
import { wholeNumber } from '../delivery/arguments';
import { describeMachine } from '../measure/machine';
import { untilQuiet } from '../measure/quiet';
import { askTrigrams, fillTrigrams } from './plain-trigrams';
import { percentile, Probes, type Probed } from './probes';
import { StoredPetitions } from './stored-petitions';

/** Of issue 8, for a million stored cases on two cores; the bulk match for 200,000 petitions. */
const TARGETS = { candidatesP95: 10, checkP95: 30, recall: 0.985, matchSeconds: 600, matchMb: 1_024 };
const BASELINE_CASES = 5_000;
const SEEDS = { stored: 905, train: 906, test: 907 };

const OPTIONS = {
  cases: { type: 'string', default: '1000000' },
  probes: { type: 'string', default: '500' },
  match: { type: 'string', default: '200000' },
  trigrams: { type: 'string', default: '15' },
  baselines: { type: 'string', default: String(BASELINE_CASES) },
  shared: { type: 'string', default: join('..', 'shared') },
  wait: { type: 'string', default: '0' },
  json: { type: 'boolean', default: false },
} as const;

interface Matched {
  readonly petitions: number;
  readonly pairs: number;
  readonly seconds: number;
  readonly peakMb: number;
}

/**
 * Finding duplicates among many stored cases: candidate query, whole check and top-50 recall of probes whose duplicates are known, a body
 * of petitions matched with itself in a process of its own; in the same run a trigram search for the same probes, and on a smaller set the
 * baselines of the shared generator next to ours. Needs the shared folder: KNTC_SHARED_DIR.
 */
export async function benchDuplicates(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...words], options: OPTIONS });
  const number = (name: 'cases' | 'probes' | 'match' | 'trigrams' | 'baselines' | 'wait'): number =>
    wholeNumber(`--${name}`, values[name], 0);
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const tools = resolve(values.shared, 'dedup-bench');
  const folder = mkdtempSync(join(tmpdir(), 'kntc-bench-'));
  chmodSync(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const dataSource = createDataSource(await databaseOf(postgres), 2);
  try {
    await connect(dataSource);
    await migrate(dataSource);
    say(`generating ${number('cases')} petitions`);
    const data = generate(tools, folder, { cases: number('cases'), seed: SEEDS.stored });
    const stored = new StoredPetitions(dataSource, data);
    say('storing');
    const fill = await stored.fill();
    await fillTrigrams(dataSource, data);
    await untilQuiet(number('wait'));
    const probes = await Probes.of(stored, data, number('probes'));
    const probed = await probes.ask();
    const trigramMs = await askTrigrams(dataSource, probes.petitions.slice(0, number('trigrams')));
    const residentMb = process.memoryUsage().rss / 2 ** 20;
    await dataSource.destroy();
    await postgres.stop();
    say('matching a body with itself');
    const matched = ownProcess('duplicates-self-match', [
      data,
      String(Math.min(number('match'), number('cases'))),
    ]);
    const baselines = number('baselines') === 0 ? [] : compareBaselines(tools, folder, number('baselines'));
    const result = {
      machine: describeMachine('embedded'),
      cases: number('cases'),
      fill,
      probed,
      residentMb,
      matched,
      trigrams: { n: trigramMs.length, p50: percentile(trigramMs, 50), p95: percentile(trigramMs, 95) },
      baselines,
    };
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : report(result));
    return verdicts(probed, matched).every(([, isMet]) => isMet);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function databaseOf(postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>): Promise<string> {
  await postgres.ensureDatabase('bench_duplicates');
  return postgres.url('bench_duplicates');
}

/** @returns the folder of petitions, labels and units */
function generate(
  tools: string,
  folder: string,
  { cases, seed }: { readonly cases: number; readonly seed: number },
): string {
  const out = join(folder, `seed-${seed}`);
  run([
    join(tools, 'generate.mjs'),
    '--n',
    String(cases),
    '--seed',
    String(seed),
    '--noise',
    'medium',
    '--out',
    out,
  ]);
  return out;
}

function run(words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=4096', ...words], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr.slice(-2_000)}`);
  return stdout;
}

/** A part of the benches as a process, so that its memory is its own. */
function ownProcess(name: string, words: readonly string[]): Matched {
  const [, main = ''] = process.argv;
  return JSON.parse(run([main, name, ...words]).trim()) as Matched;
}

/** Lines of the baselines, and of the shipped model on the same petitions; trained, where they are, on another seed. */
function compareBaselines(tools: string, folder: string, cases: number): readonly string[] {
  const [train, test] = [SEEDS.train, SEEDS.test].map((seed) => generate(tools, folder, { cases, seed }));
  if (train === undefined || test === undefined) return [];
  const model = join(folder, 'baseline.json');
  const said = run([join(tools, 'baselines.mjs'), '--train', train, '--test', test, '--model', model]);
  const lines = said.split('\n').filter((line) => /^\([abc]\d?\)/.test(line));
  const cli = join(dirname(process.argv[1] ?? ''), '..', 'apps', 'cli', 'src', 'main.js');
  const files = ['--petitions', join(test, 'petitions.ndjson'), '--pairs', join(test, 'labels.ndjson')];
  const ours =
    run([cli, 'duplicates', 'evaluate', ...files, '--json'])
      .trim()
      .split('\n')
      .at(-1) ?? '{}';
  const { pairs, ms } = JSON.parse(ours) as {
    pairs: Record<'precision' | 'recall' | 'f1', number>;
    ms: number;
  };
  const percent = (share: number): string => (100 * share).toFixed(2);
  const own = `P ${percent(pairs.precision)} R ${percent(pairs.recall)} F1 ${percent(pairs.f1)}, ${ms} ms`;
  return [...lines, `shipped model and thresholds: ${own}`];
}

function verdicts(
  probed: Probed,
  { petitions, seconds, peakMb }: Matched,
): readonly (readonly [string, boolean])[] {
  const { candidates, check, recall } = probed;
  return [
    [
      `candidate query p95 ${candidates.p95.toFixed(1)} ms (≤ ${TARGETS.candidatesP95})`,
      candidates.p95 <= TARGETS.candidatesP95,
    ],
    [`whole check p95 ${check.p95.toFixed(1)} ms (≤ ${TARGETS.checkP95})`, check.p95 <= TARGETS.checkP95],
    [
      `top-50 recall ${(100 * recall).toFixed(2)} % of ${probed.duplicates} (≥ 98.5)`,
      recall >= TARGETS.recall,
    ],
    [
      `self-match of ${petitions}: ${seconds.toFixed(0)} s (≤ ${TARGETS.matchSeconds})`,
      seconds <= TARGETS.matchSeconds,
    ],
    [`its memory ${peakMb.toFixed(0)} MB (≤ ${TARGETS.matchMb})`, peakMb <= TARGETS.matchMb],
  ];
}

function report(result: {
  readonly machine: string;
  readonly cases: number;
  readonly fill: { readonly seconds: number; readonly keys: number };
  readonly probed: Probed;
  readonly residentMb: number;
  readonly matched: Matched;
  readonly trigrams: { readonly n: number; readonly p50: number; readonly p95: number };
  readonly baselines: readonly string[];
}): string {
  const { machine, cases, fill, probed, residentMb, matched, trigrams, baselines } = result;
  const { candidates, check } = probed;
  return [
    machine,
    `${cases} cases stored in ${fill.seconds.toFixed(0)} s, ${(fill.keys / cases).toFixed(1)} keys a case`,
    ...verdicts(probed, matched).map(([text, isMet]) => `${isMet ? 'met   ' : 'MISSED'} ${text}`),
    `p50: candidate query ${candidates.p50.toFixed(1)} ms, whole check ${check.p50.toFixed(1)} ms; ${residentMb.toFixed(0)} MB resident`,
    `pg_trgm, name within the province: p50 ${trigrams.p50.toFixed(0)} ms, p95 ${trigrams.p95.toFixed(0)} ms (${trigrams.n} probes)`,
    ...baselines,
    '',
  ].join('\n');
}
