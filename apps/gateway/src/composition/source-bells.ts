import { verifyBell } from '@kntc/domain';
import type { Bell, Clock, Logger } from '@kntc/domain';
import type { SourceDefinition } from '@kntc/sources';
import type { PgBells } from '@kntc/storage';
import { TokenBuckets } from '../api/edge/token-buckets';

/** What became of a bell. */
export type BellOutcome =
  | { readonly kind: 'heard' | 'refused' | 'heard-before' }
  | { readonly kind: 'too-often'; readonly waitMs: number };

/** Of one source; more bells say nothing new. */
const RATE = { atOnce: 20, perSecond: 2 };

export interface BellParts {
  readonly definitions: readonly Pick<SourceDefinition, 'id' | 'hook'>[];
  readonly keyOf: (name: string) => Uint8Array | undefined;
  readonly store: Pick<PgBells, 'take'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Bells of local systems. A bell carries nothing: whoever rings it only makes the gateway look at the source sooner, by
 * the same query and the same account as ever.
 */
export class SourceBells {
  readonly #keyNames: ReadonlyMap<string, readonly string[]>;
  readonly #buckets: TokenBuckets;

  constructor(private readonly parts: BellParts) {
    this.#buckets = new TokenBuckets(RATE, () => parts.clock.monotonicMs());
    this.#keyNames = new Map(parts.definitions.map(({ id, hook }) => [id, hook?.keys ?? []]));
  }

  async ring(bell: Bell): Promise<BellOutcome> {
    const { keyOf, store, clock, logger } = this.parts;
    const names = this.#keyNames.get(bell.source);
    const keys = (names ?? []).map(keyOf).filter((key) => key !== undefined);
    const verdict = verifyBell(bell, keys, clock.now());
    if (verdict.kind === 'refused') {
      // The name of an unknown source is the caller's own text.
      const source = names === undefined ? {} : { source: bell.source };
      logger.warn({ stage: 'hook', ...source, code: verdict.why }, 'bell refused');
      return { kind: 'refused' };
    }
    // Counted behind the signature: strangers cannot use up the share of a source.
    const waitMs = this.#buckets.take(bell.source);
    if (waitMs > 0) return { kind: 'too-often', waitMs };
    return { kind: (await store.take(bell.source, verdict.nonce)) ? 'heard' : 'heard-before' };
  }
}
