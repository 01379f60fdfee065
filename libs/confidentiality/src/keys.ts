import { createHmac, createPrivateKey, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { GatewayError } from '@kntc/domain';

/** Bytes of a key id: part of every value sealed before there were data keys. */
export const KEY_ID_BYTES = 8;
const KEY_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const FINGERPRINT = 'kntc key fingerprint';

/** A key-encryption key of the file. */
export interface WrappingKeyMaterial {
  /** 16 hexadecimal characters. */
  readonly id: string;
  readonly key: Uint8Array;
}

export interface KeyMaterial {
  /** 16 hexadecimal characters; says which key file it is, and nothing about its keys. */
  readonly id: string;
  /** Opens what was sealed before there were data keys; retired once nothing of that is left. */
  readonly sealingKey?: Uint8Array | undefined;
  readonly digestKey: Uint8Array;
  /** What {@link keyFingerprint} needs of a sealing key that was retired. Hex, 64 characters. */
  readonly sealingMark?: string | undefined;
  /** Oldest first; the last one is the newest. Default: one, derived from the sealing key, under the id of the file. */
  readonly wrappingKeys?: readonly WrappingKeyMaterial[] | undefined;
}

/**
 * The secrets of a key file: key-encryption keys, the digest key, and the key that sealed before there were data keys.
 * They print as `[sealed]` everywhere and are handed out only as `KeyObject`, which does not print its bytes either.
 */
export class Keys {
  readonly #sealing: KeyObject | undefined;
  readonly #digest: KeyObject;
  readonly #wrapping: ReadonlyMap<string, KeyObject>;
  /** See {@link KeyMaterial.sealingMark}. */
  readonly sealingMark: string;

  private constructor(
    readonly id: string,
    material: KeyMaterial,
  ) {
    this.#sealing = material.sealingKey && createSecretKey(material.sealingKey);
    this.#digest = createSecretKey(material.digestKey);
    this.#wrapping = wrappingKeysOf(material, this.#sealing);
    this.sealingMark = this.#sealing ? markOf(this.#sealing) : (material.sealingMark ?? '');
  }

  /** @throws GatewayError `GW_T303` when ids or keys have the wrong size, or one key serves two purposes. */
  static of(material: KeyMaterial): Keys {
    checkIds(material);
    const { sealingKey, digestKey, wrappingKeys = [] } = material;
    if (sealingKey) checkSize('sealingKey', sealingKey);
    else if (!/^[0-9a-f]{64}$/.test(material.sealingMark ?? '')) throw damaged('sealingKey is missing');
    checkSize('digestKey', digestKey);
    for (const { key } of wrappingKeys) checkSize('a wrapping key', key);
    const keys = new Keys(material.id, material);
    if (keys.#sealing?.equals(keys.#digest) === true) throw damaged('sealingKey and digestKey must differ');
    if ([...keys.#wrapping.values()].some((key) => key.equals(keys.#digest)))
      throw damaged('a wrapping key and digestKey must differ');
    return keys;
  }

  /** Ids of the key-encryption keys, oldest first. */
  get wrappingIds(): readonly string[] {
    return [...this.#wrapping.keys()];
  }

  /** For AES-256-GCM over data keys only; `undefined` for one the file does not hold. */
  wrappingKey(id: string): KeyObject | undefined {
    return this.#wrapping.get(id);
  }

  /** For opening old values only. @throws GatewayError `GW_T303` when it was retired */
  sealingKey(): KeyObject {
    if (this.#sealing === undefined) throw damaged(`the first key of ${this.id} was retired`);
    return this.#sealing;
  }

  get hasSealingKey(): boolean {
    return this.#sealing !== undefined;
  }

  /** For HMAC-SHA-256 only. */
  digestKey(): KeyObject {
    return this.#digest;
  }

  /** For the hashes of the audit chain only. Derived, so that a verifier can be given it and nothing else. */
  auditKey(): KeyObject {
    return createSecretKey(derived(this.#digest, 'kntc audit chain 1'));
  }

  /** Ed25519, signs what the witness of the audit remembers. */
  witnessKey(): KeyObject {
    const key = Buffer.concat([ED25519, derived(this.#digest, 'kntc audit witness 1')]);
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  }

  /** For HMAC-SHA-256 over what cases are found by only: whoever searches needs no other digest. */
  searchKey(): KeyObject {
    return createSecretKey(derived(this.#digest, 'kntc party search 1'));
  }

  /** For AES-256-GCM over what belongs to no record only. */
  houseKey(): KeyObject {
    return createSecretKey(derived(this.#digest, 'kntc house seal 1'));
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
 * Says whether a key file belongs to a database, without revealing any key: stored with the database at its creation and
 * compared at every start. 64 hexadecimal characters; covers the id, the first sealing key and the digest key, and so
 * stays the same when key-encryption keys come and go.
 */
export function keyFingerprint(keys: Keys): string {
  return createHmac('sha256', keys.digestKey())
    .update(`${FINGERPRINT}\0${keys.id}\0`)
    .update(Buffer.from(keys.sealingMark, 'hex'))
    .digest('hex');
}

/** The first key-encryption key of a file: what a file of format 1 wraps with, without being rewritten. */
export function firstWrappingKey(sealing: KeyObject): Buffer {
  return derived(sealing, 'kntc key encryption 1');
}

function wrappingKeysOf(
  { id, wrappingKeys }: KeyMaterial,
  sealing: KeyObject | undefined,
): ReadonlyMap<string, KeyObject> {
  if (wrappingKeys !== undefined)
    return new Map(wrappingKeys.map((one) => [one.id, createSecretKey(one.key)]));
  return new Map(sealing === undefined ? [] : [[id, createSecretKey(firstWrappingKey(sealing))]]);
}

function markOf(sealing: KeyObject): string {
  return createHmac('sha256', sealing).update(FINGERPRINT).digest('hex');
}

/** HKDF-SHA-256 (RFC 5869): tells nothing about the key it comes from, nor about its siblings. */
function derived(from: KeyObject, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, Buffer.alloc(0), purpose, KEY_BYTES));
}

function checkIds({ id, wrappingKeys }: KeyMaterial): void {
  const ids = (wrappingKeys ?? []).map((one) => one.id);
  if (![id, ...ids].every((one) => /^[0-9a-f]{16}$/.test(one)))
    throw damaged('a key id is not 16 hexadecimal characters');
  if (new Set(ids).size !== ids.length) throw damaged('two wrapping keys have one id');
  if (wrappingKeys?.length === 0) throw damaged('there is no wrapping key');
}

function checkSize(name: string, key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw damaged(`${name} is not ${KEY_BYTES} bytes`);
}

function damaged(detail: string): GatewayError {
  return new GatewayError('GW_T303', detail);
}
