import type { ApprovalKind, Ids, NewAccount, UserRole } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgAudit } from '../audit/pg-audit';
import { noteBothSides } from './both-sides';
import type { PgApprovals } from './pg-approvals';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { retiredDigest } from '../people/user-rows';

/** An account as the one who looks after accounts sees it. */
export interface AccountListing {
  readonly id: string;
  readonly login: string;
  readonly roles: readonly UserRole[];
  /** `null` = all. */
  readonly agencies: readonly string[] | null;
  readonly hasPassword: boolean;
  readonly mustChange: boolean;
  readonly needsCode: boolean;
  readonly hasCode: boolean;
  /** `issuer code` of every identity linked to it. */
  readonly identities: readonly string[];
  /** Nobody signs in as it. */
  readonly isMachine: boolean;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}

export interface AccountTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly provinceId: string;
  /** Absent where the gateway itself makes an account: its first one, or one that the province's sign-in vouches for. */
  readonly approvals?: PgApprovals;
}

/** A reset that leaves nothing of what proved the owner. */
const RESET_ALL = 'accounts reset --forget-code';
const DONE: OperationResult = { kind: 'done' };
const NOT_FOUND: OperationResult = { kind: 'not-found' };
const IS_MACHINE: OperationResult = { kind: 'refused', why: 'is-machine' };

/**
 * Accounts as they are made, changed and shut. Every change ends the sessions of the account in the same transaction:
 * what somebody may no longer do, the next click no longer does.
 */
export class PgAccounts {
  constructor(private readonly tools: AccountTools) {}

  /** The same for somebody who is signed in: only accounts decide. @param proved who else proved who they are */
  signedIn({ login }: { readonly login: string }, proved: readonly string[]): PgAccounts {
    const approvals = this.tools.approvals?.signedIn([login, ...proved]);
    return approvals === undefined ? this : new PgAccounts({ ...this.tools, approvals });
  }

  async list(): Promise<readonly AccountListing[]> {
    return this.tools.dataSource.query(
      `select id, login, roles, agencies, password_hash is not null as "hasPassword", must_change as "mustChange",
         needs_code as "needsCode", totp_secret is not null as "hasCode", disabled_at as "disabledAt", is_machine as "isMachine",
         created_at as "createdAt",
         array(select i.issuer || ' ' || i.subject from account_identity i where i.account_id = account.id order by 1)
           as identities
       from account where removed_at is null order by login`,
    );
  }

  async idOf(login: string): Promise<string | undefined> {
    const rows: { id: string }[] = await this.tools.dataSource.query(
      'select id from account where login = $1',
      [login],
    );
    return rows[0]?.id;
  }

  async isEmpty(): Promise<boolean> {
    const rows: unknown[] = await this.tools.dataSource.query('select 1 from account limit 1');
    return rows.length === 0;
  }

