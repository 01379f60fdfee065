import type { Position } from '@kntc/domain';
import type { DataSource } from 'typeorm';

/** Whose account is whose: of the person only agency and position are kept. */
export interface LinkedAccount {
  readonly login: string;
  readonly agency: string;
  readonly position: Position;
  readonly recordedBy: string;
  readonly secondPerson: string;
}

export interface ListedDelegation {
  readonly id: string;
  readonly login: string;
  readonly agency: string;
  readonly documentNo: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly endedAt: Date | null;
}

/** A recorded exclusion of an account (`login`) or of a whole agency. */
export interface ListedExclusion {
  readonly id: string;
  readonly reference: string;
  readonly login: string | null;
  readonly agency: string | null;
  readonly recordedAt: Date;
  readonly liftedAt: Date | null;
}

/** What people recorded about access, within a filter. */
export interface AccessBook {
  readonly links: readonly LinkedAccount[];
  readonly delegations: readonly ListedDelegation[];
  readonly exclusions: readonly ListedExclusion[];
}

const AT_MOST = 500;

/** Reads what `PgAccess` writes. Who is shut out because a case denounces them stands in no list. */
export class PgAccessBook {
  constructor(private readonly dataSource: DataSource) {}

  /** At most 500 of each, the newest first. */
  async read(login: string | undefined, reference: string | undefined): Promise<AccessBook> {
    const [links, delegations, exclusions] = await Promise.all([
      this.dataSource.query<LinkedAccount[]>(
        `select a.login, p.agency_id as agency, p.position, p.recorded_by as "recordedBy", p.second_person as "secondPerson"
         from account_person p join account a on a.id = p.account_id
         where $1::text is null or a.login = $1 order by p.recorded_at desc, a.login limit ${AT_MOST}`,
        [login ?? null],
      ),
      this.dataSource.query<ListedDelegation[]>(
        `select d.id, a.login, d.agency_id as agency, d.document_no as "documentNo", d.valid_from::text as "validFrom",
           d.valid_until::text as "validUntil", d.ended_at as "endedAt"
         from delegation d join account a on a.id = d.account_id
         where $1::text is null or a.login = $1 order by d.recorded_at desc, d.id limit ${AT_MOST}`,
        [login ?? null],
      ),
      this.dataSource.query<ListedExclusion[]>(
        `select e.id, n.reference, a.login, e.excluded_agency as agency, e.recorded_at as "recordedAt",
           e.lifted_at as "liftedAt"
         from case_exclusion e join national_record n on n.case_id = e.case_id left join account a on a.id = e.account_id
         where ($1::text is null or a.login = $1) and ($2::text is null or n.reference = $2)
         order by e.recorded_at desc, e.id limit ${AT_MOST}`,
        [login ?? null, reference ?? null],
      ),
    ]);
    return { links, delegations, exclusions };
  }
}
