import { sha256 } from '@kntc/domain';
import type { RecordDefinition } from '../definition/source-definition';
import type { SqlDialect, SqlSession } from './dialect';
import type { OrderTypes } from './places';

/** With more rows than these a look costs as much as reading. */
const MOST = 1_000;

export interface NewsWanted {
  readonly record: RecordDefinition;
  readonly types: OrderTypes;
  /** Highest watermark that was read. */
  readonly high: string;
}

/**
 * Digest of the places from which on the next cycle would read (the overlap before `high` included), and of the rows
 * without a watermark; `undefined` when there are too many. One query that an index over the watermark answers.
 */
export async function listNews(
  dialect: SqlDialect,
  session: SqlSession,
  { record, types, high }: NewsWanted,
): Promise<string | undefined> {
  const { watermark: type } = types;
  if (type === undefined || record.watermark === undefined) return undefined;
  const mark = dialect.order(record.watermark, type);
  const from = dialect.back(1, type, record.overlapMs);
  const columns = `${dialect.asText(record.key)}, ${dialect.orderText(record.watermark, type)}`;
  const sql = `select ${columns} from (\n${record.query}\n) q where (${record.key}) is not null and (${mark} >= ${from} or ${mark} is null) ${dialect.limit(MOST + 1)}`;
  const { rows } = await session.query(sql, [high], 'record.watermark');
  if (rows.length > MOST) return undefined;
  return sha256(JSON.stringify(rows.map((row) => JSON.stringify(row)).toSorted()));
}
