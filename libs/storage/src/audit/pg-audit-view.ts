import type { ChainedEntry } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { AccountScope } from '../access/row-scope';
import { AUDIT_COLUMNS, toEntry, type AuditRow } from './audit-rows';

/** The audit as one account may read it: of its agencies, and nothing about a case it must not know of. */
export class PgAuditView {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest entries before `before`, newest first. */
  async newest(
    { accountId, agencies }: AccountScope,
    limit: number,
    before?: number,
  ): Promise<readonly ChainedEntry[]> {
    const rows: AuditRow[] = await this.dataSource.query(
      `select ${AUDIT_COLUMNS} from audit_entry
       where ($1::bigint is null or seq < $1) and ($3::text[] is null or agency_id = any($3))
         and split_part(target, ' ', 1) not in (
           select n.reference from national_record n join case_barrier b on b.case_id = n.case_id
           where b.account_id = $4::uuid
             or b.barred_agency = (select p.agency_id from account_person p where p.account_id = $4::uuid))
       order by seq desc limit $2`,
      [before ?? null, limit, agencies === 'all' ? null : agencies, accountId],
    );
    return rows.map(toEntry);
  }
}
