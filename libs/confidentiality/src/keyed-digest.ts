import { createHmac } from 'node:crypto';
import type { KeyedDigest } from '@kntc/domain';
import type { Keys } from './keys';

/**
 * HMAC-SHA-256 over the UTF-8 form of a text. Texts are compared as they are: bring them to one normal form first.
 * Lone surrogates all become U+FFFD and so look alike.
 */
export function createKeyedDigest(keys: Keys): KeyedDigest {
  return { digest: (text) => createHmac('sha256', keys.digestKey()).update(text, 'utf8').digest('hex') };
}
