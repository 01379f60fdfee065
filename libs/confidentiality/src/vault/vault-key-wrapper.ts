import { GatewayError } from '@kntc/domain';
import type { KeyCustody, PlacedKey, PlainKey, WrappedKey } from '@kntc/domain';
import { VaultTransit, type VaultOptions } from './vault-transit';

const VERSIONED = /^vault:v(\d{1,9}):/;
/** What is wrapped only to learn which version is the newest. */
const NOTHING = { key: new Uint8Array(32), place: 'newest' };

/**
 * {@link KeyCustody} in the transit engine of HashiCorp Vault or OpenBao. A KEK is a version of one transit key, which
 * never leaves Vault. Data keys are bound to their place as associated data; transit's own `rewrap` does not know
 * associated data (hashicorp/vault#29532), so a data key is decrypted and encrypted when it comes under a newer version.
 *
 * @throws GatewayError `GW_T305` Vault does not answer or is sealed · `GW_T306` it refuses the token · `GW_T307` it has no
 *   such key or mount
 */
export class VaultKeyWrapper implements KeyCustody {
  readonly #transit: VaultTransit;
  readonly #prefix: string;

  constructor(options: VaultOptions) {
    this.#transit = new VaultTransit(options);
    this.#prefix = `vault:${options.mount}/${options.key}:v`;
  }

  async newest(): Promise<string> {
    const [wrapped] = await this.#encrypt([NOTHING], undefined);
    return wrapped?.kek ?? '';
  }

  async wrap(keys: readonly PlainKey[], kek: string): Promise<readonly WrappedKey[]> {
    const version = this.#versionOf(kek);
    if (version === undefined) throw new GatewayError('GW_T308', kek);
    return keys.length === 0 ? [] : this.#encrypt(keys, version);
  }

  async unwrap(keys: readonly PlacedKey[]): Promise<readonly (Uint8Array | GatewayError)[]> {
    const mine = keys.filter(({ kek }) => this.#versionOf(kek) !== undefined);
    const answers = mine.length === 0 ? [] : await this.#transit.batch('decrypt', mine.map(toDecrypt));
    const byKey = new Map(mine.map((key, index) => [key, answers[index]]));
    return keys.map((key) => {
      if (!byKey.has(key)) return new GatewayError('GW_T308', key.kek);
      const plaintext = byKey.get(key)?.plaintext;
      // Vault's reason is not read: what it means is the same, that this key does not open.
      if (plaintext === undefined)
        return new GatewayError('GW_T303', `Vault does not open it with ${key.kek}`);
      return new Uint8Array(Buffer.from(plaintext, 'base64'));
    });
  }

  async rotate(): Promise<string> {
    await this.#transit.rotate();
    return this.newest();
  }

  /** Vault lets go of all versions below one; the newest stays, whatever is asked. */
  async retire(kek: string): Promise<void> {
    const version = this.#versionOf(kek) ?? 0;
    const newest = this.#versionOf(await this.newest()) ?? 0;
    if (version < newest) await this.#transit.refuseBelow(version + 1);
  }

  async #encrypt(keys: readonly PlainKey[], version: number | undefined): Promise<readonly WrappedKey[]> {
    const items = keys.map(({ key, place }) => ({
      plaintext: Buffer.from(key).toString('base64'),
      associated_data: bound(place),
      ...(version !== undefined && { key_version: version }),
    }));
    const answers = await this.#transit.batch('encrypt', items);
    return answers.map(({ ciphertext }) => {
      const used = VERSIONED.exec(ciphertext ?? '')?.[1];
      if (ciphertext === undefined || used === undefined)
        throw new GatewayError('GW_T307', `${this.#prefix}${version ?? ''} does not encrypt`);
      return { kek: `${this.#prefix}${used}`, bytes: Buffer.from(ciphertext, 'ascii') };
    });
  }

  /** `undefined` for a key of another store, mount or name. */
  #versionOf(kek: string): number | undefined {
    const version = kek.startsWith(this.#prefix) ? kek.slice(this.#prefix.length) : '';
    return /^[1-9]\d{0,8}$/.test(version) ? Number(version) : undefined;
  }
}

function toDecrypt({ bytes, place }: PlacedKey) {
  return { ciphertext: Buffer.from(bytes).toString('ascii'), associated_data: bound(place) };
}

function bound(place: string): string {
  return Buffer.from(`data_key|${place}`, 'utf8').toString('base64');
}
