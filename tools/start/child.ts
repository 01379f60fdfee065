import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

export interface ChildOptions {
  readonly name: string;
  /** Compiled entry below `dist/`. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logDir: string;
  readonly onMessage: (message: Message) => void;
  /** The child ended although nobody asked it to. */
  readonly onGone: (code: number | null) => void;
}

const STOP_WITHIN_MS = 8_000;

/** One process of `npm start`; its output goes to a log file, what matters comes as messages. */
export class Child {
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  #isStopping = false;

  constructor(private readonly options: ChildOptions) {
    mkdirSync(options.logDir, { recursive: true });
    const log = createWriteStream(join(options.logDir, `${options.name}.log`), { flags: 'a' });
    // An own process group: Ctrl-C reaches the launcher only, which then ends everything in order.
    this.#process = spawn(process.execPath, [join('dist', options.script), ...options.args], {
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.#process.stdout?.pipe(log, { end: false });
    this.#process.stderr?.pipe(log, { end: false });
    this.#process.on('message', (message) => options.onMessage(message as Message));
    this.#ended = new Promise((resolve) => {
      this.#process.once('exit', (code) => {
        log.end();
        resolve();
        if (!this.#isStopping) options.onGone(code);
      });
    });
  }

  /** SIGTERM, then SIGKILL for whatever did not listen. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}

/** Runs a child to its end; rejects unless it ends well. */
export function runChild(options: Omit<ChildOptions, 'onMessage' | 'onGone'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const onGone = (code: number | null): void =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `${options.name} không xong (mã ${code}). Xem ${join(options.logDir, `${options.name}.log`)}`,
            ),
          );
    const child = new Child({ ...options, onMessage: () => undefined, onGone });
    void child;
  });
}

/** Starts a child and waits for its first `ready` message. */
export async function startChild(
  options: Omit<ChildOptions, 'onMessage' | 'onGone'> & Partial<ChildOptions>,
): Promise<{ child: Child; ready: Message }> {
  return new Promise((resolve, reject) => {
    let fatal = '';
    const child: Child = new Child({
      ...options,
      onMessage: (message) => {
        if (message.type === 'ready') resolve({ child, ready: message });
        else if (message.type === 'fatal') fatal = String(message['message']);
        options.onMessage?.(message);
      },
      onGone: (code) => {
        reject(
          new Error(
            fatal !== ''
              ? fatal
              : `${options.name} đã dừng (mã ${code}). Xem ${join(options.logDir, `${options.name}.log`)}`,
          ),
        );
        options.onGone?.(code);
      },
    });
  });
}
