import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startEmbeddedPostgres, type EmbeddedPostgres } from '@kntc/platform';
import { Client } from 'pg';
import { parse, stringify } from 'yaml';
import { Child } from './child';

/** Everything the phases share: a folder, a PostgreSQL, a far side, a configuration. Nothing outlives {@link Stage.clear}. */
export interface Stage {
  readonly folder: string;
  readonly postgres: EmbeddedPostgres;
  readonly simulator: Child;
  /** `http://127.0.0.1:port` of the simulator. */
  readonly origin: string;
  readonly configDir: string;
  readonly log: (name: string) => string;
  readonly clear: (keep: boolean) => Promise<void>;
}

export async function setStage(options: { readonly verify: boolean }): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-bench-'));
  chmodSync(folder, 0o711); // the account of PostgreSQL passes through
  const log = (name: string): string => join(folder, `${name}.log`);
  const configDir = writeConfig(folder, options.verify);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  for (const name of ['bench_gateway', 'bench_source', 'bench_plain']) await postgres.ensureDatabase(name);
  const port = await freePort();
  const simulator = new Child({
    script: 'apps/national-simulator/src/main.js',
    args: ['--port', String(port), '--data', join(folder, 'simulator')],
    logFile: log('simulator'),
  });
  const clear = async (keep: boolean): Promise<void> => {
    await simulator.stop();
    await postgres.stop();
    if (!keep) rmSync(folder, { recursive: true, force: true });
  };
  try {
    await simulator.said('ready');
  } catch (err) {
    await clear(true);
    throw err;
  }
  return { folder, postgres, simulator, origin: `http://127.0.0.1:${port}`, configDir, log, clear };
}

/** The province of the bench with the national profile as it stands, but for `verifyCreate` when it is asked for. */
function writeConfig(folder: string, verify: boolean): string {
  const configDir = join(folder, 'config');
  mkdirSync(configDir);
  cpSync(join('bench', 'delivery', 'config'), configDir, { recursive: true });
  cpSync(join('config', 'national'), join(configDir, 'national'), { recursive: true });
  const file = join(configDir, 'national', 'ttcp-2018.yaml');
  const profile = parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  // Every create is counted, as in a real province; no day is full.
  const limits = { ...(profile['limits'] as object), createsPerDay: 1_000_000 };
  writeFileSync(file, stringify({ ...profile, limits, ...(!verify && { verifyCreate: false }) }));
  return configDir;
}

/** Runs `work` on a connection to one of the bench's databases. */
export async function onDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
