import { MAX_TOKENS_PER_ACCOUNT } from '@kntc/domain';
import type {
  AccessEntry,
  AccessTokenRow,
  AccessTokenStore,
  NewAccessToken,
  Principal,
  TokenHandled,
  UserRole,
} from '@kntc/domain';
import { audited } from '../audit/audited';
import { auditedChange, type AuditedTools } from './audited-change';
import type { PgApprovals, Verdict } from './pg-approvals';

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly scopes: string[];
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

interface OwnerRow {
  readonly id: string;
  readonly scopes: string[];
  readonly created_at: Date;
  readonly account_id: string;
  readonly login: string;
  readonly roles: UserRole[];
  readonly agencies: string[] | null;
}

/** Tokens of machines in PostgreSQL. Their owner's roles count at the moment of use, not of making. */
export class PgAccessTokens implements AccessTokenStore {
  constructor(private readonly tools: AuditedTools) {}

  async principalOf(tokenHash: string, now: Date): Promise<Principal | undefined> {
    const rows: OwnerRow[] = await this.tools.dataSource.query(
      `select t.id, t.scopes, t.created_at, a.id as account_id, a.login, a.roles, a.agencies
       from access_token t join account a on a.id = t.account_id
       where t.token_hash = $1 and t.expires_at > $2 and t.revoked_at is null and a.disabled_at is null`,
      [tokenHash, now],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    await this.tools.dataSource.query(
      `update access_token set last_used_at = $2
       where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
      [row.id, now],
    );
    return {
      accountId: row.account_id,
      login: row.login,
      roles: row.roles,
      agencies: row.agencies ?? 'all',
      via: 'token',
      authenticatedAt: row.created_at.toISOString(),
      scopes: row.scopes,
    };
  }

  /**
   * Whether somebody may make or take back a token on the command line; a refusal is on record. At the API the session is
   * the owner's. @param of its account, or the token itself
   */
  async admit(
    approvals: PgApprovals,
    { actor, reason }: { readonly actor: string; readonly reason: string },
    {
      act,
      ...of
    }: { readonly act: TokenHandled['act']; readonly accountId?: string; readonly tokenId?: string },
  ): Promise<Verdict> {
    const { dataSource, provinceId: agencyId } = this.tools;
    const rows: { owner: string; isMachine: boolean }[] = await dataSource.query(
      `select a.login as owner, a.is_machine as "isMachine" from account a
       where a.id = $1 or a.id = (select account_id from access_token where id = $2)`,
      [of.accountId ?? null, of.tokenId ?? null],
    );
    const { owner, isMachine } = rows[0] ?? { owner: '', isMachine: false };
    const token = { act, owner, isMachine };
    const verdict = await approvals.check(dataSource.manager, { kind: 'tokens', actor, token });
    if (verdict.kind === 'allowed') return verdict;
    const target = of.tokenId ?? owner;
    const action = act === 'make' ? 'token create' : 'token revoke';
    const entry = { agencyId, ...verdict.onRecord, action, target, reason, result: 'refused' };
    return audited<Verdict>(this.tools, async () => ({ result: verdict, entry }));
  }

  add(token: NewAccessToken, entry: AccessEntry): Promise<boolean> {
    return auditedChange(this.tools, entry, async (manager) => {
      const owner: unknown[] = await manager.query(
        'select 1 from account where id = $1 and disabled_at is null for update',
        [token.accountId],
      );
      const living: { count: number }[] = await manager.query(
        `select count(*)::int as count from access_token
         where account_id = $1 and revoked_at is null and expires_at > $2`,
        [token.accountId, token.createdAt],
      );
      if (owner.length === 0 || (living[0]?.count ?? 0) >= MAX_TOKENS_PER_ACCOUNT) return false;
      await manager.query(
        `insert into access_token (id, agency_id, account_id, name, token_hash, scopes, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          token.id,
          this.tools.provinceId,
          token.accountId,
          token.name,
          token.tokenHash,
          token.scopes,
          token.createdAt,
          token.expiresAt,
        ],
      );
      return true;
    });
  }

  async list(accountId: string | undefined): Promise<readonly AccessTokenRow[]> {
    const rows: TokenRow[] = await this.tools.dataSource.query(
      `select t.id, t.name, a.login, t.scopes, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
       from access_token t join account a on a.id = t.account_id
       where $1::uuid is null or t.account_id = $1 order by t.created_at desc, t.id limit 1000`,
      [accountId ?? null],
    );
    return rows.map(toToken);
  }

  revoke(id: string, accountId: string | undefined, now: Date, entry: AccessEntry): Promise<boolean> {
    return auditedChange(this.tools, entry, async (manager) => {
      const [, count] = await manager.query<[unknown[], number]>(
        `update access_token set revoked_at = $3
         where id = $1 and revoked_at is null and ($2::uuid is null or account_id = $2)`,
        [id, accountId ?? null, now],
      );
      return count > 0;
    });
  }
}

function toToken(row: TokenRow): AccessTokenRow {
  return {
    id: row.id,
    name: row.name,
    login: row.login,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString(),
    revokedAt: row.revoked_at?.toISOString(),
  };
}
