import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
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
  /** Its environment and command line, as every account of the machine's administrator may read them. */
  readonly surroundings: Buffer[];
  readonly ended: Promise<unknown>;
  readonly kill: () => Promise<void>;
  /** Asks for a picture of its heap, where it was started with {@link HEAP_SIGNAL}. */
  readonly signal: (name: NodeJS.Signals) => void;
}

/** The gateway as a process of its own, on the database of the road. */
export function startGateway(road: MiniRoad): Child {
  return keep('gateway process', [GATEWAY, '--once'], { ...environmentOf(road), LOG_LEVEL: 'debug' });
}

/** Only the admin API, for which a picture of the heap can be asked. @param careless a file to run before it */
export function startApi(
  road: MiniRoad,
  port: number,
  { heapFolder, careless }: { readonly heapFolder: string; readonly careless?: string | undefined },
): Child {
  const flags = [
    ...(careless === undefined ? [] : ['-r', careless]),
    `--heapsnapshot-signal=${HEAP_SIGNAL}`,
    `--diagnostic-dir=${heapFolder}`,
  ];
  const env = { ...environmentOf(road), ROLES: 'api', PORT: String(port), LOG_LEVEL: 'debug' };
  return keep('admin API process', [...flags, GATEWAY], env);
}

const HEAP_SIGNAL = 'SIGUSR2';

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
  const surroundings: Buffer[] = [];
  // Before its program runs, a new process still shows what its parent was.
  child.stdout?.once('data', () => surroundings.push(...surroundingsOf(child.pid)));
  child.stderr?.once('data', () => surroundings.push(...surroundingsOf(child.pid)));
  const signal = (signalName: NodeJS.Signals): void => void child.kill(signalName);
  return { name, output, surroundings, ended, kill: () => kill(child, ended), signal };
}

/** Nothing where the process is gone already, or the machine has no `/proc`. */
function surroundingsOf(pid: number | undefined): readonly Buffer[] {
  try {
    return ['environ', 'cmdline'].map((file) => readFileSync(`/proc/${pid}/${file}`));
  } catch {
    return [];
  }
}

async function kill(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

/** A folder of temporary files for the processes of one road, which nobody empties. */
export function temporaryDirOf(road: MiniRoad): string {
  const folder = join(road.configDir, 'tmp');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What every process of the gateway beside a road is told. */
export function environmentOf(road: MiniRoad): Readonly<Record<string, string>> {
  return {
    TMPDIR: temporaryDirOf(road),
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
