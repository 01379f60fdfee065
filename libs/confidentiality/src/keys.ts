import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { GatewayError } from '@kntc/domain';

/** Bytes of a key id: part of every sealed value. */
export const KEY_ID_BYTES = 8;
const KEY_BYTES = 32;

export interface KeyMaterial {
  /** 16 hexadecimal characters; says which key sealed a value, and nothing about the key. */
  readonly id: string;
  readonly sealingKey: Uint8Array;
  readonly digestKey: Uint8Array;
}

/**
 * The two secrets of a gateway: one seals, the other makes keyed digests. They print as `[sealed]` everywhere and
 * are handed out only as `KeyObject`, which does not print its bytes either.
 */
export class Keys {
  readonly #sealing: KeyObject;
  readonly #digest: KeyObject;

  private constructor(
    readonly id: string,
    material: KeyMaterial,
  ) {
    this.#sealing = createSecretKey(material.sealingKey);
    this.#digest = createSecretKey(material.digestKey);
  }

  /** @throws GatewayError `GW_T303` when id or keys have the wrong size, or one key serves both purposes. */
  static of(material: KeyMaterial): Keys {
    if (!/^[0-9a-f]{16}$/.test(material.id)) throw damaged('the key id is not 16 hexadecimal characters');
    for (const name of ['sealingKey', 'digestKey'] as const) {
      if (material[name].length !== KEY_BYTES) throw damaged(`${name} is not ${KEY_BYTES} bytes`);
    }
    const keys = new Keys(material.id, material);
    if (keys.#sealing.equals(keys.#digest)) throw damaged('sealingKey and digestKey must differ');
    return keys;
  }

  /** For AES-256-GCM only. */
  sealingKey(): KeyObject {
    return this.#sealing;
  }

  /** For HMAC-SHA-256 only. */
  digestKey(): KeyObject {
    return this.#digest;
  }

  toJSON(): string {
    return '[sealed]';
  }

  toString(): string {
    return '[sealed]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[sealed]';
  }
}

/**
 * Says whether a key file belongs to a database, without revealing either key: stored with the database at its
 * creation and compared at every start. 64 hexadecimal characters; covers the id and both keys.
 */
export function keyFingerprint(keys: Keys): string {
  const label = 'kntc key fingerprint';
  const ofSealing = createHmac('sha256', keys.sealingKey()).update(label).digest();
  return createHmac('sha256', keys.digestKey())
    .update(`${label}\0${keys.id}\0`)
    .update(ofSealing)
    .digest('hex');
}

function damaged(detail: string): GatewayError {
  return new GatewayError('GW_T303', detail);
}
