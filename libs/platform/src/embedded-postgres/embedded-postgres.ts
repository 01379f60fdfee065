import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findBinaries, type BinaryChoice } from './binaries';
import { ensureCluster, readPassword, SUPERUSER } from './cluster';
import { freePort, isFree } from './free-port';
import { claim, disown, isOwnedByOther, oneAtATime } from './ownership';
import { clusterOf, place, type Placement } from './placement';
import { clearStalePostmaster, findPostmaster, type Postmaster } from './postmaster-file';
import { adminClient, answering, launch, shutDown } from './server';

const ATTEMPTS = 5;

export interface EmbeddedPostgresOptions {
  /** Folder of this server; made when missing. Removing it (server stopped) means a new, empty database. */
  readonly dataDir: string;
  /** Fixed port; without it a free one is chosen and remembered. */
  readonly port?: number;
  /** No waiting for the disk: quick, and lost in a power cut. For tests. */
  readonly fast?: boolean;
  /** Default: the programs of the npm package. */
  readonly binaries?: BinaryChoice;
  /** Told what takes time. */
  readonly log?: (message: string) => void;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** Connection address of one database, password included: never print it. */
  readonly url: (database: string) => string;
  /** The server ran already: left behind by a killed run, or owned by a process that is still there. */
  readonly adopted: boolean;
  /** Set when the data had to move out of a folder that the server's account cannot enter. Tell the operator. */
  readonly relocatedTo?: string;
  readonly pid: number;
  /** Creates the database unless it exists. Safe when two processes ask at once. */
  readonly ensureDatabase: (name: string) => Promise<void>;
  /**
   * Stops the server: fast (5 s), then immediately; data is safe either way. Does nothing when another living
   * process owns the server.
   */
  readonly stop: () => Promise<void>;
}

/**
 * Starts PostgreSQL from the npm package, or joins the one that already runs on this folder. Works as root, below
 * folders only root may enter, and after a kill -9 of anything at any moment.
 * @throws when no server can be had; the message names the log file
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const placement = place(options.dataDir);
  const { folder } = placement;
  const { server, password, adopted, owned } = await oneAtATime(folder, () =>
    startOrAdopt(placement, options),
  );
  return {
    port: server.port,
    pid: server.process.pid,
    adopted,
    ...(placement.relocatedTo === undefined ? {} : { relocatedTo: placement.relocatedTo }),
    url: (database) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/${database}`,
    ensureDatabase: (name) => ensureDatabase(server.port, password, name),
    stop: async () => {
      if (!owned) return;
      await shutDown(server.process);
      disown(folder);
    },
  };
}

interface Started {
  readonly server: Postmaster;
  readonly password: string;
  readonly adopted: boolean;
  readonly owned: boolean;
}

async function startOrAdopt(placement: Placement, options: EmbeddedPostgresOptions): Promise<Started> {
  const binaries = findBinaries(options.binaries ?? 'package', placement.account).folder;
  ensureCluster(placement, { binaries, fast: options.fast ?? false });
  const password = readPassword(placement.folder);
  const found = await adopt(placement, password);
  const server = found ?? (await start(placement, { options, binaries, password }));
  return { server, password, adopted: found !== undefined, owned: claim(placement.folder) };
}

async function adopt(placement: Placement, password: string): Promise<Postmaster | undefined> {
  const running = findPostmaster(clusterOf(placement.folder));
  if (!running) return undefined;
  const server = await answering(placement, password, () => false);
  if (server) return server;
  // It was shutting down and is gone, or it hangs: an orphan that does not answer is of no use to anybody.
  if (!isOwnedByOther(placement.folder)) await shutDown(running.process);
  return undefined;
}

interface Start {
  readonly options: EmbeddedPostgresOptions;
  readonly binaries: string;
  readonly password: string;
}

/** Tries again when the port was taken in between, or when sessions of a killed server still hold its memory. */
async function start(placement: Placement, { options, binaries, password }: Start): Promise<Postmaster> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port = await choosePort(placement.folder, options.port);
    options.log?.(`starting PostgreSQL on port ${port}`);
    clearStalePostmaster(clusterOf(placement.folder));
    const runs = launch(placement, { binaries, port, fast: options.fast ?? false });
    const server = await answering(placement, password, runs);
    if (server) {
      writeFileSync(join(placement.folder, 'port'), String(server.port));
      return server;
    }
    await wait(attempt * 200);
  }
  throw new Error(`PostgreSQL does not start; its messages are in ${join(placement.folder, 'server.log')}`);
}

async function choosePort(folder: string, fixed: number | undefined): Promise<number> {
  if (fixed === undefined) return freePort(rememberedPort(folder));
  if (await isFree(fixed)) return fixed;
  throw new Error(`port ${fixed}, meant for the embedded PostgreSQL, is used by another program`);
}

function rememberedPort(folder: string): number {
  try {
    const port = Number(readFileSync(join(folder, 'port'), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

async function ensureDatabase(port: number, password: string, name: string): Promise<void> {
  const client = adminClient(port, password, 'postgres');
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (err) {
    // 42P04/23505: another process created it in the same moment.
    if (!['42P04', '23505'].includes((err as { code?: string }).code ?? '')) throw err;
  } finally {
    await client.end();
  }
}
