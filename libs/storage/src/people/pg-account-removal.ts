import type { Ids } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { retiredDigest } from './user-rows';

export interface RemovalTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
}

interface FoundRow {
  readonly id: string;
  readonly is_disabled: boolean;
  readonly has_national: boolean;
}

/**
 * Takes away accounts that nobody uses any more: login, password, contact and whatever else says who it was. The audit keeps the name
 * under which things were done, and nobody gets that name again. There is no way back. A crash leaves an account there or gone.
 */
export class PgAccountRemoval {
  constructor(
    private readonly tools: RemovalTools,
    private readonly deciding: PgApprovals = tools.approvals,
  ) {}

  /** The same for somebody who is signed in: only accounts decide. @param proved who else proved who they are */
  signedIn({ login }: { readonly login: string }, proved: readonly string[]): PgAccountRemoval {
    return new PgAccountRemoval(this.tools, this.tools.approvals.signedIn([login, ...proved]));
  }

  /**
   * @returns `not-found`; refused: `not-disabled` (an account is shut first), `holds-national-account` (that is given back first), the
   * own account
   */
  remove(login: string, command: Command): Promise<OperationResult> {
    const { provinceId: agencyId } = this.tools;
    return once(this.tools, { name: 'accounts remove', target: login, command }, (manager) =>
      allowedOnly(
        { approvals: this.deciding, manager },
        { kind: 'accounts', command, agencyId, inFavourOf: login },
        async () => {
          const found = await lockedAccount(manager, login);
          if (found === undefined) return { kind: 'not-found' };
          if (!found.is_disabled) return { kind: 'refused', why: 'not-disabled' };
          if (found.has_national) return { kind: 'refused', why: 'holds-national-account' };
          await forget(manager, { id: found.id, login, agencyId });
          return { kind: 'done' };
        },
      ),
    );
  }
}

async function lockedAccount(manager: EntityManager, login: string): Promise<FoundRow | undefined> {
  const rows: FoundRow[] = await manager.query(
    `select a.id, a.disabled_at is not null as is_disabled,
       exists (select from national_account n where n.account_id = a.id and n.ended_on is null) as has_national
     from account a where a.login = $1 and a.removed_at is null for update`,
    [login],
  );
  return rows[0];
}

/** Rows that name the account by its id – who asked for what – stay and name nobody. */
async function forget(
  manager: EntityManager,
  { id, login, agencyId }: { readonly id: string; readonly login: string; readonly agencyId: string },
): Promise<void> {
  for (const table of [
    'session',
    'account_recovery_code',
    'account_identity',
    'access_token',
    'account_person',
  ])
    await manager.query(`delete from ${table} where account_id = $1`, [id]);
  await manager.query(
    'update delegation set ended_at = clock_timestamp() where account_id = $1 and ended_at is null',
    [id],
  );
  await manager.query('update gateway_user set sealed = null, email_digest = null where account_id = $1', [
    id,
  ]);
  await manager.query('update national_account set sealed = null, name_digest = null where account_id = $1', [
    id,
  ]);
  await manager.query(
    `update account set login = 'da-xoa-' || left(replace(id::text, '-', ''), 20), roles = '{}', agencies = '{}',
       password_hash = null, totp_pending = null, totp_secret = null, must_change = false,
       removed_at = clock_timestamp(), changed_at = clock_timestamp() where id = $1`,
    [id],
  );
  await manager.query(
    'insert into retired_login (digest, agency_id) values ($1, $2) on conflict (digest) do nothing',
    [retiredDigest(login), agencyId],
  );
}
