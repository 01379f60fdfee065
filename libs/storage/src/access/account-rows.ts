import type { Principal, SealBox, SignInAccount, StoredSession, UserRole } from '@kntc/domain';

export interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly password_hash: string | null;
  readonly must_change: boolean;
  readonly needs_code: boolean;
  readonly totp_secret: Buffer | null;
  readonly totp_step: string;
}

export interface SessionRow {
  readonly stage: StoredSession['stage'];
  readonly via: 'local' | 'oidc';
  readonly started_at: Date;
  readonly seen_at: Date;
  readonly account_id: string;
  readonly login: string;
  readonly roles: UserRole[];
  readonly agencies: string[] | null;
}

export function totpContext(accountId: string): string {
  return `account/totp/${accountId}`;
}

export function toSignInAccount(row: AccountRow, seal: SealBox): SignInAccount {
  return {
    id: row.id,
    login: row.login,
    passwordHash: row.password_hash ?? undefined,
    mustChange: row.must_change,
    needsCode: row.needs_code,
    totp:
      row.totp_secret === null
        ? undefined
        : { secret: seal.open(row.totp_secret, totpContext(row.id)), usedStep: Number(row.totp_step) },
  };
}

export function toStoredSession(idHash: string, row: SessionRow): StoredSession {
  const principal: Principal = {
    accountId: row.account_id,
    login: row.login,
    roles: row.roles,
    agencies: row.agencies ?? 'all',
    via: row.via,
    authenticatedAt: row.started_at.toISOString(),
  };
  return { idHash, stage: row.stage, seenAt: row.seen_at, principal };
}
