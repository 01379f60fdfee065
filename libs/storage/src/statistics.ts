import type { DataSource } from 'typeorm';

/** Tables that a first load fills from nothing. */
const GROWING = ['source_record', 'case_file', 'case_version', 'national_record', 'outbox'] as const;
const ANALYZE = `analyze ${GROWING.join(', ')}`;
const FIRST_AT = 2_000;
const AGAIN_AT_TIMES = 4;

/**
 * Keeps the planner's statistics in step with a first load. The server's own analysis comes a minute or more later; until
 * then the planner takes a case for one of two hundred, expects a match on every page, and looks cases up by reading
 * whole tables: at 100,000 records one sweep of the outbox did not end within eight minutes.
 */
export class TableStatistics {
  #stored = 0;
  #nextAt = FIRST_AT;

  constructor(private readonly analyze: () => Promise<unknown>) {}

  /** Tells how many records were stored; analyses at 2,000, 8,000, 32,000 … of them. */
  async noteStored(records: number): Promise<void> {
    this.#stored += records;
    if (this.#stored < this.#nextAt) return;
    this.#nextAt = this.#stored * AGAIN_AT_TIMES;
    await this.analyze();
  }
}

/**
 * Fills the planner's statistics of the tables that grow, from 3,000 rows each: enough to choose an index, at a tenth of
 * the time. The server's own analysis looks closer later.
 */
export function analyzeGrowing(dataSource: DataSource): Promise<unknown> {
  return dataSource.transaction(async (manager) => {
    await manager.query('set local default_statistics_target = 10');
    await manager.query(ANALYZE);
  });
}

/** Analyses a database that has rows and was never analysed, as one that was just restored from a backup. */
export async function analyzeIfNever(dataSource: DataSource): Promise<void> {
  // reltuples: -1 until the first analysis.
  const never: unknown[] = await dataSource.query(
    'select from pg_class where oid = any($1::regclass[]) and reltuples < 0 and pg_relation_size(oid) > 0',
    [GROWING],
  );
  if (never.length > 0) await analyzeGrowing(dataSource);
}
