import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@kntc/platform';

const ROOT = join(__dirname, '..', '..');

/** Summary of `--once --json` as `architecture.md` §6 fixes it. */
export interface Summary {
  readonly read: number;
  readonly confirmed: number;
  readonly waiting: number;
  readonly quarantined: number;
  readonly held: number;
  readonly unknown: number;
  readonly outOfScope: number;
  readonly noChannel: number;
  readonly unaccounted: number;
  readonly byType: Readonly<Record<'KN' | 'TC' | 'KNPA', number>>;
  readonly steps: Readonly<Record<string, number>>;
}

export interface RunNote {
  readonly databaseUrl: string;
  readonly demoUrl: string;
  readonly nationalBaseUrl: string;
}

/** `npm start` as an operator runs it, in a data folder of its own. */
export class Product {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'kntc-product-'));
  #child: ChildProcess | undefined;
  #stderr = '';

  constructor(private readonly env: Readonly<Record<string, string>>) {
    chmodSync(this.dataDir, 0o711); // the account of PostgreSQL passes through
  }

  /** `npm start -- --once --json`: exit code and last line. */
  async once(
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly code: number | null; readonly summary: Summary; readonly stderr: string }> {
    const child = this.#spawn(['--once', '--json'], env);
    let out = '';
    child.stdout?.on('data', (chunk) => (out += String(chunk)));
    const code = await exited(child);
    const last = out.trim().split('\n').at(-1) ?? '';
    return { code, summary: (last === '' ? {} : JSON.parse(last)) as Summary, stderr: this.#stderr };
  }

  /** `npm start`, until it says that the first synchronisation is over. */
  async start(): Promise<{ readonly api: string }> {
    const child = this.#spawn(['--json'], { PORT: '0' });
    let out = '';
    child.stdout?.on('data', (chunk) => (out += String(chunk)));
    await until(
      () => out.includes('\n') || child.exitCode !== null,
      120_000,
      `npm start is ready (${this.#stderr})`,
    );
    return JSON.parse(out.trim()) as { api: string };
  }

  /** Starts a run without waiting for anything. */
  begin(): void {
    this.#spawn(['--once', '--json'], {});
  }

  /** SIGTERM; how long it took until the process was gone. */
  async stop(): Promise<number> {
    const child = this.#child;
    if (child === undefined) return 0;
    const begun = performance.now();
    child.kill('SIGTERM');
    await exited(child);
    return performance.now() - begun;
  }

  /** kill -9 for every process of this run at once: launcher, gateway, demo, PostgreSQL. */
  async killEverything(): Promise<void> {
    for (const pid of this.processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone already.
      }
    }
    await until(() => this.processes().length === 0, 10_000, 'everything is dead');
  }

  /** Processes of this run: those that were started with our data folder, and PostgreSQL below it. */
  processes(): readonly number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map(Number)
      .filter((pid) => belongsTo(pid, this.dataDir));
  }

  note(): RunNote {
    return JSON.parse(readFileSync(join(this.dataDir, 'run', 'gateway.json'), 'utf8')) as RunNote;
  }

  /** The databases after a run has ended. */
  async withDatabase<T>(work: (urlOf: (database: string) => string) => Promise<T>): Promise<T> {
    const server = await startEmbeddedPostgres({ dataDir: join(this.dataDir, 'postgres') });
    try {
      return await work(server.url);
    } finally {
      await server.stop();
    }
  }

  async dispose(): Promise<void> {
    await this.killEverything();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  #spawn(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    this.#stderr = '';
    const child = spawn(process.execPath, [join(ROOT, 'tools', 'run.cjs'), 'start', ...args], {
      cwd: ROOT,
      env: { ...process.env, KNTC_DATA_DIR: this.dataDir, ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr?.on('data', (chunk) => (this.#stderr += String(chunk)));
    this.#child = child;
    return child;
  }
}

function belongsTo(pid: number, dataDir: string): boolean {
  try {
    const isOurs = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`KNTC_DATA_DIR=${dataDir}\0`);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    return state !== 'Z' && (isOurs || command.includes(dataDir) || readParentCommand(pid).includes(dataDir));
  } catch {
    return false;
  }
}

/** PostgreSQL's workers carry neither our environment nor the folder in their title; their postmaster does. */
function readParentCommand(pid: number): string {
  const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  if (parent === '0' || parent === '1') return '';
  const command = readFileSync(`/proc/${parent}/cmdline`, 'utf8');
  return command.includes('postgres') ? command : '';
}

function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

/** Waits for a condition; the message says which one did not come true. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  withinMs: number,
  what: string,
): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end; await wait(100)) {
    if (await condition()) return;
  }
  throw new Error(`not within ${withinMs} ms: ${what}`);
}
