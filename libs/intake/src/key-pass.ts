import { GatewayError } from '@kntc/domain';
import type { BegunPass, GoneStore, Logger, Source, StoredKeys } from '@kntc/domain';
import { KeySet } from './key-set';

/** Stored keys looked at at once. */
const BATCH = 5_000;
/** When less of what stood before is left, a person looks before anything is flagged. */
const LEAST_SHARE_LEFT = 0.5;

export type KeyPassResult =
  | { readonly kind: 'not-due' }
  /** The source could not be read to its end, or the process is stopping: nothing is known, nothing was flagged. */
  | { readonly kind: 'broken-off' }
  | { readonly kind: 'suspicious'; readonly missing: number; readonly stood: number }
  | { readonly kind: 'complete'; readonly gone: number; readonly back: number };

export interface KeyPassPorts {
  readonly store: GoneStore;
  readonly logger: Logger;
}

/**
 * Compares all keys of a source with those that stood there before. Rows that are deleted move no watermark: their
 * absence from a complete pass is the only sign. A missing key is flagged as gone at the source, which bars new steps;
 * nothing is ever deleted nationally. A pass that breaks off, or that misses suspiciously much (another view, a
 * restored backup, a revoked right), flags nothing.
 */
export class KeyPass {
  constructor(private readonly ports: KeyPassPorts) {}

  /** Runs when the last pass is older than `everyMs`. A crash between two flags leaves each of them right. */
  async run(source: Source, everyMs: number, signal: AbortSignal): Promise<KeyPassResult> {
    const { store } = this.ports;
    const { id } = source.info;
    const begun = await store.begin(id, everyMs);
    if (begun === undefined) return { kind: 'not-due' };
    const keys = await this.#read(source, signal);
    if (keys === undefined) return { kind: 'broken-off' };
    const { stood, missing, back } = await this.#count(id, begun, keys);
    const isSuspicious = missing > 0 && stood - missing < stood * LEAST_SHARE_LEFT;
    if (isSuspicious && missing > begun.confirmedMissing) {
      this.ports.logger.error(
        { stage: 'intake', source: id, code: 'GW_S106', count: missing },
        'keys missing',
      );
      await store.finish(id, begun.startedAt, { kind: 'suspicious', missing, stood });
      return { kind: 'suspicious', missing, stood };
    }
    const flagged = missing + back === 0 ? { gone: 0, back: 0 } : await this.#flag(id, begun, keys);
    await store.finish(id, begun.startedAt, { kind: 'complete' });
    return { kind: 'complete', ...flagged };
  }

  async #read(source: Source, signal: AbortSignal): Promise<KeySet | undefined> {
    const keys = new KeySet();
    try {
      for await (const batch of source.keys()) {
        for (const key of batch) keys.add(key);
        if (signal.aborted) return undefined;
      }
      return keys;
    } catch (err) {
      if (!(err instanceof GatewayError)) throw err;
      const { code } = err;
      this.ports.logger.warn({ stage: 'intake', source: source.info.id, code }, 'key pass broken off');
      return undefined;
    }
  }

  /** How many keys stood at the source so far, how many of them are missing now, how many missed ones are back. */
  async #count(sourceId: string, begun: BegunPass, keys: KeySet) {
    let stood = 0;
    let missing = 0;
    let back = 0;
    for await (const stored of this.#stored(sourceId, begun)) {
      const standing = stored.filter((one) => !one.isGone);
      stood += standing.length;
      missing += standing.filter((one) => !keys.has(one.localKey)).length;
      back += stored.filter((one) => one.isGone && keys.has(one.localKey)).length;
    }
    return { stood, missing, back };
  }

  async #flag(sourceId: string, { startedAt, ...begun }: BegunPass, keys: KeySet) {
    let flagged = 0;
    let unflagged = 0;
    for await (const stored of this.#stored(sourceId, { startedAt, ...begun })) {
      const gone = stored.filter((one) => !one.isGone && !keys.has(one.localKey)).map((one) => one.id);
      const back = stored.filter((one) => one.isGone && keys.has(one.localKey)).map((one) => one.id);
      if (gone.length + back.length > 0) await this.ports.store.flag({ startedAt, gone, back });
      flagged += gone.length;
      unflagged += back.length;
    }
    return { gone: flagged, back: unflagged };
  }

  async *#stored(sourceId: string, { startedAt }: BegunPass) {
    for (let after: string | undefined = '0'; after !== undefined;) {
      const { keys, next }: StoredKeys = await this.ports.store.stood(sourceId, startedAt, after, BATCH);
      yield keys;
      after = next;
    }
  }
}
