import { join } from 'node:path';
import { createSealing, keyStores, loadKeyFile } from '@kntc/confidentiality';
import type { LaneSession } from '@kntc/domain';
import { createHttp, createLogger, systemClock } from '@kntc/platform';
import { createDataSource, PgCreateBrake, PgLaneStore } from '@kntc/storage';
import type { Stage } from '../delivery/stage';

export interface OpenLanes {
  readonly session: LaneSession;
  readonly close: () => Promise<void>;
}

/** A lane session as a delivering process has it, on the database that an intake of this stage filled. */
export async function openLanes(stage: Stage): Promise<OpenLanes> {
  const databaseUrl = stage.postgres.url('bench_gateway');
  const dataSource = createDataSource(databaseUrl);
  await dataSource.initialize();
  const keyFile = join(stage.folder, 'data', 'keys', 'kntc-key.json');
  const stores = keyStores({ keyFile, use: 'file', vault: undefined }, () =>
    createHttp({ client: 'undici', connections: 1 }),
  );
  const keys = loadKeyFile(keyFile, { createIfMissing: false });
  const { seals, house } = createSealing({ keys, clock: systemClock, ...stores });
  const store = new PgLaneStore({
    databaseUrl,
    dataSource,
    seals,
    house,
    logger: createLogger('error'),
    brake: new PgCreateBrake(dataSource, () => 'unlimited'),
  });
  const session = await store.open();
  return {
    session,
    close: async () => {
      await session.close();
      await dataSource.destroy();
    },
  };
}
