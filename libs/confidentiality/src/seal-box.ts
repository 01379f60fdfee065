import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { GatewayError, type SealBox } from '@kntc/domain';
import { KEY_ID_BYTES, type Keys } from './keys';

const VERSION = 1;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TAG_AT = HEADER_BYTES + NONCE_BYTES;
const CIPHERTEXT_AT = TAG_AT + TAG_BYTES;

/** What sealing adds to the length of the content, in bytes. */
export const SEAL_OVERHEAD_BYTES = CIPHERTEXT_AT;

/**
 * AES-256-GCM. A sealed value is: version (1 byte) | key id (8) | nonce (12) | tag (16) | ciphertext. Version and
 * key id are authenticated together with the context. The nonce is random: good for 2^32 values per key
 * (NIST SP 800-38D, 8.3), a province writes some 10^7.
 *
 * Opening throws `GatewayError` `GW_T303` for an unknown version or key, another context, or a damaged value, and
 * gives back nothing in any of these cases.
 */
export function createSealBox(keys: Keys): SealBox {
  const header = Buffer.concat([Buffer.from([VERSION]), Buffer.from(keys.id, 'hex')]);
  return {
    seal: (plain, context) => seal(keys, { header, plain, context }),
    open: (sealed, context) => open(keys, { header, sealed, context }),
  };
}

function seal(keys: Keys, value: { header: Buffer; plain: Uint8Array; context: string }): Uint8Array {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', keys.sealingKey(), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(value.header, value.context));
  const sealed = Buffer.allocUnsafe(CIPHERTEXT_AT + value.plain.length);
  value.header.copy(sealed);
  nonce.copy(sealed, HEADER_BYTES);
  cipher.update(value.plain).copy(sealed, CIPHERTEXT_AT);
  cipher.final(); // of a stream cipher: adds nothing, makes the tag
  cipher.getAuthTag().copy(sealed, TAG_AT);
  return sealed;
}

function open(keys: Keys, value: { header: Buffer; sealed: Uint8Array; context: string }): Uint8Array {
  const sealed = Buffer.from(value.sealed.buffer, value.sealed.byteOffset, value.sealed.byteLength);
  if (sealed.length < CIPHERTEXT_AT) throw new GatewayError('GW_T303', 'a sealed value is cut off');
  if (sealed[0] !== VERSION) throw new GatewayError('GW_T303', 'a sealed value has an unknown version');
  const header = sealed.subarray(0, HEADER_BYTES);
  if (!header.equals(value.header)) {
    throw new GatewayError(
      'GW_T303',
      `a value was sealed with key ${header.toString('hex', 1)}, not ${keys.id}`,
    );
  }
  const nonce = sealed.subarray(HEADER_BYTES, TAG_AT);
  const decipher = createDecipheriv('aes-256-gcm', keys.sealingKey(), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticated(header, value.context));
  decipher.setAuthTag(sealed.subarray(TAG_AT, CIPHERTEXT_AT));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(CIPHERTEXT_AT)), decipher.final()]);
  } catch {
    throw new GatewayError('GW_T303', 'a sealed value is damaged, or was moved from another place');
  }
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
  return Buffer.from(pool.subarray(used - NONCE_BYTES, used));
}

/** The header has a fixed length, so no two pairs of header and context look alike. */
function authenticated(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context, 'utf8')]);
}
