import { extname, join } from 'node:path';
import type { ReadSheet } from '@kntc/domain';
import { Worker } from 'node:worker_threads';
import { FileRefused } from '../refusals';
import type { FileReport } from '../table/inspect-file';
import type { LinedRecord } from '../table/read-records';
import type { ReadingAnswer, ReadingTask, TablesTask } from './protocol';

/** A file that needs more than this to be read is not a register. Texts of cells lie outside the heap. */
const HEAP_MB = 128;
/** Small: what parsing throws away at once must not pile up into memory of the process. */
const YOUNG_HEAP_MB = 16;

/** A register of 100,000 rows is looked through in some ten seconds, also on a slow machine in less than a minute. */
const ANSWER_WITHIN_MS = 120_000;

/**
 * A file being read in a thread of its own: parsing does not hold up the gateway, and a file made to exhaust memory
 * ends its thread, not the process.
 */
export class Reading {
  readonly #worker: Worker;
  readonly #answers: ReadingAnswer[] = [];
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  /** @param withinMs longest wait for one answer */
  constructor(
    task: ReadingTask | TablesTask,
    private readonly withinMs = ANSWER_WITHIN_MS,
  ) {
    this.#worker = new Worker(join(__dirname, `reading-thread${extname(__filename)}`), {
      workerData: task,
      execArgv: requires(process.execArgv),
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
    this.#worker.on('message', (answer: ReadingAnswer) => this.#arrived(answer));
    this.#worker.on('error', (err) => this.#failed(err));
    this.#worker.on('exit', () => this.#failed(new FileRefused('DAMAGED', 'việc đọc tệp dừng giữa chừng')));
  }

  /** @throws FileRefused */
  async report(): Promise<FileReport> {
    const answer = await this.#next();
    if (answer.kind !== 'report') throw new FileRefused('DAMAGED', 'việc đọc tệp dừng giữa chừng');
    return answer.report;
  }

  /** @throws FileRefused */
  async tables(): Promise<readonly ReadSheet[]> {
    const answer = await this.#next();
    if (answer.kind !== 'tables') throw new FileRefused('DAMAGED', 'việc đọc tệp dừng giữa chừng');
    return answer.tables;
  }

  /** The next records; `undefined` = the file is read to its end. @throws FileRefused */
  async records(): Promise<readonly LinedRecord[] | undefined> {
    const answer = await this.#next();
    if (answer.kind !== 'records') return undefined;
    this.#worker.postMessage('more', []);
    return answer.records;
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners();
    await this.#worker.terminate();
  }

  async #next(): Promise<ReadingAnswer> {
    while (this.#answers.length === 0) {
      if (this.#failure !== undefined) throw this.#failure;
      const timer = setTimeout(() => this.#tooSlow(), this.withinMs);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      clearTimeout(timer);
    }
    const answer = this.#answers.shift();
    if (answer === undefined || answer.kind !== 'refused') return answer ?? { kind: 'end' };
    throw new FileRefused(answer.code, answer.detail);
  }

  #arrived(answer: ReadingAnswer): void {
    this.#answers.push(answer);
    this.#wake?.();
  }

  /** The thread is ended at once: it may be lost in a loop and hear nothing. */
  #tooSlow(): void {
    this.#failed(new FileRefused('TOO_BIG', 'đọc quá lâu'));
    void this.#worker.terminate();
  }

  #failed(err: Error & { readonly code?: string }): void {
    this.#failure ??=
      err.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new FileRefused('TOO_BIG', 'cần quá nhiều bộ nhớ để đọc')
        : err;
    this.#wake?.();
  }
}

/** Reads a file whole, once, in a thread of its own. @throws FileRefused */
export async function inspect(
  task: Omit<ReadingTask, 'kind' | 'after' | 'doubled'>,
  withinMs?: number,
): Promise<FileReport> {
  const reading = new Reading({ ...task, kind: 'inspect', after: 0, doubled: [] }, withinMs);
  try {
    return await reading.report();
  } finally {
    await reading.close();
  }
}

/** `-r module` of this process: all that a thread may take over (flags of the script engine it may not). */
function requires(execArgv: readonly string[]): string[] {
  return execArgv.flatMap((word, index) => {
    const value = execArgv[index + 1];
    return ['-r', '--require'].includes(word) && value !== undefined ? ['-r', value] : [];
  });
}
