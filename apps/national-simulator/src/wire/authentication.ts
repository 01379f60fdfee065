import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../settings/settings';

/** HTTP Basic against the accounts of the settings. */
export function isAuthorized(header: string | undefined, accounts: readonly Account[]): boolean {
  if (!header?.startsWith('Basic ')) return false;
  const given = digest(Buffer.from(header.slice(6).trim(), 'base64').toString('utf8'));
  return accounts.some(({ username, password }) => timingSafeEqual(given, digest(`${username}:${password}`)));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
