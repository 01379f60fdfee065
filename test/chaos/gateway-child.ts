import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mishap } from './child-control';

const HOOK = join(__dirname, '..', 'environment', 'typescript-hook.cjs');
const MAIN = join(__dirname, '..', '..', 'apps', 'gateway', 'src', 'main.ts');
/** Lets the process be told to go wrong: see there. */
const CONTROL = join(__dirname, 'child-control.ts');
const READY_WITHIN_MS = 60_000;

/** A gateway as a process of its own, which can be killed, frozen and started again. */
export class GatewayChild {
  #child: ChildProcess | undefined;
  #log = '';
  #url = '';

  constructor(private readonly variables: Readonly<Record<string, string | undefined>>) {}

  /** Where its API is. */
  get url(): string {
    return this.#url;
  }

  /** What it logged, for a failing test. */
  get log(): string {
    return this.#log.slice(-4_000);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Whether it stands still, as after SIGSTOP. */
  get isFrozen(): boolean {
    try {
      return readFileSync(`/proc/${this.#child?.pid}/stat`, 'utf8').split(') ')[1]?.startsWith('T') === true;
    } catch {
      return false;
    }
  }

  async start(): Promise<void> {
    const child = fork(MAIN, [], {
      execArgv: ['-r', HOOK, '-r', CONTROL],
      env: { ...process.env, ...this.variables, PORT: '0', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => (this.#log = `${this.#log.slice(-20_000)}${String(chunk)}`));
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready: ${this.log}`)), READY_WITHIN_MS);
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`ended with ${code ?? signal}: ${this.log}`));
      });
      child.on('message', (message: { readonly type?: string; readonly url?: string }) => {
        if (message.type !== 'ready') return;
        clearTimeout(timer);
        this.#url = message.url ?? '';
        resolve();
      });
    });
  }

  /** Lets something go wrong inside it; a process that is gone hears nothing. */
  tell(mishap: Mishap): void {
    if (this.isRunning) this.#child?.send(mishap, () => undefined);
  }

  /** Dead at once, as in a power cut. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Asked to end, as an operator does. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.isRunning) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await ended;
  }
}
