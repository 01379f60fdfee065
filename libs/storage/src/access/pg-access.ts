import type { Decider, Delegation, Ids, Position } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { audited, type AuditedDatabase } from '../audit/audited';
import type { AuditedAction, PgAudit } from '../audit/pg-audit';
import { visible, type AccountScope } from './row-scope';

/** Who records something about access, who confirms it, and why. */
export interface TwoPeople {
  readonly recordedBy: string;
  readonly secondPerson: string;
  readonly reason: string;
}

/** An account as the audit names it. */
export interface NamedAccount {
  readonly accountId: string;
  readonly login: string;
}

/** Whose account it is: keyed digests, never a name or number. */
export interface AccountPerson extends NamedAccount {
  readonly agencyId: string;
  readonly position: Position;
  readonly digests: readonly string[];
}

/** Who must not know of a case. */
export type Excluded = { readonly account: NamedAccount } | { readonly agencyId: string };

/** What the stores know of somebody who decides. */
export type DeciderFacts = Required<Pick<Decider, 'headOf' | 'delegations'>> & {
  /** Agency the person belongs to; empty as long as nobody linked the account. */
  readonly worksAt: readonly string[];
};

/** Whose account is whose, who decides for whom, who must not know of what. Every change takes two people and is audited. */
export class PgAccess {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: Ids,
    private readonly provinceId: string,
    private readonly audit: PgAudit,
  ) {}

  /** Makes the hierarchy of the configuration that of the database. */
  async registerHierarchy(superiors: ReadonlyMap<string, string>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('delete from agency_superior where agency_id <> all($1)', [[...superiors.keys()]]);
      await manager.query(
        `insert into agency_superior select * from unnest($1::text[], $2::text[])
         on conflict (agency_id) do update set superior_id = excluded.superior_id`,
        [[...superiors.keys()], [...superiors.values()]],
      );
    });
  }

  /** Says whose account it is and what that person is in the agency; the newest word counts. */
  async link({ accountId, login, agencyId, position, digests }: AccountPerson, by: TwoPeople): Promise<void> {
    await this.#record(by, { agencyId, action: 'access link', target: `${login} ${position}` }, (manager) =>
      manager.query(
        `insert into account_person (account_id, agency_id, position, digests, recorded_by, second_person, reason)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (account_id) do update set agency_id = excluded.agency_id, position = excluded.position,
           digests = excluded.digests, recorded_by = excluded.recorded_by, second_person = excluded.second_person,
           reason = excluded.reason, recorded_at = clock_timestamp()`,
        [accountId, agencyId, position, digests, by.recordedBy, by.secondPerson, by.reason],
      ),
    );
  }

  /** Records a written delegation of an agency's head. */
  async delegate({ accountId, login }: NamedAccount, given: Delegation, by: TwoPeople): Promise<void> {
    const { agencyId, documentNo, validFrom, validUntil } = given;
    const target = `${login} ${documentNo} ${validFrom}..${validUntil}`;
    await this.#record(by, { agencyId, action: 'access delegate', target }, (manager) =>
      manager.query(
        `insert into delegation (id, agency_id, account_id, document_no, valid_from, valid_until, recorded_by,
           second_person, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          this.ids.uuid(),
          agencyId,
          accountId,
          documentNo,
          validFrom,
          validUntil,
          by.recordedBy,
          by.secondPerson,
          by.reason,
        ],
      ),
    );
  }

  /** Records that an account or a whole agency must not know of a case. */
  exclude(reference: string, excluded: Excluded, by: TwoPeople): Promise<'done' | 'not-found'> {
    const [accountId, agency, name] =
      'account' in excluded
        ? [excluded.account.accountId, null, excluded.account.login]
        : [null, excluded.agencyId, excluded.agencyId];
    return audited(this.#on, async (manager) => {
      const rows: { agency_id: string }[] = await manager.query(
        `insert into case_exclusion (id, agency_id, case_id, account_id, excluded_agency, reason, recorded_by, second_person)
         select $1, n.agency_id, n.case_id, $3::uuid, $4, $5, $6, $7 from national_record n where n.reference = $2
         returning agency_id`,
        [this.ids.uuid(), reference, accountId, agency, by.reason, by.recordedBy, by.secondPerson],
      );
      const result = rows.length > 0 ? 'done' : 'not-found';
      const what = { action: 'access exclude', target: `${reference} ${name}`, result };
      return { result, entry: entryOf(by, { ...what, agencyId: rows[0]?.agency_id ?? this.provinceId }) };
    });
  }

  /** What counts of an account when it decides. */
  async factsOf(accountId: string): Promise<DeciderFacts> {
    const people: { agency_id: string; position: Position }[] = await this.dataSource.query(
      'select agency_id, position from account_person where account_id = $1',
      [accountId],
    );
    const delegations: Delegation[] = await this.dataSource.query(
      `select agency_id as "agencyId", document_no as "documentNo", valid_from::text as "validFrom",
         valid_until::text as "validUntil"
       from delegation where account_id = $1 order by valid_from, id`,
      [accountId],
    );
    return {
      worksAt: people.map((one) => one.agency_id),
      headOf: people.filter(({ position }) => position === 'head').map((one) => one.agency_id),
      delegations,
    };
  }

  /** Whether the account may know of the case, and who decides it if not the agency that manages it. */
  async standingOf(
    reference: string,
    scope: AccountScope,
  ): Promise<
    { readonly agencyId: string; readonly isVisible: boolean; readonly routedTo?: string } | undefined
  > {
    const seen = visible(scope, 2, { caseId: 'n.case_id', agencyId: 'n.agency_id' });
    const rows: { agency_id: string; seen: boolean; routed: string | null }[] = await this.dataSource.query(
      `select n.agency_id, ${seen.sql} as seen, (select min(t.agency_id) from case_route t where t.case_id = n.case_id) as routed
       from national_record n where n.reference = $1`,
      [reference, ...seen.values],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    return {
      agencyId: row.agency_id,
      isVisible: row.seen,
      ...(row.routed !== null && { routedTo: row.routed }),
    };
  }

  get #on(): AuditedDatabase {
    return { dataSource: this.dataSource, audit: this.audit };
  }

  #record(
    by: TwoPeople,
    what: Pick<AuditedAction, 'agencyId' | 'action' | 'target'>,
    write: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    return audited(this.#on, async (manager) => {
      await write(manager);
      return { result: undefined, entry: entryOf(by, { ...what, result: 'done' }) };
    });
  }
}

function entryOf(
  { recordedBy, secondPerson, reason }: TwoPeople,
  what: Pick<AuditedAction, 'agencyId' | 'action' | 'target' | 'result'>,
): AuditedAction {
  return { ...what, actor: recordedBy, approver: secondPerson, reason };
}
