import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../libs/platform/src/embedded-postgres/embedded-postgres';
import { startReaper } from './reaper';
import { TEST_DATABASE } from './test-database';

/**
 * One PostgreSQL for all test files of a run, on a folder of its own, gone afterwards. With `KNTC_TEST_DATABASE`
 * already set (an address with the right to create databases) that server is used instead.
 */
export default async function globalSetup(): Promise<void> {
  if (process.env[TEST_DATABASE]) return;
  const home = mkdtempSync(join(tmpdir(), 'kntc-test-'));
  chmodSync(home, 0o711); // the account of the server has to pass through
  const reaper = startReaper();
  reaper.remove(home);
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres'), fast: true });
  reaper.kill(server.pid);
  process.env[TEST_DATABASE] = server.url('postgres');
  Object.assign(globalThis, {
    stopTestDatabase: async () => {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
      reaper.done();
    },
  });
}
