import { createCipheriv, randomBytes } from 'node:crypto';
import type { Keys } from '@kntc/confidentiality';

/** What gateways before data keys wrote: version 1 | key id | nonce | tag | ciphertext, all under one key of the file. */
export function sealedTheOldWay(keys: Keys, plain: Uint8Array, context: string): Buffer {
  const header = Buffer.from(`01${keys.id}`, 'hex');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.sealingKey(), nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(context, 'utf8')]));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([header, nonce, cipher.getAuthTag(), ciphertext]);
}
