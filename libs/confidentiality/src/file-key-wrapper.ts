import { GatewayError } from '@kntc/domain';
import type { KeyCustody, PlacedKey, PlainKey, WrappedKey } from '@kntc/domain';
import { loadKeyFile, replaceKeyFile } from './key-file';
import { withNewKey, withoutKey } from './key-file-format';
import { keyFingerprint, type Keys } from './keys';
import { openWith, sealWith } from './seal-box';

const PREFIX = 'file:';

/** Where the keys of a {@link FileKeyWrapper} are kept. */
export interface KeptKeys {
  read(): Keys;
  replace(keys: Keys): void;
}

/** A key file that exists. */
export function keptInFile(path: string): KeptKeys {
  return {
    read: () => loadKeyFile(path, { createIfMissing: false }),
    replace: (keys) => replaceKeyFile(path, keys),
  };
}

/**
 * {@link KeyCustody} with the keys of a key file. A KEK it does not know makes it read the file once more, so that a
 * rotation reaches every running process; a file that belongs to another database is not taken over.
 */
export class FileKeyWrapper implements KeyCustody {
  #keys: Keys;

  constructor(
    keys: Keys,
    private readonly kept: KeptKeys,
  ) {
    this.#keys = keys;
  }

  newest(): Promise<string> {
    return Promise.resolve(`${PREFIX}${this.#keys.wrappingIds.at(-1) ?? ''}`);
  }

  async wrap(keys: readonly PlainKey[], kek: string): Promise<readonly WrappedKey[]> {
    this.#know([kek]);
    const wrapping = this.#keys.wrappingKey(idOf(kek));
    if (wrapping === undefined) throw missing(kek);
    return keys.map(({ key, place }) => ({ kek, bytes: sealWith(wrapping, key, bound(place)) }));
  }

  async unwrap(keys: readonly PlacedKey[]): Promise<readonly (Uint8Array | GatewayError)[]> {
    this.#know(keys.map((key) => key.kek));
    return keys.map((key) => this.#unwrapped(key));
  }

  /** Whoever calls it keeps others from rotating at the same time. */
  async rotate(): Promise<string> {
    this.#replace(withNewKey(this.#own()));
    return this.newest();
  }

  async retire(kek: string): Promise<void> {
    this.#replace(withoutKey(this.#own(), idOf(kek)));
  }

  #unwrapped({ kek, bytes, place }: PlacedKey): Uint8Array | GatewayError {
    const wrapping = this.#keys.wrappingKey(idOf(kek));
    if (wrapping === undefined) return missing(kek);
    try {
      return openWith(wrapping, bytes, bound(place));
    } catch (err) {
      if (err instanceof GatewayError) return err;
      throw err;
    }
  }

  #know(keks: readonly string[]): void {
    if (keks.every((kek) => this.#keys.wrappingKey(idOf(kek)) !== undefined)) return;
    const keys = this.kept.read();
    if (keyFingerprint(keys) === keyFingerprint(this.#keys)) this.#keys = keys;
  }

  /** The file as it is now. @throws GatewayError `GW_T303` when somebody put another one there */
  #own(): Keys {
    const keys = this.kept.read();
    if (keyFingerprint(keys) !== keyFingerprint(this.#keys))
      throw new GatewayError('GW_T303', `the key file is no longer ${this.#keys.id}`);
    return keys;
  }

  #replace(keys: Keys): void {
    this.kept.replace(keys);
    this.#keys = keys;
  }
}

function bound(place: string): string {
  return `data_key|${place}`;
}

/** `''`, which no key has, for one that is not of a key file. */
function idOf(kek: string): string {
  return kek.startsWith(PREFIX) ? kek.slice(PREFIX.length) : '';
}

function missing(kek: string): GatewayError {
  return new GatewayError('GW_T308', kek);
}
