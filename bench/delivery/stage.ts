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
  /** Of the profile in force. */
  readonly requestsAtOnce: number;
  readonly log: (name: string) => string;
  readonly clear: (keep: boolean) => Promise<void>;
}

export interface StageOptions {
  /** Whether every create is looked up afterwards, as the profile is configured. */
  readonly verify: boolean;
  /** How soon and how far back the source is looked at; default: once an hour, ten minutes. */
  readonly source?: { readonly pollEvery: string; readonly overlap: string };
  /** Laid over `limits` of the profile. */
  readonly limits?: Readonly<Record<string, number | string>>;
}

export async function setStage(options: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-bench-'));
  chmodSync(folder, 0o711); // the account of PostgreSQL passes through
  const log = (name: string): string => join(folder, `${name}.log`);
  const { configDir, requestsAtOnce } = writeConfig(folder, options);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  for (const name of ['bench_gateway', 'bench_source']) await postgres.ensureDatabase(name);
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
  const origin = `http://127.0.0.1:${port}`;
  return { folder, postgres, simulator, origin, configDir, requestsAtOnce, log, clear };
}

interface ProfileFile {
  readonly limits: Readonly<Record<string, unknown>>;
  readonly overrides: { readonly demo: { readonly limits: { readonly requestsAtOnce: number } } };
}

/** The province of the bench with the national profile as it stands, but for what is asked for. */
function writeConfig(
  folder: string,
  { verify, limits, source }: StageOptions,
): Pick<Stage, 'configDir' | 'requestsAtOnce'> {
  const configDir = join(folder, 'config');
  mkdirSync(configDir);
  cpSync(join('bench', 'delivery', 'config'), configDir, { recursive: true });
  cpSync(join('config', 'national'), join(configDir, 'national'), { recursive: true });
  if (source !== undefined) pollOften(join(configDir, 'sources', 'bench.yaml'), source);
  const file = join(configDir, 'national', 'ttcp-2018.yaml');
  const profile = parse(readFileSync(file, 'utf8')) as ProfileFile;
  const { demo } = profile.overrides;
  const changed = {
    ...profile,
    // Every create is counted, as in a real province; no day is full.
    limits: { ...profile.limits, createsPerDay: 1_000_000 },
    overrides: { ...profile.overrides, demo: { ...demo, limits: { ...demo.limits, ...limits } } },
    ...(!verify && { verifyCreate: false }),
  };
  writeFileSync(file, stringify(changed));
  return { configDir, requestsAtOnce: changed.overrides.demo.limits.requestsAtOnce };
}

function pollOften(file: string, { pollEvery, overlap }: NonNullable<StageOptions['source']>): void {
  const definition = parse(readFileSync(file, 'utf8')) as { readonly record: object };
  const record = { ...definition.record, overlap };
  writeFileSync(file, stringify({ ...definition, pollEvery, record }));
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
