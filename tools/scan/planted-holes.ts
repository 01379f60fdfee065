import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';

export interface Holes {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * A page with two holes, an SQL injection and a reflected script, on the database server of the scanned gateway. A
 * scanner that does not find them here has not shown anything elsewhere.
 */
export async function openPlantedHoles(databaseUrl: string): Promise<Holes> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("set default_transaction_read_only = on; set statement_timeout = '60s'");
  const server = createServer((incoming, outgoing) => {
    const query = new URL(incoming.url ?? '/', 'http://127.0.0.1').searchParams;
    outgoing.setHeader('content-type', 'text/html; charset=utf-8');
    if (!query.has('id')) {
      outgoing.end('<a href="/?id=1&said=hello">petition</a>');
      return;
    }
    client
      .query(`select id from generate_series(1, 3) as t(id) where id = ${query.get('id')}`)
      .then(({ rows }) => outgoing.end(`<p>${query.get('said')}</p><p>${rows.length} rows</p>`))
      .catch((err: unknown) => outgoing.end(`PostgreSQL query failed: ${String(err)}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await client.end();
    },
  };
}
