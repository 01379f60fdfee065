import { createCipheriv, createDecipheriv, randomFillSync, type KeyObject } from 'node:crypto';
import { GatewayError, type SealBox } from '@kntc/domain';
import { KEY_ID_BYTES, type Keys } from './keys';

/** Sealed with a data key; the key of the key file sealed everything of version 1. */
const VERSION = 2;
const OLD_VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OLD_HEADER_BYTES = 1 + KEY_ID_BYTES;

/** What sealing adds to the length of the content, in bytes. */
export const SEAL_OVERHEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/**
 * AES-256-GCM with a data key. A sealed value is: version (1 byte) | nonce (12) | tag (16) | ciphertext. The version is
 * authenticated together with the context. The nonce is random: good for 2^32 values per key (NIST SP 800-38D, 8.3), a
 * record has some tens.
 *
 * Opening throws `GatewayError` `GW_T303` for an unknown version, another key or context, or a damaged value, and gives
 * back nothing in any of these cases.
 *
 * @param old opens what was sealed before there were data keys
 */
export function createSealBox(key: KeyObject, old: Pick<SealBox, 'open'>): SealBox {
  return {
    seal: (plain, context) => sealWith(key, plain, context),
    open: (sealed, context) =>
      sealed[0] === OLD_VERSION ? old.open(sealed, context) : openWith(key, sealed, context),
  };
}

/**
 * For records without a data key of their own: opens values of version 1, which are version (1 byte) | key id (8) |
 * nonce (12) | tag (16) | ciphertext. Nothing new is sealed so.
 */
export function createOldSealBox(keys: Keys): SealBox {
  return {
    seal: () => {
      throw new GatewayError('GW_T303', 'a record without a data key seals nothing');
    },
    open: (sealed, context) => openOld(keys, sealed, context),
  };
}

/**
 * For what belongs to no record: second factors of accounts, redacted renditions. Its key is derived from the digest key,
 * which stays as long as the file.
 */
export function createHouseSealBox(keys: Keys): SealBox {
  return createSealBox(keys.houseKey(), createOldSealBox(keys));
}

export function sealWith(key: KeyObject, plain: Uint8Array, context: string): Buffer {
  const sealed = Buffer.allocUnsafe(SEAL_OVERHEAD_BYTES + plain.length);
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(context));
  sealed[0] = VERSION;
  nonce.copy(sealed, 1);
  cipher.update(plain).copy(sealed, SEAL_OVERHEAD_BYTES);
  cipher.final(); // of a stream cipher: adds nothing, makes the tag
  cipher.getAuthTag().copy(sealed, 1 + NONCE_BYTES);
  return sealed;
}

export function openWith(key: KeyObject, value: Uint8Array, context: string): Buffer {
  const sealed = viewOf(value);
  if (sealed.length < SEAL_OVERHEAD_BYTES) throw new GatewayError('GW_T303', 'a sealed value is cut off');
  if (sealed[0] !== VERSION) throw new GatewayError('GW_T303', 'a sealed value has an unknown version');
  return decipher(key, sealed.subarray(1), authenticated(context));
}

function openOld(keys: Keys, value: Uint8Array, context: string): Buffer {
  const sealed = viewOf(value);
  if (sealed[0] !== OLD_VERSION) throw new GatewayError('GW_T303', 'a sealed value lost its data key');
  if (sealed.length < OLD_HEADER_BYTES + NONCE_BYTES + TAG_BYTES)
    throw new GatewayError('GW_T303', 'a sealed value is cut off');
  const header = sealed.subarray(0, OLD_HEADER_BYTES);
  const id = header.toString('hex', 1);
  if (id !== keys.id) throw new GatewayError('GW_T303', `a value was sealed with key ${id}, not ${keys.id}`);
  const context8 = Buffer.concat([header, Buffer.from(context, 'utf8')]);
  return decipher(keys.sealingKey(), sealed.subarray(OLD_HEADER_BYTES), context8);
}

/** @param rest nonce, tag and ciphertext */
function decipher(key: KeyObject, rest: Buffer, additional: Buffer): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, rest.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(additional);
  cipher.setAuthTag(rest.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const plain = cipher.update(rest.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    cipher.final(); // of a stream cipher: adds nothing, checks the tag
  } catch {
    plain.fill(0);
    throw new GatewayError('GW_T303', 'a sealed value is damaged, or was moved from another place');
  }
  return plain;
}

/** Asking the system for twelve bytes costs as much as for thousands. Every byte is used once. */
const POOLED_NONCES = 512;
const pool = Buffer.allocUnsafeSlow(NONCE_BYTES * POOLED_NONCES);
let used = pool.length;

function freshNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += NONCE_BYTES;
  // A view: whoever asked is done with it before anybody else can ask.
  return pool.subarray(used - NONCE_BYTES, used);
}

/** The version has a fixed length, so no two pairs of version and context look alike. */
function authenticated(context: string): Buffer {
  return Buffer.from(`${String.fromCharCode(VERSION)}${context}`, 'utf8');
}

function viewOf(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
