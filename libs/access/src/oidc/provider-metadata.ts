import * as client from 'openid-client';
import type { Clock } from '@kntc/domain';

/** A provider that moves an address is noticed within this time. */
const FRESH_MS = 10 * 60_000;
/** After a failure nobody asks again for so long: a provider that is down is not hammered, and people are told at once. */
const REST_MS = 5_000;

/** What a provider says about itself: asked for when somebody needs it, by one at a time, and remembered for a while. */
export class ProviderMetadata {
  #known: { readonly metadata: client.ServerMetadata; readonly untilMs: number } | undefined;
  #failed: { readonly err: unknown; readonly untilMs: number } | undefined;
  #asking: Promise<client.ServerMetadata> | undefined;

  constructor(
    private readonly ask: () => Promise<client.ServerMetadata>,
    private readonly clock: Pick<Clock, 'monotonicMs'>,
  ) {}

  /** @throws what the asking threw, also for a while after it did */
  async get(): Promise<client.ServerMetadata> {
    const now = this.clock.monotonicMs();
    if (this.#known !== undefined && now < this.#known.untilMs) return this.#known.metadata;
    if (this.#failed !== undefined && now < this.#failed.untilMs) throw this.#failed.err;
    this.#asking ??= this.#renew().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #renew(): Promise<client.ServerMetadata> {
    try {
      const metadata = await this.ask();
      this.#known = { metadata, untilMs: this.clock.monotonicMs() + FRESH_MS };
      this.#failed = undefined;
      return metadata;
    } catch (err) {
      this.#failed = { err, untilMs: this.clock.monotonicMs() + REST_MS };
      throw err;
    }
  }
}
