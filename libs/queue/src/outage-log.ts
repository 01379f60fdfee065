import type { Logger } from '@kntc/domain';

/** Says once that something failed and once that it works again, however often it is tried in between. */
export class OutageLog {
  #failing = false;

  constructor(
    private readonly logger: Logger,
    private readonly what: string,
  ) {}

  failed(err: unknown): void {
    if (this.#failing) return;
    this.#failing = true;
    this.logger.warn(
      { stage: 'queue', err },
      `${this.what} fails; it heals itself, the sweeper rings meanwhile`,
    );
  }

  works(): void {
    if (!this.#failing) return;
    this.#failing = false;
    this.logger.info({ stage: 'queue' }, `${this.what} works again`);
  }
}
