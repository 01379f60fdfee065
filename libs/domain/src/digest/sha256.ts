import { hash } from 'node:crypto';

/** SHA-256 as 64 hexadecimal characters. For bytes that hold nothing to guess; sensitive text takes a keyed digest. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}
