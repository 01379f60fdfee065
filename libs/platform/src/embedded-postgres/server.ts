import { spawn } from 'node:child_process';
import { closeSync, openSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { SERVER_ENVIRONMENT, SUPERUSER } from './cluster';
import { clusterOf, type Placement } from './placement';
import { findPostmaster, type Postmaster } from './postmaster-file';
import { isAlive, type ProcessIdentity } from './process-identity';

const POLL_MS = 25;
/** A crashed server first replays its log; with a full one that takes a while. */
const READY_WITHIN_MS = 120_000;
const LOG_LIMIT_BYTES = 5_000_000;
const FAST_SHUTDOWN_MS = 5_000;
const IMMEDIATE_SHUTDOWN_MS = 3_000;

/**
 * Nothing a client sends reaches the server's log: failing statements and their values hold personal data, so
 * messages of level ERROR stay out (LOG outranks ERROR here) and the rest is terse.
 */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'logging_collector=off',
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_min_duration_statement=-1',
  'log_statement=none',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
  'log_error_verbosity=terse',
  'jit=off',
  // Every disk of today: with the default of spinning ones, lists of few rows are read by whole tables.
  'random_page_cost=1.1',
  // A first load of a province writes a gigabyte: with the default it is flushed in the middle, again and again.
  'max_wal_size=2GB',
];
const FAST_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB'];

export interface LaunchOptions {
  readonly binaries: string;
  readonly port: number;
  readonly fast: boolean;
}

/**
 * Starts the server in a session of its own: Ctrl-C in our terminal does not reach it before we have closed our
 * connections, and it does not keep our event loop alive. Its output goes straight to a file, so it also survives
 * our death; the next start adopts it.
 * @returns whether the process is still there
 */
export function launch(placement: Placement, { binaries, port, fast }: LaunchOptions): () => boolean {
  const { folder, account } = placement;
  const settings = [...SETTINGS, ...(fast ? FAST_SETTINGS : [])].flatMap((setting) => ['-c', setting]);
  const log = openLog(join(folder, 'server.log'));
  try {
    const child = spawn(
      join(binaries, 'postgres'),
      ['-D', clusterOf(folder), '-p', String(port), ...settings],
      {
        ...(account.switched ? { uid: account.uid, gid: account.gid } : {}),
        cwd: clusterOf(folder),
        env: SERVER_ENVIRONMENT,
        detached: true,
        stdio: ['ignore', log, log],
      },
    );
    let runs = true;
    child.on('error', () => (runs = false));
    child.on('exit', () => (runs = false));
    child.unref();
    return () => runs;
  } finally {
    closeSync(log);
  }
}

/**
 * Waits until the server of this cluster answers with our password.
 * @param comes whether a server not seen yet may still appear
 * @returns `undefined` when there is no server (any more) or it stays silent
 */
export async function answering(
  placement: Placement,
  password: string,
  comes: () => boolean,
): Promise<Postmaster | undefined> {
  const cluster = clusterOf(placement.folder);
  const end = performance.now() + READY_WITHIN_MS;
  while (performance.now() < end) {
    const mayAppear = comes();
    const server = findPostmaster(cluster);
    if (server && (await answers(server.port, password, cluster))) return server;
    if (!server && !mayAppear) return undefined;
    await wait(POLL_MS);
  }
  return undefined;
}

/** Fast shutdown, then less and less politely. Resolves when the process is gone. */
export async function shutDown(server: ProcessIdentity): Promise<void> {
  // SIGINT: end all sessions, write everything, stop. SIGQUIT: stop now and recover at the next start.
  if (await ends(server, 'SIGINT', FAST_SHUTDOWN_MS)) return;
  if (await ends(server, 'SIGQUIT', IMMEDIATE_SHUTDOWN_MS)) return;
  await ends(server, 'SIGKILL', IMMEDIATE_SHUTDOWN_MS);
}

async function ends(server: ProcessIdentity, signal: NodeJS.Signals, withinMs: number): Promise<boolean> {
  if (!isAlive(server)) return true;
  process.kill(server.pid, signal);
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (!isAlive(server)) return true;
    await wait(POLL_MS);
  }
  return false;
}

/** A port alone proves nothing: it is our server only if it accepts our password and serves our cluster. */
async function answers(port: number, password: string, cluster: string): Promise<boolean> {
  const client = adminClient(port, password, 'postgres');
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === cluster;
  } catch {
    return false; // still starting, still recovering, or shutting down
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function adminClient(port: number, password: string, database: string): Client {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password,
    database,
    connectionTimeoutMillis: 5_000,
    query_timeout: 60_000,
  });
  client.on('error', () => undefined); // a server that goes away is noticed by the next query
  return client;
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) truncateSync(file);
  return openSync(file, 'a', 0o600);
}
