import type { AccessRefusal, Delegation, Ids, Position } from '@kntc/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { audited } from '../audit/audited';
import type { PgAudit } from '../audit/pg-audit';
import { inAudit, type PgApprovals } from './pg-approvals';

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

/** What came of a change: done, nothing of that kind, or not by these people. */
export type AccessChange = 'done' | 'not-found' | AccessRefusal;

export interface AccessTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly provinceId: string;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
}

type Recorded = Pick<Change, 'target' | 'agencyId'>;

/** Something two people want to record. */
interface Change {
  readonly action: string;
  /** As far as it can be told without looking it up. */
  readonly target: string;
  readonly agencyId: string;
  /** Case it is about: nobody who must not know of it takes part. */
  readonly reference?: string | undefined;
  /** Whose power or view grows by it: not one of the two. */
  readonly inFavourOf?: string | undefined;
}

/** Whose account is whose, who decides for whom, who must not know of what. Every change takes two people and is audited. */
export class PgAccess {
  constructor(private readonly tools: AccessTools) {}

  /** Makes the hierarchy of the configuration that of the database. */
  async registerHierarchy(superiors: ReadonlyMap<string, string>): Promise<void> {
    await this.tools.dataSource.transaction(async (manager) => {
      await manager.query('delete from agency_superior where agency_id <> all($1)', [[...superiors.keys()]]);
      await manager.query(
        `insert into agency_superior select * from unnest($1::text[], $2::text[])
         on conflict (agency_id) do update set superior_id = excluded.superior_id`,
        [[...superiors.keys()], [...superiors.values()]],
      );
    });
  }

  /** Says whose account it is and what that person is in the agency; the newest word counts. */
  link(
    { accountId, login, agencyId, position, digests }: AccountPerson,
    by: TwoPeople,
  ): Promise<AccessChange> {
    const change = { agencyId, action: 'access link', target: `${login} ${position}`, inFavourOf: login };
    return this.#record(by, change, async (manager) => {
      await manager.query(
        `insert into account_person (account_id, agency_id, position, digests, recorded_by, second_person, reason)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (account_id) do update set agency_id = excluded.agency_id, position = excluded.position,
           digests = excluded.digests, recorded_by = excluded.recorded_by, second_person = excluded.second_person,
           reason = excluded.reason, recorded_at = clock_timestamp()`,
        [accountId, agencyId, position, digests, by.recordedBy, by.secondPerson, by.reason],
      );
      return change;
    });
  }

  /** Records a written delegation of an agency's head. */
  delegate({ accountId, login }: NamedAccount, given: Delegation, by: TwoPeople): Promise<AccessChange> {
    const { agencyId, documentNo, validFrom, validUntil } = given;
    const target = `${login} ${documentNo} ${validFrom}..${validUntil}`;
    const change = { agencyId, action: 'access delegate', target, inFavourOf: login };
    return this.#record(by, change, async (manager) => {
      await manager.query(
        `insert into delegation (id, agency_id, account_id, document_no, valid_from, valid_until, recorded_by,
           second_person, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          this.tools.ids.uuid(),
          agencyId,
          accountId,
          documentNo,
          validFrom,
          validUntil,
          by.recordedBy,
          by.secondPerson,
          by.reason,
        ],
      );
      return change;
    });
  }

  /** Ends a delegation before its last day. `not-found`: there is none that still stands. */
  endDelegation(id: string, by: TwoPeople): Promise<AccessChange> {
    const change = { agencyId: this.tools.provinceId, action: 'access end-delegation', target: id };
    return this.#record(by, change, async (manager) => {
      const [rows]: [{ login: string | null; document_no: string; agency_id: string }[], number] =
        await manager.query(
          `update delegation d set ended_at = clock_timestamp(), ended_by = $2, end_confirmed_by = $3
         where d.id = $1 and d.ended_at is null
         returning agency_id, document_no, (select login from account a where a.id = d.account_id) as login`,
          [id, by.recordedBy, by.secondPerson],
        );
      return (
        rows[0] && {
          target: `${id} ${rows[0].login ?? '?'} ${rows[0].document_no}`,
          agencyId: rows[0].agency_id,
        }
      );
    });
  }

  /** Records that an account or a whole agency must not know of a case. */
  exclude(reference: string, excluded: Excluded, by: TwoPeople): Promise<AccessChange> {
    const [accountId, agency, name] =
      'account' in excluded
        ? [excluded.account.accountId, null, excluded.account.login]
        : [null, excluded.agencyId, excluded.agencyId];
    const target = `${reference} ${name}`;
    const change = { agencyId: this.tools.provinceId, action: 'access exclude', target, reference };
    return this.#record(by, change, async (manager) => {
      const rows: { agency_id: string }[] = await manager.query(
        `insert into case_exclusion (id, agency_id, case_id, account_id, excluded_agency, reason, recorded_by, second_person)
         select $1, n.agency_id, n.case_id, $3::uuid, $4, $5, $6, $7 from national_record n where n.reference = $2
         returning agency_id`,
        [this.tools.ids.uuid(), reference, accountId, agency, by.reason, by.recordedBy, by.secondPerson],
      );
      return rows[0] && { target, agencyId: rows[0].agency_id };
    });
  }

  /** Takes back an exclusion that people recorded. Whoever is denounced stays shut out: that is no record of people. */
  async lift(id: string, by: TwoPeople): Promise<AccessChange> {
    const rows: { reference: string; owner: string; login: string | null; agency: string | null }[] =
      await this.tools.dataSource.query(
        `select n.reference, n.agency_id as owner, a.login, e.excluded_agency as agency from case_exclusion e
         join national_record n on n.case_id = e.case_id left join account a on a.id = e.account_id
         where e.id = $1 and e.lifted_at is null limit 1`,
        [id],
      );
    const { reference, owner, login, agency } = rows[0] ?? { login: null, agency: null };
    const target = reference === undefined ? id : `${reference} ${login ?? agency ?? '?'}`;
    const change = {
      agencyId: owner ?? this.tools.provinceId,
      action: 'access lift',
      target,
      reference,
      inFavourOf: login ?? undefined,
    };
    return this.#record(by, change, async (manager) => {
      const [, lifted]: [unknown[], number] = await manager.query(
        `update case_exclusion set lifted_at = clock_timestamp(), lifted_by = $2, lift_confirmed_by = $3
         where id = $1 and lifted_at is null`,
        [id, by.recordedBy, by.secondPerson],
      );
      return lifted > 0 ? change : undefined;
    });
  }

  /** One change by two people, on record whatever comes of it. @param write answers what it was about, if anything */
  #record(
    by: TwoPeople,
    { reference, inFavourOf, ...what }: Change,
    write: (manager: EntityManager) => Promise<Recorded | undefined>,
  ): Promise<AccessChange> {
    const { recordedBy: actor, secondPerson: approver, reason } = by;
    const { dataSource, audit, approvals } = this.tools;
    return audited<AccessChange>({ dataSource, audit }, async (manager) => {
      const verdict = await approvals.check(manager, {
        kind: 'access',
        actor,
        approver,
        reference,
        inFavourOf,
      });
      const entry = { ...what, ...verdict.onRecord, reason };
      if (verdict.kind === 'refused')
        return { result: verdict.why, entry: { ...entry, result: inAudit(verdict) } };
      const recorded = await write(manager);
      const result = recorded === undefined ? 'not-found' : 'done';
      const { target, agencyId } = recorded ?? what;
      return { result, entry: { ...entry, target, agencyId, result } };
    });
  }
}
