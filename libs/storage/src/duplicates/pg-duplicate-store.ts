import type { CandidatesAsked, DuplicateCandidate, DuplicateStore, PreparedCase } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { findCandidates, putPrepared } from './prepared-cases';

/** {@link DuplicateStore} on PostgreSQL. */
export class PgDuplicateStore implements DuplicateStore {
  constructor(private readonly dataSource: DataSource) {}

  put(prepared: readonly PreparedCase[]): Promise<void> {
    return this.dataSource.transaction((manager) => putPrepared(manager, prepared));
  }

  async remove(caseId: string): Promise<void> {
    await this.dataSource.query('delete from prepared_case where case_id = $1', [caseId]);
  }

  candidates(
    asked: readonly CandidatesAsked[],
    most: number,
  ): Promise<readonly (readonly DuplicateCandidate[])[]> {
    return findCandidates(this.dataSource.manager, asked, most);
  }

  async outdated(normaliserVersion: number, most: number): Promise<readonly string[]> {
    const rows: { case_id: string }[] = await this.dataSource.query(
      'select case_id from prepared_case where normaliser_version <> $1 order by position limit $2',
      [normaliserVersion, most],
    );
    return rows.map((row) => row.case_id);
  }
}
