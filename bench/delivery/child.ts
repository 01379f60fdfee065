import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

export interface ChildOptions {
  /** Compiled entry below `dist/`. */
  readonly script: string;
  readonly args?: readonly string[];
  /** For Node itself. */
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** What a child says over its IPC channel. */
export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

const STOP_WITHIN_MS = 10_000;

/** One process of the bench. Its output goes to a file, as under `npm start`; what matters comes as messages. */
export class Child {
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(private readonly options: ChildOptions) {
    const { script, args = [], nodeArgs = [], env = {}, logFile } = options;
    this.#process = spawn(process.execPath, [...nodeArgs, join('dist', script), ...args], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const log = createWriteStream(logFile, { flags: 'a' });
    this.#process.stdout?.pipe(log, { end: false });
    this.#process.stderr?.pipe(log, { end: false });
    this.#ended = new Promise((resolve) => this.#process.once('exit', () => resolve()));
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The first message of this type. Rejects when the child says that it cannot, or ends before. */
  said(type: string): Promise<Message> {
    const { script, logFile } = this.options;
    return new Promise((resolve, reject) => {
      this.#process.on('message', (message: Message) => {
        if (message.type === type) resolve(message);
        else if (message.type === 'fatal') reject(new Error(String(message['message'])));
      });
      void this.#ended.then(() =>
        reject(new Error(`${script} ended early, see ${logFile} (--keep keeps it)`)),
      );
    });
  }

  ended(): Promise<void> {
    return this.#ended;
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}
