import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import type { Environment } from '@kntc/platform';

/** Two runs on one data folder would end each other's servers. */
export function refuseSecondRun(environment: Environment): void {
  const other = runningPid(join(environment.dataDir, 'run', 'gateway.json'));
  if (other === undefined) return;
  const hint = 'Dùng bản đang chạy, dừng nó trước, hoặc đặt KNTC_DATA_DIR khác.';
  throw new GatewayError(
    'GW_P401',
    `npm start đang chạy rồi trên thư mục ${environment.dataDir} (pid ${other}). ${hint}`,
  );
}

function runningPid(file: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number };
    return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('run.cjs')
      ? pid
      : undefined;
  } catch {
    return undefined; // no note, or nobody behind it
  }
}

export interface RunNote {
  readonly databaseUrl: string;
  readonly demoUrl: string | undefined;
  readonly nationalBaseUrl: string;
  readonly api?: string | undefined;
  /** What the admin API of this run answers to. */
  readonly apiKey?: string | undefined;
}

/** Lets `kntc` find the running gateway. Holds the database address with its password: readable by the owner only. */
export function noteRun(environment: Environment, run: RunNote): string {
  const folder = join(environment.dataDir, 'run');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'gateway.json');
  writeFileSync(file, JSON.stringify({ ...run, pid: process.pid }), { mode: 0o600 });
  // Stays after the run, without any secret: which database of the embedded server was used last.
  writeFileSync(
    join(folder, 'last.json'),
    JSON.stringify({ database: new URL(run.databaseUrl).pathname.slice(1) }),
  );
  return file;
}
