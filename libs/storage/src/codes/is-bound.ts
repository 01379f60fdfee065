import type { DataSource } from 'typeorm';
import { connect } from '../data-source';

/**
 * Whether a gateway ran on this database before: then it belongs to one key for good. Reads only, and connects when nobody
 * did yet; a database without tables belongs to nobody.
 * @throws GatewayError `GW_T301` when it cannot be reached
 */
export async function isBound(dataSource: DataSource): Promise<boolean> {
  if (!dataSource.isInitialized) await connect(dataSource);
  const tables: { readonly exists: boolean }[] = await dataSource.query(
    "select to_regclass('binding') is not null as exists",
  );
  if (tables[0]?.exists !== true) return false;
  const rows: unknown[] = await dataSource.query('select 1 from binding');
  return rows.length > 0;
}
