import { createSecretKey, randomFillSync, type KeyObject } from 'node:crypto';
import { GatewayError } from '@kntc/domain';
import type { Clock, FreshSeal, KeyWrapper, PlacedKey, RecordBox, RecordSeals, SealBox } from '@kntc/domain';
import { KeyCache, type CacheBounds } from './key-cache';
import { createSealBox } from './seal-box';

const KEY_BYTES = 32;

export interface DataKeysOptions {
  readonly wrapper: KeyWrapper;
  /** Opens what was sealed before there were data keys. */
  readonly old: SealBox;
  readonly clock: Clock;
  /** How many data keys stay open in memory, and for how long at most. */
  readonly cache: CacheBounds;
}

/** {@link RecordSeals}: makes data keys, has them wrapped, and keeps a bounded number of them open for a bounded time. */
export class DataKeys implements RecordSeals {
  readonly #cache: KeyCache;

  constructor(private readonly options: DataKeysOptions) {
    this.#cache = new KeyCache(options.cache, options.clock);
  }

  async fresh(places: readonly string[], kek: string): Promise<readonly FreshSeal[]> {
    if (places.length === 0) return [];
    const bytes = randomFillSync(Buffer.allocUnsafeSlow(KEY_BYTES * places.length));
    const plain = places.map((place, index) => ({
      place,
      key: bytes.subarray(KEY_BYTES * index, KEY_BYTES * (index + 1)),
    }));
    try {
      const wrapped = await this.options.wrapper.wrap(plain, kek);
      return plain.map(({ place, key }, index) => {
        const stored = wrapped[index];
        if (stored === undefined) throw new GatewayError('GW_T303', 'a key was not wrapped');
        const opened = createSecretKey(key);
        this.#cache.put({ ...stored, place }, opened);
        return { box: this.#box(opened), key: stored };
      });
    } finally {
      bytes.fill(0);
    }
  }

  async of(wanted: Parameters<RecordSeals['of']>[0]): Promise<readonly RecordBox[]> {
    this.#cache.dropExpired();
    const placed = wanted.map(({ place, key }) => key && { ...key, place });
    const boxes: (RecordBox | undefined)[] = placed.map((key) =>
      key === undefined ? this.options.old : this.#cached(key),
    );
    const missing = boxes.flatMap((box, index) => (box === undefined ? [index] : []));
    if (missing.length > 0) {
      const unwrapped = await this.#unwrap(missing.flatMap((index) => placed[index] ?? []));
      missing.forEach((index, at) => (boxes[index] = unwrapped[at]));
    }
    return boxes.map((box) => box ?? new GatewayError('GW_T303', 'a key was not unwrapped'));
  }

  async #unwrap(keys: readonly PlacedKey[]): Promise<readonly RecordBox[]> {
    const opened = await this.options.wrapper.unwrap(keys);
    return keys.map((key, index) => {
      const bytes = opened[index];
      if (bytes instanceof GatewayError) return bytes;
      if (bytes?.length !== KEY_BYTES) return new GatewayError('GW_T303', 'a data key has the wrong size');
      const secret = createSecretKey(bytes);
      bytes.fill(0);
      this.#cache.put(key, secret);
      return this.#box(secret);
    });
  }

  #cached(key: PlacedKey): SealBox | undefined {
    const secret = this.#cache.get(key);
    return secret && this.#box(secret);
  }

  #box(key: KeyObject): SealBox {
    return createSealBox(key, this.options.old);
  }
}
