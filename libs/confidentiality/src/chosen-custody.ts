import { GatewayError } from '@kntc/domain';
import type { KeyCustody, PlacedKey, PlainKey, WrappedKey } from '@kntc/domain';

export interface KeyStores {
  readonly file: KeyCustody;
  readonly vault?: KeyCustody | undefined;
  /** Where new key-encryption keys come from. */
  readonly use: 'file' | 'vault';
}

/**
 * Key file and Vault side by side: each key is asked of the store that its id names, so a province moves from one to the
 * other by a rotation, while both are readable.
 */
export class ChosenCustody implements KeyCustody {
  constructor(private readonly stores: KeyStores) {}

  newest(): Promise<string> {
    return this.#chosen().newest();
  }

  async wrap(keys: readonly PlainKey[], kek: string): Promise<readonly WrappedKey[]> {
    const store = this.#storeOf(kek);
    if (store === undefined) throw missing(kek);
    return store.wrap(keys, kek);
  }

  async unwrap(keys: readonly PlacedKey[]): Promise<readonly (Uint8Array | GatewayError)[]> {
    const { file, vault } = this.stores;
    const answers = new Map<PlacedKey, Uint8Array | GatewayError>();
    for (const store of [file, vault]) {
      const its = keys.filter(({ kek }) => this.#storeOf(kek) === store);
      const opened = its.length === 0 || store === undefined ? [] : await store.unwrap(its);
      its.forEach((key, index) => answers.set(key, opened[index] ?? missing(key.kek)));
    }
    return keys.map((key) => answers.get(key) ?? missing(key.kek));
  }

  rotate(): Promise<string> {
    return this.#chosen().rotate();
  }

  async retire(kek: string): Promise<void> {
    const store = this.#storeOf(kek);
    if (store === undefined) throw missing(kek);
    await store.retire(kek);
  }

  #chosen(): KeyCustody {
    const { file, vault, use } = this.stores;
    if (use === 'file') return file;
    if (vault === undefined) throw new GatewayError('GW_T307', 'no Vault is named (KNTC_VAULT_ADDR)');
    return vault;
  }

  #storeOf(kek: string): KeyCustody | undefined {
    return kek.startsWith('vault:') ? this.stores.vault : this.stores.file;
  }
}

function missing(kek: string): GatewayError {
  return new GatewayError('GW_T308', kek);
}
