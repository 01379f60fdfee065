import { createHmac, createPrivateKey, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { GatewayError } from '@kntc/domain';

/** Bytes of a key id: part of every sealed value. */
export const KEY_ID_BYTES = 8;
const KEY_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

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

  /** For the hashes of the audit chain only. Derived, so that a verifier can be given it and nothing else. */
  auditKey(): KeyObject {
    return createSecretKey(this.#derived('kntc audit chain 1'));
  }

  /** Ed25519, signs what the witness of the audit remembers. */
  witnessKey(): KeyObject {
    const key = Buffer.concat([ED25519, this.#derived('kntc audit witness 1')]);
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  }

  /** HKDF-SHA-256 (RFC 5869): tells nothing about the key it comes from, nor about its siblings. */
  #derived(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#digest, Buffer.alloc(0), purpose, KEY_BYTES));
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
