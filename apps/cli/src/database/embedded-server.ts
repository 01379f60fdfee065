import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import { startEmbeddedPostgres } from '@kntc/platform';
import type { EmbeddedPostgres } from '@kntc/platform';
import { connect, createDataSource } from '@kntc/storage';
import type { Place } from './place';

/**
 * Whether `npm start` ever made an embedded server here. Asked first, because starting one on an empty folder
 * would create a cluster, and looking must change nothing. (`run/` counts because the cluster itself may stand
 * outside the data folder when that is closed to PostgreSQL's account.)
 */
export function hasEmbeddedServer({ environment }: Place): boolean {
  const { dataDir } = environment;
  return existsSync(join(dataDir, 'postgres', 'cluster')) || existsSync(join(dataDir, 'run'));
}

/** Starts the embedded server or joins the running one; whoever started it stops it. */
export async function startServer({ environment, terminal }: Place): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({
      dataDir: join(environment.dataDir, 'postgres'),
      binaries: environment.embeddedPg,
      log: () => terminal.err('Đang mở PostgreSQL của cổng …'),
    });
  } catch (err) {
    throw new GatewayError('GW_T301', err instanceof Error ? err.message : '', { cause: err });
  }
}

/** Names of all databases of the server. */
export async function databaseNames(server: EmbeddedPostgres): Promise<readonly string[]> {
  const dataSource = createDataSource(server.url('postgres'), 1);
  await connect(dataSource);
  try {
    const rows: { name: string }[] = await dataSource.query(
      'select datname as name from pg_database where not datistemplate order by 1',
    );
    return rows.map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}
