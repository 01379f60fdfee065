import type { DigestSide, DigestStore, KnownNationalId } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { digestStatements, KNOWN } from './digest-statements';
import { PgDigestSide } from './pg-digest-side';

/** What the far side acknowledged; shown: all, or the records of some agencies. */
const STATEMENTS = digestStatements({
  from: 'record_digest d',
  names: 'join national_record n on n.id = d.national_record_id and n.national_id is not null',
  id: 'n.national_id',
  reference: 'n.reference',
  shows: (agencies) => `(${agencies}::text[] is null or d.agency_id = any(${agencies}))`,
});

/** {@link DigestStore} on PostgreSQL. */
export class PgRecordDigests implements DigestStore {
  constructor(private readonly dataSource: DataSource) {}

  side(agencyIds?: readonly string[]): DigestSide {
    return new PgDigestSide(this.dataSource, STATEMENTS, agencyIds ?? null);
  }

  async known(ids: readonly string[]): Promise<readonly KnownNationalId[]> {
    const rows: { national_id: string; reference: string; is_on_its_way: boolean }[] =
      await this.dataSource.query(KNOWN, [ids.flatMap((id) => [id, id.toLowerCase(), id.toUpperCase()])]);
    return rows.map((row) => ({
      id: row.national_id,
      reference: row.reference,
      isOnItsWay: row.is_on_its_way,
    }));
  }
}
