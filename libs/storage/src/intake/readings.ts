import type { Reading, SourceInfo } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import { BEGIN_READING, END_READING, KEEP_READING } from './intake-statements';

interface ReadingRow {
  readonly number: number;
  readonly cursor: string | null;
}

/** Who reads a source now: one process at a time, as long as it shows life (ADR 0018). */
export class Readings {
  constructor(private readonly dataSource: DataSource) {}

  async begin(
    { id, mappingVersion }: Pick<SourceInfo, 'id' | 'mappingVersion'>,
    leaseMs: number,
  ): Promise<Reading | undefined> {
    const values = [id, leaseMs, mappingVersion];
    const [rows]: [ReadingRow[], number] = await this.dataSource.query(BEGIN_READING, values);
    const [row] = rows;
    return row && { number: row.number, cursor: row.cursor ?? undefined };
  }

  async keep(sourceId: string, number: number, leaseMs: number): Promise<void> {
    await this.dataSource.query(KEEP_READING, [sourceId, number, leaseMs]);
  }

  async end(sourceId: string, number: number): Promise<void> {
    await this.dataSource.query(END_READING, [sourceId, number]);
  }
}
