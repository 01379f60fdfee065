import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { identify } from '../../libs/platform/src/embedded-postgres/process-identity';
import { spawnTypescript } from './spawn-typescript';
import { createDatabase, fromTemplate, useDatabase } from './test-database';
import { startRedis } from './test-redis';
import { describeWith } from './tools';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 4_000; !holds(); await wait(10)) {
    if (performance.now() > end) throw new Error('waited too long');
  }
}

describe('test databases', () => {
  const database = useDatabase();

  it('are there from the first test on', async () => {
    expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('are prepared once per template, however many ask', async () => {
    let prepared = 0;
    const prepare = async (url: string): Promise<void> => {
      prepared += 1;
      await query(url, 'create table migrated (id int)');
    };
    const copies = await Promise.all([1, 2, 3].map(() => fromTemplate('environment spec', prepare)));
    expect(prepared).toBe(1);
    for (const copy of copies) {
      expect(await query(copy.url, 'select count(*)::int as n from migrated')).toEqual([{ n: 0 }]);
      await copy.drop();
    }
  });

  it('tell when a test leaves a connection open', async () => {
    const leaky = await createDatabase();
    const client = new Client({ connectionString: leaky.url });
    client.on('error', () => undefined);
    await client.connect();
    await expect(leaky.drop()).rejects.toThrow('left open by the test: 1 connection(s)');
    await client.end();
  });
});

describe('the reaper', () => {
  it('ends servers and removes folders of a run that was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kntc-reaped-'));
    const code = `
      const { startReaper } = require(${JSON.stringify(join(__dirname, 'reaper.ts'))});
      const server = require('node:child_process').spawn('sleep', ['3600'], { detached: true, stdio: 'ignore' });
      const reaper = startReaper();
      reaper.kill(server.pid);
      reaper.remove(${JSON.stringify(folder)});
      setTimeout(() => process.stdout.write(String(server.pid)), 50);
      setInterval(() => undefined, 1000);`;
    const run = spawnTypescript(code);
    const [output] = (await once(run.stdout!, 'data')) as [Buffer];
    const server = Number(output.toString());
    expect(identify(server)).toBeDefined();

    run.kill('SIGKILL');

    await until(() => !existsSync(folder) && identify(server) === undefined);
  });
});

describeWith('redis', 'test Redis', () => {
  it('starts, survives a kill as an empty server, and stops', async () => {
    const redis = await startRedis();
    await redis.kill();
    await redis.startAgain();
    expect(redis.url).toBe(`redis://127.0.0.1:${redis.port}`);
    await redis.stop();
  });
});
