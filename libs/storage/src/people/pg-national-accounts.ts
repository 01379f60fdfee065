import { confirmationState, dateInVietnam } from '@kntc/domain';
import type { Clock, ConfirmationState, FormDuty, Ids, KeyedDigest, SealBox } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { AccountScope, RowScope } from '../access/row-scope';
import type { PgAudit } from '../audit/pg-audit';
import { readPage, type Page, type PageOf } from '../lists/listing';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import {
  NATIONAL_ACCOUNTS,
  type NationalAccountFilter,
  type NationalAccountRow,
} from './national-account-list';
import { ACCOUNT_WITH_PERSON, AGENCY_OF_ACCOUNT, openDetails } from './user-rows';

export interface NationalAccountTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly clock: Clock;
  readonly provinceId: string;
  readonly house: SealBox;
  readonly keyedDigest: KeyedDigest;
}

/** An account somebody was given in the national system. */
export interface NewNationalAccount {
  /** Login here of who holds it. */
  readonly login: string;
  /** What it is called there. */
  readonly name: string;
  readonly duties: readonly FormDuty[];
  /** `yyyy-MM-dd`. */
  readonly since: string;
}

export interface ListedNationalAccount extends Omit<NationalAccountRow, 'sealed' | 'holderSealed'> {
  /** Absent: its holder was removed. */
  readonly name: string | undefined;
  /** Full name of who holds it, where a form named it. */
  readonly holder: string | undefined;
  readonly state: ConfirmationState;
}

interface HolderRow {
  readonly id: string;
  readonly agency: string;
}

/**
 * Who holds which account in the national system, and that somebody said so this quarter. Nothing of it reaches the far side: opening
 * and closing accounts there is what people do. A crash leaves an act undone, or done and on record.
 */
export class PgNationalAccounts {
  #scope: RowScope = 'everything';

  constructor(private readonly tools: NationalAccountTools) {}

  /** The same for somebody who is signed in: accounts of other agencies are not there, and only accounts decide. */
  signedIn(
    account: AccountScope & { readonly login: string },
    proved: readonly string[],
  ): PgNationalAccounts {
    const approvals = this.tools.approvals.signedIn([account.login, ...proved]);
    const theirs = new PgNationalAccounts({ ...this.tools, approvals });
    theirs.#scope = { accountId: account.accountId, agencies: account.agencies };
    return theirs;
  }

  async page(asked: PageOf<NationalAccountFilter>, scope: RowScope): Promise<Page<ListedNationalAccount>> {
    const { dataSource, clock } = this.tools;
    const today = dateInVietnam(clock.now());
    const page = await readPage(dataSource.manager, NATIONAL_ACCOUNTS, asked, scope);
    return { ...page, items: page.items.map((row) => this.#opened(row, today)) };
  }

  /** @returns `not-found` for who is no account here; refused: `national-account-known`, `day-ahead` */
  record({ login, name, duties, since }: NewNationalAccount, command: Command): Promise<OperationResult> {
    const { ids, house, keyedDigest, clock } = this.tools;
    return this.#once('national-accounts record', login, command, async (manager) => {
      const holder = await this.#holder(manager, login);
      if (holder === undefined) return { kind: 'not-found' };
      if (since > dateInVietnam(clock.now())) return { kind: 'refused', why: 'day-ahead' };
      const id = ids.uuid();
      const rows: unknown[] = await manager.query(
        `insert into national_account (id, agency_id, account_id, sealed, name_digest, duties, since, confirmed_on, confirmed_by,
           recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) on conflict (name_digest) where ended_on is null do nothing returning id`,
        [
          id,
          holder.agency,
          holder.id,
          Buffer.from(house.seal(Buffer.from(name), contextOf(id))),
          keyedDigest.digest(`national account\0${name.toLowerCase()}`),
          duties,
          since,
          dateInVietnam(clock.now()),
          command.actor,
        ],
      );
      return rows.length === 0 ? { kind: 'refused', why: 'national-account-known' } : { kind: 'done', id };
    });
  }

  /** Says of all of these that they are still needed. @returns `not-found` where one of them is not there or ended */
  confirm(ids: readonly string[], command: Command): Promise<OperationResult> {
    const target = `${ids.length} tài khoản CSDLQG`;
    return this.#once('national-accounts confirm', target, command, async (manager) => {
      const rows: unknown[] = await manager.query(
        `select 1 from national_account where id = any($1::uuid[]) and ended_on is null
           and ($2::text[] is null or agency_id = any($2)) for update`,
        [ids, this.#agencies],
      );
      if (rows.length !== new Set(ids).size) return { kind: 'not-found' };
      await manager.query(
        'update national_account set confirmed_on = $2, confirmed_by = $3 where id = any($1::uuid[])',
        [ids, dateInVietnam(this.tools.clock.now()), command.actor],
      );
      return { kind: 'done' };
    });
  }

  /** The account there was closed, or somebody else holds it. @returns `not-found`; refused: `day-before`, `day-ahead` */
  end(id: string, endedOn: string, command: Command): Promise<OperationResult> {
    return this.#once('national-accounts end', id, command, async (manager) => {
      const rows: { since: string }[] = await manager.query(
        `select since::text from national_account where id = $1 and ended_on is null
           and ($2::text[] is null or agency_id = any($2)) for update`,
        [id, this.#agencies],
      );
      const [row] = rows;
      if (row === undefined) return { kind: 'not-found' };
      if (endedOn < row.since) return { kind: 'refused', why: 'ended-before-since' };
      if (endedOn > dateInVietnam(this.tools.clock.now())) return { kind: 'refused', why: 'day-ahead' };
      await manager.query('update national_account set ended_on = $2, ended_by = $3 where id = $1', [
        id,
        endedOn,
        command.actor,
      ]);
      return { kind: 'done' };
    });
  }

  get #agencies(): readonly string[] | null {
    const scope = this.#scope;
    return scope === 'everything' || scope.agencies === 'all' ? null : scope.agencies;
  }

  async #holder(manager: EntityManager, login: string): Promise<HolderRow | undefined> {
    const rows: HolderRow[] = await manager.query(
      `select a.id, ${AGENCY_OF_ACCOUNT} as agency from ${ACCOUNT_WITH_PERSON}
       where a.login = $1 and a.removed_at is null and not a.is_machine for update of a`,
      [login],
    );
    const [row] = rows;
    return row !== undefined && (this.#agencies?.includes(row.agency) ?? true) ? row : undefined;
  }

  #opened({ sealed, holderSealed, ...row }: NationalAccountRow, today: string): ListedNationalAccount {
    const { house } = this.tools;
    const state = confirmationState(
      { confirmedOn: row.confirmedOn, endedOn: row.endedOn ?? undefined },
      today,
    );
    return {
      ...row,
      state,
      name: sealed === null ? undefined : Buffer.from(house.open(sealed, contextOf(row.id))).toString('utf8'),
      holder: holderSealed === null ? undefined : openDetails(house, row.accountId, holderSealed).fullName,
    };
  }

  #once(
    name: string,
    target: string,
    command: Command,
    act: (manager: EntityManager) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    const { provinceId: agencyId } = this.tools;
    return once(this.tools, { name, target, command }, (manager) =>
      allowedOnly({ ...this.tools, manager }, { kind: 'accounts', command, agencyId }, () => act(manager)),
    );
  }
}

function contextOf(id: string): string {
  return `national-account/${id}`;
}
