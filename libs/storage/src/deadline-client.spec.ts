import { Client, Pool } from 'pg';
import { TcpProxy } from '../../../test/chaos/tcp-proxy';
import { useDatabase } from '../../../test/environment';
import { DeadlineClient } from './deadline-client';

describe('a pool behind a network that swallows packets without a word', () => {
  const database = useDatabase();
  let wire: TcpProxy;
  let pool: Pool;

  const open = async (client: typeof Client): Promise<void> => {
    const url = new URL(database.url);
    wire = await TcpProxy.start(Number(url.port));
    url.port = String(wire.port);
    pool = new Pool({ connectionString: url.href, max: 1, query_timeout: 300, Client: client });
    pool.on('error', () => undefined);
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }]);
  };
  /** As TypeORM uses a pool: whatever happened, the connection goes back into it. */
  const ask = async (sql: string): Promise<readonly unknown[]> => {
    const connection = await pool.connect();
    try {
      return (await connection.query<Record<string, unknown>>(sql)).rows;
    } finally {
      connection.release();
    }
  };
  const swallow = async (): Promise<void> => {
    wire.set('blackhole');
    await expect(ask('select 2')).rejects.toThrow('timeout');
    wire.set('pass');
  };
  afterEach(async () => {
    await wire.stop();
    await pool.end().catch(() => undefined);
  });

  it('gives up the connection that does not answer, and the next query has a new one', async () => {
    await open(DeadlineClient);
    await swallow();
    expect(await ask('select 3 as three')).toEqual([{ three: 3 }]);
  });

  it('keeps it with the client as it comes: that is what this class is for', async () => {
    await open(Client);
    await swallow();
    await expect(ask('select 3')).rejects.toThrow('timeout');
  });

  it('leaves errors of the server alone', async () => {
    await open(DeadlineClient);
    await expect(ask('select nothing')).rejects.toThrow('nothing');
    const before = await ask('select pg_backend_pid() as pid');
    expect(await ask('select pg_backend_pid() as pid')).toEqual(before);
  });
});
