import { Client } from 'pg';
import { loadDemoProvince } from './store/load-demo-province';
void (async () => {
  const client = new Client({ connectionString: process.env['KNTC_DEMO_URL'] });
  await client.connect();
  if (process.argv[2] === 'load') process.stdout.write(`${await loadDemoProvince(client)}\n`);
  await client.end();
})();
