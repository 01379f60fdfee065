import { GatewayError } from '@kntc/domain';
import type { LaneSession, LaneStore } from '@kntc/domain';
import { Client } from 'pg';
import { END_FROZEN } from './lane-statements';
import { PgLaneSession, type LaneSessionParts } from './pg-lane-session';

const CONNECT_WITHIN_MS = 10_000;
const QUERY_TIMEOUT_MS = 15_000;
/** By this name lane sessions are found in `pg_stat_activity`. */
const LANE_SESSIONS = 'kntc-lanes';

export interface LaneStoreOptions extends LaneSessionParts {
  readonly databaseUrl: string;
}

/** {@link LaneStore} on PostgreSQL: one pinned connection outside the pool (never through a transaction pooler). */
export class PgLaneStore implements LaneStore {
  constructor(private readonly options: LaneStoreOptions) {}

  async open(): Promise<LaneSession> {
    const client = new Client({
      connectionString: this.options.databaseUrl,
      application_name: LANE_SESSIONS,
      keepAlive: true,
      // Without it, who connects into a network that swallows packets waits for ever, and delivery with it.
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      // Only commits and locks run here, all by key. For lack of statistics the planner takes a group for larger than
      // it is and reads the whole outbox for it.
      options: '-c synchronous_commit=on -c client_connection_check_interval=5s -c enable_seqscan=off',
    });
    try {
      await client.connect();
    } catch (err) {
      client.on('error', () => undefined);
      await client.end().catch(() => undefined);
      throw new GatewayError('GW_T301', '', { cause: err });
    }
    return new PgLaneSession(client, this.options);
  }

  async endFrozen(silentForMs: number): Promise<number> {
    const rows: { ended: number }[] = await this.options.dataSource.query(END_FROZEN, [
      LANE_SESSIONS,
      silentForMs,
    ]);
    return rows[0]?.ended ?? 0;
  }
}
