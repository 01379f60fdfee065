import { Presets, SingleBar } from 'cli-progress';

const PLAIN_EVERY_MS = 5_000;

/** Progress of the first synchronisation on standard error: a bar for people, a line now and then for log files. */
export class ProgressBar {
  readonly #bar = process.stderr.isTTY
    ? new SingleBar(
        {
          format: 'Đồng bộ lần đầu |{bar}| {percentage}% | {value}/{total} hồ sơ',
          stream: process.stderr,
          clearOnComplete: false,
        },
        Presets.shades_classic,
      )
    : undefined;
  #isStarted = false;
  #saidAtMs = 0;

  show(settled: number, total: number): void {
    if (total === 0) return;
    if (this.#bar === undefined) {
      if (Date.now() - this.#saidAtMs < PLAIN_EVERY_MS && settled < total) return;
      this.#saidAtMs = Date.now();
      process.stderr.write(`Đồng bộ: ${settled}/${total} hồ sơ\n`);
      return;
    }
    if (!this.#isStarted) this.#bar.start(total, settled);
    this.#isStarted = true;
    this.#bar.setTotal(total);
    this.#bar.update(settled);
  }

  stop(): void {
    if (this.#isStarted) this.#bar?.stop();
    this.#isStarted = false;
  }
}
