import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { MiniRoad } from '../journey/mini-road';

const ROOT = join(__dirname, '..', '..');
const HOOK = join(ROOT, 'test', 'environment', 'typescript-hook.cjs');
const GATEWAY = join(ROOT, 'apps', 'gateway', 'src', 'main.ts');
const CLI = join(ROOT, 'apps', 'cli', 'src', 'program.ts');

/** A process of ours whose whole output is kept. */
export interface Child {
  readonly name: string;
  readonly output: Buffer[];
  readonly ended: Promise<unknown>;
  readonly kill: () => Promise<void>;
}

/** The gateway as a process of its own, on the database of the road. */
export function startGateway(road: MiniRoad): Child {
  return keep('gateway process', [GATEWAY, '--once'], { ...environmentOf(road), LOG_LEVEL: 'debug' });
}

/** Command lines of `kntc`, one after the other in one process. */
export function runCommands(road: MiniRoad, commands: readonly (readonly string[])[]): Child {
  const code = `
    require('reflect-metadata');
    const { run } = require(${JSON.stringify(CLI)});
    const terminal = {
      variables: process.env,
      out: (line) => process.stdout.write(line + '\\n'),
      err: (line) => process.stderr.write(line + '\\n'),
    };
    (async () => {
      for (const words of ${JSON.stringify(commands)}) {
        terminal.out('$ kntc ' + words.join(' '));
        terminal.out('exit ' + (await run(words, terminal)));
      }
      process.stdout.write('', () => process.exit());
    })();`;
  return keep('kntc', ['-e', code], environmentOf(road));
}

export function keep(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Child {
  const child = spawn(process.execPath, ['-r', HOOK, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void output.push(chunk));
  const ended = once(child, 'close');
  return { name, output, ended, kill: () => kill(child, ended) };
}

async function kill(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

function environmentOf(road: MiniRoad): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: road.databaseUrl,
    NATIONAL_BASE_URL: road.nationalUrl,
    KNTC_CONFIG_DIR: road.configDir,
    KNTC_DATA_DIR: join(road.configDir, 'var'),
    MINI_URL: road.localUrl,
    KNTC_KEY_FILE: '',
    NATIONAL_USERNAME: '',
    NATIONAL_PASSWORD: '',
    REDIS_URL: '',
  };
}
