import { hash, type KeyObject } from 'node:crypto';
import type { KeyedDigest } from '@kntc/domain';
import type { Keys } from './keys';

const BLOCK = 64;
const INNER = 0x36;
const OUTER = 0x5c;
const DIGEST_BYTES = 32;
/** UTF-8 of a longer text goes through a buffer of its own. */
const SCRATCH_BYTES = 64 * 1024;
const MAX_UTF8 = 3;

/**
 * HMAC-SHA-256 (RFC 2104) over bytes or the UTF-8 form of a text. Texts are compared as they are: bring them to one
 * normal form first. Lone surrogates all become U+FFFD and so look alike.
 *
 * Built from two one-shot hashes over one buffer that never leaves this closure: an object of `createHmac` for every
 * digest costs three times as much, and intake makes five a record.
 */
export function createKeyedDigest(keys: Keys): KeyedDigest {
  return digestWith(keys.digestKey());
}

/** The digest of the audit chain, with a key of its own. */
export function createAuditDigest(keys: Keys): KeyedDigest {
  return digestWith(keys.auditKey());
}

/** The digest of what cases are found by, with a key of its own. */
export function createSearchDigest(keys: Keys): KeyedDigest {
  return digestWith(keys.searchKey());
}

function digestWith(secret: KeyObject): KeyedDigest {
  const key = secret.export();
  const scratch = Buffer.allocUnsafeSlow(BLOCK + SCRATCH_BYTES);
  const outer = Buffer.allocUnsafeSlow(BLOCK + DIGEST_BYTES);
  for (let at = 0; at < BLOCK; at += 1) {
    scratch[at] = (key[at] ?? 0) ^ INNER;
    outer[at] = (key[at] ?? 0) ^ OUTER;
  }
  key.fill(0);
  const finish = (inner: Buffer): string => {
    inner.copy(outer, BLOCK);
    return hash('sha256', outer);
  };
  return {
    digest: (content) => {
      const isText = typeof content === 'string';
      if (content.length * (isText ? MAX_UTF8 : 1) > SCRATCH_BYTES)
        return finish(
          hash('sha256', Buffer.concat([scratch.subarray(0, BLOCK), bytesOf(content)]), 'buffer'),
        );
      const length = isText ? scratch.write(content, BLOCK, 'utf8') : bytesOf(content).copy(scratch, BLOCK);
      return finish(hash('sha256', scratch.subarray(0, BLOCK + length), 'buffer'));
    },
  };
}

function bytesOf(content: string | Uint8Array): Buffer {
  return typeof content === 'string'
    ? Buffer.from(content, 'utf8')
    : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}
