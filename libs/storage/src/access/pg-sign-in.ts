import type {
  AccessEntry,
  ClosedDoor,
  ConfirmedSecret,
  NewSession,
  SealBox,
  SignInAccount,
  SignInStore,
  StoredSession,
  Try,
} from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import {
  totpContext,
  toSignInAccount,
  toStoredSession,
  type AccountRow,
  type SessionRow,
} from './account-rows';
import { auditedChange, type AuditedTools } from './audited-change';
import { forgive, takeTry } from './pg-tries';

const ACCOUNT = 'id, login, password_hash, must_change, needs_code, totp_secret, totp_step';

/** What the sign-in keeps in PostgreSQL: it survives a restart, and every process sees it at once. */
export class PgSignIn implements SignInStore {
  constructor(
    private readonly tools: AuditedTools,
    private readonly seal: SealBox,
  ) {}

  takeTry(tries: readonly Try[], now: Date): Promise<ClosedDoor | undefined> {
    return takeTry(this.tools.dataSource, tries, now);
  }

  forgive(forgotten: readonly string[], lessened: readonly string[]): Promise<void> {
    return forgive(this.tools.dataSource, forgotten, lessened);
  }

  byLogin(login: string): Promise<SignInAccount | undefined> {
    return this.#account('login = $1', [login]);
  }

  byId(accountId: string): Promise<SignInAccount | undefined> {
    return this.#account('id = $1', [accountId]);
  }

  byIdentity(issuer: string, code: string): Promise<SignInAccount | undefined> {
    const linked = 'id = (select account_id from account_identity where issuer = $1 and subject = $2)';
    return this.#account(linked, [issuer, code]);
  }

  async keepState(stateHash: string, now: Date, expiresAt: Date): Promise<void> {
    await this.#changes('delete from sign_in_state where expires_at <= $1', [now]);
    await this.#changes('insert into sign_in_state (state_hash, expires_at) values ($1, $2)', [
      stateHash,
      expiresAt,
    ]);
  }

  async useState(stateHash: string, now: Date): Promise<boolean> {
    return this.#changes('delete from sign_in_state where state_hash = $1 and expires_at > $2', [
      stateHash,
      now,
    ]);
  }

  async useStep(accountId: string, step: number): Promise<boolean> {
    return this.#changes('update account set totp_step = $2 where id = $1 and totp_step < $2', [
      accountId,
      step,
    ]);
  }

  useRecoveryCode(accountId: string, codeHash: string, entry: AccessEntry): Promise<boolean> {
    return auditedChange(this.tools, entry, async (manager) => {
      const used = await manager.query<[unknown[], number]>(
        'delete from account_recovery_code where account_id = $1 and code_hash = $2',
        [accountId, codeHash],
      );
      return used[1] > 0;
    });
  }

  async pendingSecret(accountId: string, fresh: Uint8Array): Promise<Uint8Array> {
    const context = totpContext(accountId);
    const [rows] = await this.tools.dataSource.query<[{ totp_pending: Buffer }[], number]>(
      'update account set totp_pending = coalesce(totp_pending, $2) where id = $1 returning totp_pending',
      [accountId, Buffer.from(this.seal.seal(fresh, context))],
    );
    return rows[0] === undefined ? fresh : this.seal.open(rows[0].totp_pending, context);
  }

  async confirmSecret(
    { accountId, step, recoveryHashes }: ConfirmedSecret,
    entry: AccessEntry,
  ): Promise<void> {
    await auditedChange(this.tools, entry, async (manager) => {
      await manager.query(
        `update account set totp_secret = totp_pending, totp_pending = null, totp_step = $2,
           changed_at = clock_timestamp() where id = $1`,
        [accountId, step],
      );
      await manager.query('delete from account_recovery_code where account_id = $1', [accountId]);
      await manager.query(
        'insert into account_recovery_code (account_id, code_hash) select $1, unnest($2::text[])',
        [accountId, recoveryHashes],
      );
      return true;
    });
  }

  async setPassword(accountId: string, passwordHash: string, entry: AccessEntry): Promise<void> {
    await auditedChange(this.tools, entry, async (manager) => {
      await manager.query(
        `update account set password_hash = $2, must_change = false, changed_at = clock_timestamp() where id = $1`,
        [accountId, passwordHash],
      );
      await manager.query('delete from session where account_id = $1', [accountId]);
      return true;
    });
  }

  async openSession(
    session: NewSession,
    replaced: string | undefined,
    entry: AccessEntry | undefined,
  ): Promise<void> {
    const open = async (manager: EntityManager): Promise<boolean> => {
      await manager.query('delete from session where id_hash = $1 or expires_at < $2', [
        replaced ?? '',
        session.openedAt,
      ]);
      await manager.query(
        `insert into session (id_hash, account_id, stage, via, started_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          session.idHash,
          session.accountId,
          session.stage,
          session.via,
          session.startedAt,
          session.openedAt,
          session.expiresAt,
        ],
      );
      if (session.stage === 'full')
        await manager.query('update account set signed_in_at = $2 where id = $1', [
          session.accountId,
          session.openedAt,
        ]);
      return true;
    };
    if (entry === undefined) await this.tools.dataSource.transaction(open);
    else await auditedChange(this.tools, entry, open);
  }

  async session(idHash: string, now: Date, idleSince: Date): Promise<StoredSession | undefined> {
    const rows: SessionRow[] = await this.tools.dataSource.query(
      `select s.stage, s.via, s.started_at, s.seen_at, a.id as account_id, a.login, a.roles, a.agencies
       from session s join account a on a.id = s.account_id
       where s.id_hash = $1 and s.expires_at > $2 and s.seen_at > $3 and a.disabled_at is null`,
      [idHash, now, idleSince],
    );
    return rows[0] === undefined ? undefined : toStoredSession(idHash, rows[0]);
  }

  async touchSession(idHash: string, now: Date): Promise<void> {
    await this.#changes('update session set seen_at = $2 where id_hash = $1 and seen_at < $2', [idHash, now]);
  }

  async endSession(idHash: string, entry: AccessEntry): Promise<void> {
    await auditedChange(this.tools, entry, async (manager) => {
      const ended = await manager.query<[unknown[], number]>('delete from session where id_hash = $1', [
        idHash,
      ]);
      return ended[1] > 0;
    });
  }

  async refused(entry: AccessEntry): Promise<void> {
    await auditedChange(this.tools, entry, async () => true);
  }

  async #account(where: string, values: readonly unknown[]): Promise<SignInAccount | undefined> {
    const rows: AccountRow[] = await this.tools.dataSource.query(
      `select ${ACCOUNT} from account where ${where} and disabled_at is null`,
      [...values],
    );
    return rows[0] === undefined ? undefined : toSignInAccount(rows[0], this.seal);
  }

  async #changes(sql: string, values: readonly unknown[]): Promise<boolean> {
    const [, count] = await this.tools.dataSource.query<[unknown[], number]>(sql, [...values]);
    return count > 0;
  }
}
