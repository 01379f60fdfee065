import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@kntc/platform';
import { startReaper } from './reaper';
import { requireTool } from './tools';

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** As a power cut: nothing is written, nothing said. */
  readonly kill: () => Promise<void>;
  /** After {@link TestRedis.kill}: the same port, empty (nothing is kept on disk). */
  readonly startAgain: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * A Redis of one test file, on a free port. Ask for it inside `describeWith('redis', …)`.
 * @throws when redis-server is not on this machine or does not answer within ten seconds
 */
export async function startRedis(): Promise<TestRedis> {
  const program = requireTool('redis');
  const folder = mkdtempSync(join(tmpdir(), 'kntc-redis-'));
  const port = await freePort();
  const reaper = startReaper();
  reaper.remove(folder);
  const launch = async (): Promise<ChildProcess> => {
    const options = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ];
    const child = spawn(program, [...options, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    if (child.pid !== undefined) reaper.kill(child.pid);
    await answers(port, child);
    return child;
  };
  let child = await launch();
  const kill = (): Promise<void> => end(child, 'SIGKILL');
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    startAgain: async () => {
      child = await launch();
    },
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
      reaper.done();
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (const limit = performance.now() + 10_000; performance.now() < limit; await wait(20)) {
    if (child.exitCode !== null) throw new Error(`redis-server ended at once with code ${child.exitCode}`);
    if (await pings(port)) return;
  }
  throw new Error('redis-server does not answer');
}

function pings(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}