  create(account: NewAccount, command: Command): Promise<OperationResult> {
    return this.#once('accounts create', account.login, command, async (manager) => {
      if (await isRetired(manager, account.login)) return { kind: 'refused', why: 'login-retired' };
      const made: unknown[] = await manager.query(
        `insert into account (id, agency_id, login, roles, agencies, password_hash, must_change, needs_code,
           is_machine)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (login) do nothing returning 1`,
        [
          this.tools.ids.uuid(),
          this.tools.provinceId,
          account.login,
          account.roles,
          account.agencies === 'all' ? null : account.agencies,
          account.passwordHash ?? null,
          account.mustChange,
          account.needsCode,
          account.isMachine === true,
        ],
      );
      if (made.length === 0) return { kind: 'refused', why: 'login-taken' };
      await noteBothSides(manager, this.tools.provinceId);
      return DONE;
    });
  }

  /** A new first password, to be changed at once; the second factor is set up anew when `forgetCode` says so. */
  reset(
    login: string,
    passwordHash: string,
    forgetCode: boolean,
    command: Command,
  ): Promise<OperationResult> {
    const name = forgetCode ? RESET_ALL : 'accounts reset';
    return this.#onAccount(name, login, command, async (manager, id) => {
      if (await isMachine(manager, id)) return IS_MACHINE;
      await manager.query(
        'update account set password_hash = $2, must_change = true, changed_at = clock_timestamp() where id = $1',
        [id, passwordHash],
      );
      if (forgetCode) await forgetSecondFactor(manager, id);
      return DONE;
    });
  }

  grant(
    login: string,
    rights: Pick<NewAccount, 'roles' | 'agencies'>,
    command: Command,
  ): Promise<OperationResult> {
    return this.#onAccount('accounts grant', login, command, async (manager, id) => {
      await manager.query(
        'update account set roles = $2, agencies = $3, changed_at = clock_timestamp() where id = $1',
        [id, rights.roles, rights.agencies === 'all' ? null : rights.agencies],
      );
      await noteBothSides(manager, this.tools.provinceId);
    });
  }

  /** Its tokens stop with it: they never may more than their owner. */
  disable(login: string, command: Command): Promise<OperationResult> {
    return this.#onAccount('accounts disable', login, command, async (manager, id) => {
      await manager.query(
        `update account set disabled_at = coalesce(disabled_at, clock_timestamp()), changed_at = clock_timestamp()
         where id = $1`,
        [id],
      );
    });
  }

  /** Opens a disabled account again and forgets the tries that closed it. @param tryKeys as the sign-in counts them */
  unlock(
    login: string,
    tryKeys: (id: string) => readonly string[],
    command: Command,
  ): Promise<OperationResult> {
    return this.#onAccount('accounts unlock', login, command, async (manager, id) => {
      await manager.query(
        'update account set disabled_at = null, changed_at = clock_timestamp() where id = $1',
        [id],
      );
      await manager.query('delete from sign_in_try where key = any($1)', [tryKeys(id)]);
    });
  }

  /** Somebody the identity provider knows is this account from now on. @param identity content-free code of that person */
  link(
    login: string,
    identity: { readonly issuer: string; readonly code: string },
    command: Command,
  ): Promise<OperationResult> {
    return this.#once('accounts link', login, command, async (manager) => {
      const id = await lockAccount(manager, login);
      if (id === undefined) return NOT_FOUND;
      if (await isMachine(manager, id)) return IS_MACHINE;
      const linked: unknown[] = await manager.query(
        `insert into account_identity (issuer, subject, account_id) values ($1, $2, $3)
         on conflict (issuer, subject) do update set account_id = excluded.account_id
         where account_identity.account_id = excluded.account_id returning 1`,
        [identity.issuer, identity.code, id],
      );
      if (linked.length === 0) return { kind: 'refused', why: 'identity-taken' };
      await noteBothSides(manager, this.tools.provinceId);
      return DONE;
    });
  }

  /** Nobody of the identity provider is this account any more. */
  unlink(login: string, command: Command): Promise<OperationResult> {
    return this.#onAccount('accounts unlink', login, command, async (manager, id) => {
      await manager.query('delete from account_identity where account_id = $1', [id]);
    });
  }

  #onAccount(
    name: string,
    login: string,
    command: Command,
    act: (manager: EntityManager, id: string) => Promise<OperationResult | void>,
  ): Promise<OperationResult> {
    return this.#once(name, login, command, async (manager) => {
      const id = await lockAccount(manager, login);
      if (id === undefined) return NOT_FOUND;
      const result = (await act(manager, id)) ?? DONE;
      await manager.query('delete from session where account_id = $1', [id]);
      return result;
    });
  }

  #once(
    name: string,
    target: string,
    command: Command,
    act: (manager: EntityManager) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    const { approvals, provinceId: agencyId } = this.tools;
    const kind = kindOf(name);
    const inFavourOf = kind === 'access' ? target : undefined;
    return once(this.tools, { name, target, command }, async (manager) =>
      approvals === undefined
        ? { result: await act(manager), agencyId }
        : allowedOnly({ approvals, manager }, { kind, command, agencyId, inFavourOf }, () => act(manager)),
    );
  }
}

/** Whatever gives an account more than it had, or to somebody else, takes both sides. */
function kindOf(name: string): ApprovalKind {
  return ['accounts create', 'accounts grant', 'accounts link', RESET_ALL].includes(name)
    ? 'access'
    : 'accounts';
}

async function lockAccount(manager: EntityManager, login: string): Promise<string | undefined> {
  const rows: { id: string }[] = await manager.query(
    'select id from account where login = $1 and removed_at is null for update',
    [login],
  );
  return rows[0]?.id;
}

/** The name stands in the audit for somebody whose account was removed. */
async function isRetired(manager: EntityManager, login: string): Promise<boolean> {
  const rows: unknown[] = await manager.query('select 1 from retired_login where digest = $1', [
    retiredDigest(login),
  ]);
  return rows.length > 0;
}

async function isMachine(manager: EntityManager, id: string): Promise<boolean> {
  const rows: unknown[] = await manager.query('select 1 from account where id = $1 and is_machine', [id]);
  return rows.length > 0;
}

async function forgetSecondFactor(manager: EntityManager, id: string): Promise<void> {
  await manager.query(
    'update account set totp_secret = null, totp_pending = null, totp_step = -1 where id = $1',
    [id],
  );
  await manager.query('delete from account_recovery_code where account_id = $1', [id]);
}
