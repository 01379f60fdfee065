import type { DataSource } from 'typeorm';
import { TAKE_UNRUNG } from './lane-statements';

/** Finds due rows whose bell rang long ago or never: what makes losing the queue harmless. */
export class PgSweep {
  constructor(private readonly dataSource: DataSource) {}

  /** Marks at most `limit` of the oldest such rows as rung now and returns their lanes; none of the agencies `except`. */
  async takeUnrung(
    limit: number,
    olderThanMs: number,
    except: readonly string[] = [],
  ): Promise<readonly number[]> {
    const [rows]: [{ lane: number }[], number] = await this.dataSource.query(TAKE_UNRUNG, [
      limit,
      olderThanMs,
      except,
    ]);
    return [...new Set(rows.map((row) => row.lane))];
  }
}
