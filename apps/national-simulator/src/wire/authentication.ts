import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../settings/settings';

/** The account of an HTTP Basic header among those of the settings; null for a stranger. */
export function accountOf(header: string | undefined, accounts: readonly Account[]): Account | null {
  if (!header?.startsWith('Basic ')) return null;
  const given = digest(Buffer.from(header.slice(6).trim(), 'base64').toString('utf8'));
  const found = accounts.find(({ username, password }) =>
    timingSafeEqual(given, digest(`${username}:${password}`)),
  );
  return found ?? null;
}

/** Whether an account may enter and update the records of an agency. */
export function mayActFor(account: Account, agency: string): boolean {
  return account.agencies === undefined || account.agencies.includes(agency);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
