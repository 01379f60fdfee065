import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Child } from '../delivery/child';
import { runGateway, watchChild } from '../delivery/phases';
import { onDatabase, setStage, type Stage } from '../delivery/stage';
import { describeMachine } from '../measure/machine';
import { QUIET_CORES, untilQuiet } from '../measure/quiet';
import type { Usage } from '../measure/watch';
import { makeWorkbook } from './make-workbook';

/** Targets of issue 3, for 100,000 rows. */
const TARGETS = { seconds: 60, rssMb: 400, forRows: 100_000 };

interface WorkbookResult {
  readonly machine: string;
  readonly rows: number;
  readonly fileMb: number;
  /** From the first look at the folder to the last row judged and stored. */
  readonly seconds: number;
  readonly usage: Usage;
  readonly accepted: number;
  readonly plain: {
    readonly rows: number;
    readonly seconds: number;
    readonly readSeconds: number;
    readonly usage: Usage;
  };
}

/** A workbook through the drop folder, read to judged, next to a plain import of the same file. */
export async function benchWorkbook(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rows: { type: 'string', default: '100000' },
      'plain-rows': { type: 'string', default: '10000' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const stage = await setStage({ verify: true });
  try {
    const rows = Number(values.rows);
    const result = await measure(stage, {
      rows,
      plainRows: Math.min(rows, Number(values['plain-rows'])),
      wait: Number(values.wait),
    });
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : report(result, words));
    return verdicts(result).every(([, met]) => met);
  } finally {
    await stage.clear(false);
    rmSync(stage.folder, { recursive: true, force: true });
  }
}

async function measure(
  stage: Stage,
  wanted: { readonly rows: number; readonly plainRows: number; readonly wait: number },
): Promise<WorkbookResult> {
  cpSync(join('bench', 'workbook', 'config'), stage.configDir, { recursive: true });
  const drop = join(stage.folder, 'data', 'inbox', 'bench');
  mkdirSync(drop, { recursive: true });
  const file = join(stage.folder, 'so.xlsx');
  await makeWorkbook(file, wanted.rows);
  cpSync(file, join(drop, 'so.xlsx'));
  await untilQuiet(wanted.wait);
  const run = await runGateway(stage, 'intake');
  const accepted = await count(stage, 'select count(*)::int as count from case_version');
  await untilQuiet(wanted.wait);
  const plain = await runPlainImport(stage, file, wanted.plainRows);
  return {
    machine: describeMachine(''),
    rows: wanted.rows,
    fileMb: statSync(file).size / 1024 / 1024,
    seconds: run.summary.durationMs / 1000,
    usage: run.usage,
    accepted,
    plain,
  };
}

function count(stage: Stage, sql: string): Promise<number> {
  return onDatabase(stage.postgres.url('bench_gateway'), async (client) => {
    const { rows } = await client.query<{ count: number }>(sql);
    return rows[0]?.count ?? 0;
  });
}

async function runPlainImport(stage: Stage, file: string, rows: number): Promise<WorkbookResult['plain']> {
  const child = new Child({
    script: 'bench/main.js',
    args: ['plain-import'],
    env: {
      PLAIN_WORKBOOK: file,
      PLAIN_LIMIT: String(rows),
      PLAIN_DATABASE_URL: stage.postgres.url('bench_plain'),
    },
    logFile: stage.log('plain-import'),
  });
  const watch = watchChild(stage, child);
  try {
    const done = await child.said('done');
    const seconds = Number(done['seconds']);
    const readSeconds = Number(done['readSeconds']);
    return { rows, seconds, readSeconds, usage: watch.end() };
  } finally {
    watch.end();
    await child.stop();
  }
}

function verdicts({
  rows,
  seconds,
  usage,
  accepted,
}: WorkbookResult): readonly (readonly [string, boolean])[] {
  const limit = (TARGETS.seconds * Math.max(rows, TARGETS.forRows)) / TARGETS.forRows;
  return [
    [`read to judged within ${limit} s: ${seconds.toFixed(1)} s`, seconds <= limit],
    [`peak RSS ≤ ${TARGETS.rssMb} MB: ${usage.peakRssMb}`, usage.peakRssMb <= TARGETS.rssMb],
    [`every row became a case: ${accepted} of ${rows}`, accepted === rows],
  ];
}

function report(result: WorkbookResult, words: readonly string[]): string {
  const { rows, seconds, usage, plain, fileMb, machine } = result;
  const line = (name: string, plainText: string, own: string): string =>
    name.padEnd(28) + plainText.padStart(16) + own.padStart(16);
  const lines = [
    '',
    machine,
    `npm run bench -- workbook ${words.join(' ')}`.trimEnd(),
    `workbook of ${rows} rows, ${fileMb.toFixed(1)} MB; plain import: the whole file in memory, ${plain.rows} rows written one by one`,
    '',
    line('', 'plain import', 'gateway'),
    line('reading alone, s', plain.readSeconds.toFixed(1), '–'),
    line('rows/s', (plain.rows / plain.seconds).toFixed(0), (rows / seconds).toFixed(0)),
    line('peak RSS, MB', String(plain.usage.peakRssMb), String(usage.peakRssMb)),
    line('foreign load, cores', plain.usage.foreignCores.toFixed(2), usage.foreignCores.toFixed(2)),
    `memory at each quarter of the time: ${usage.quarterRssMb.join('/')} MB`,
    '',
    ...(usage.foreignCores < QUIET_CORES ? [] : ['! other programs worked meanwhile; see --wait']),
    ...verdicts(result).map(([text, met]) => `${met ? '✓' : '✗'} ${text}`),
  ];
  return `${lines.join('\n')}\n`;
}
