import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@kntc/platform';

/** A Redis of the bench's own that keeps what it was given, as PostgreSQL does: an append-only file, synced every second. */
export interface BenchRedis {
  readonly pid: number;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const PROGRAM = 'redis-server';
const READY_WITHIN_MS = 10_000;

/** @returns why there is none, where redis-server is not on this machine */
export async function startBenchRedis(folder: string): Promise<BenchRedis | string> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const kept = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec', '--dir', folder];
  const child = spawn(
    PROGRAM,
    ['--port', String(port), '--bind', '127.0.0.1', '--maxmemory-policy', 'noeviction', ...kept],
    { stdio: 'ignore' },
  );
  const failed = once(child, 'error').then(() => `${PROGRAM} is not on this machine`);
  const ready = answers(port).then((isUp) => (isUp ? undefined : `${PROGRAM} does not answer`));
  const problem = await Promise.race([failed, ready]);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.pid === undefined) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  if (problem === undefined) return { pid: child.pid ?? 0, url: `redis://127.0.0.1:${port}`, stop };
  await stop();
  return problem;
}

async function answers(port: number): Promise<boolean> {
  for (const limit = performance.now() + READY_WITHIN_MS; performance.now() < limit; await wait(50))
    if (await accepts(port)) return true;
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isUp: boolean): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
