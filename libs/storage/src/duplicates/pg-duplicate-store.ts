import type { DuplicateCandidate, DuplicateStore, HashedKey, PreparedCase } from '@kntc/domain';
import type { DataSource } from 'typeorm';

/** Of a block beyond its limit, so many of the newest are looked at. */
const NEWEST_OF_LARGE = 12;

/**
 * Each key is one short walk from the newest end of its block, stopped one beyond the limit; a block that goes on then counts with
 * its newest few only. No trigram, no scan: what it costs follows the number of keys.
 */
const CANDIDATES = `
  with asked as (select * from unnest($1::bigint[], $2::integer[]) as a(hash, most)),
  found as (
    select h.position, 1.0 / (h.size + 1) as worth
    from asked a cross join lateral (
      select b.position, count(*) over () as size, row_number() over (order by b.position desc) as nth
      from (select position from blocking_key k where k.hash = a.hash order by position desc limit a.most + 1) b
    ) h
    where h.size <= a.most or h.nth <= ${NEWEST_OF_LARGE}),
  ranked as (select position, sum(worth)::float8 as worth from found group by position)
  select p.case_id, p.agency_id, p.normaliser_version, p.prepared, r.worth
  from ranked r join prepared_case p using (position)
  where $4::uuid is null or p.case_id <> $4
  order by r.worth desc, r.position desc limit $3`;

interface CandidateRow {
  readonly case_id: string;
  readonly agency_id: string;
  readonly normaliser_version: number;
  readonly prepared: Buffer | null;
  readonly worth: number;
}

/** {@link DuplicateStore} on PostgreSQL. */
export class PgDuplicateStore implements DuplicateStore {
  constructor(private readonly dataSource: DataSource) {}

  async put({ caseId, agencyId, normaliserVersion, keys, prepared }: PreparedCase): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('delete from prepared_case where case_id = $1', [caseId]);
      const [row]: { position: string }[] = await manager.query(
        `insert into prepared_case (case_id, agency_id, normaliser_version, prepared)
         values ($1, $2, $3, $4) returning position`,
        [caseId, agencyId, normaliserVersion, prepared === undefined ? null : Buffer.from(prepared)],
      );
      const hashes = [...new Set(keys.map(({ hash }) => hash))];
      await manager.query(
        'insert into blocking_key (hash, position) select hash, $2 from unnest($1::bigint[]) as hash',
        [hashes, row?.position],
      );
    });
  }

  async remove(caseId: string): Promise<void> {
    await this.dataSource.query('delete from prepared_case where case_id = $1', [caseId]);
  }

  async candidates(
    keys: readonly HashedKey[],
    most: number,
    except?: string,
  ): Promise<readonly DuplicateCandidate[]> {
    const [hashes, limits] = [keys.map(({ hash }) => hash), keys.map(({ limit }) => limit)];
    const rows: CandidateRow[] = await this.dataSource.query(CANDIDATES, [
      hashes,
      limits,
      most,
      except ?? null,
    ]);
    return rows.map(toCandidate);
  }

  async outdated(normaliserVersion: number, most: number): Promise<readonly string[]> {
    const rows: { case_id: string }[] = await this.dataSource.query(
      'select case_id from prepared_case where normaliser_version <> $1 order by position limit $2',
      [normaliserVersion, most],
    );
    return rows.map((row) => row.case_id);
  }
}

function toCandidate(row: CandidateRow): DuplicateCandidate {
  return {
    caseId: row.case_id,
    agencyId: row.agency_id,
    normaliserVersion: row.normaliser_version,
    prepared: row.prepared ?? undefined,
    worth: row.worth,
  };
}
