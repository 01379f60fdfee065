import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { startReaper } from '../../../../test/environment/reaper';
import { spawnTypescript } from '../../../../test/environment/spawn-typescript';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { identify } from './process-identity';

const MODULE = join(__dirname, 'embedded-postgres.ts');

let home: string;
const running: EmbeddedPostgres[] = [];
const reaper = startReaper(); // should this file be killed with its servers running

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kntc-pg-'));
  chmodSync(home, 0o755);
  reaper.remove(home);
});

afterAll(() => reaper.done());

afterEach(async () => {
  for (const server of running.splice(0)) {
    await server.stop();
    if (server.relocatedTo !== undefined)
      rmSync(join(server.relocatedTo, '..'), { recursive: true, force: true });
  }
  rmSync(home, { recursive: true, force: true });
});

async function start({ fast } = { fast: true }): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: join(home, 'postgres'), fast });
  running.push(server);
  reaper.kill(server.pid);
  return server;
}

async function query(server: EmbeddedPostgres, sql: string, database = 'postgres'): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that starts the server on our folder, says so, and waits to be killed. */
async function startElsewhere(): Promise<{ kill: () => Promise<void> }> {
  const code = `require(${JSON.stringify(MODULE)}).startEmbeddedPostgres({ dataDir: ${JSON.stringify(join(home, 'postgres'))}, fast: true })
    .then(() => { process.stdout.write('up'); setInterval(() => {}, 1000); })`;
  const child = spawnTypescript(code);
  await once(child.stdout!, 'data');
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function gone(pid: number): Promise<void> {
  for (const end = performance.now() + 4_000; identify(pid) !== undefined; await wait(10)) {
    if (performance.now() > end) throw new Error('the server is still there');
  }
}

describe('embedded PostgreSQL', () => {
  it('starts from nothing, keeps data over a restart and remembers its port', async () => {
    const first = await start();
    await first.ensureDatabase('kntc');
    await query(first, 'create table note (id int); insert into note values (7)', 'kntc');
    await first.stop();

    const second = await start();

    expect(second.port).toBe(first.port);
    expect(second.adopted).toBe(false);
    expect(await query(second, 'select id from note', 'kntc')).toEqual([{ id: 7 }]);
  });

  it('listens on the loopback address only, asks for the password and shows its files to nobody', async () => {
    const server = await start();
    expect(await query(server, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(server, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    const stranger = new Client({ connectionString: server.url('postgres').replace(/:[^:@/]+@/, ':wrong@') });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(home, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'postgres', 'cluster')).mode & 0o777).toBe(0o700);
  });

  it('writes no statement and no value of a failed statement to its log', async () => {
    const server = await start();
    await expect(query(server, `select 'Nguyễn Thị Bí Mật'::int`)).rejects.toThrow('invalid input syntax');
    await server.stop();
    expect(readFileSync(join(home, 'postgres', 'server.log'), 'utf8')).not.toContain('Bí Mật');
  });

  it('adopts the server of a killed run, with its data, and stops it', async () => {
    const other = await startElsewhere();
    await other.kill();

    const adopted = await start();
    expect(adopted.adopted).toBe(true);
    await adopted.stop();
    await gone(adopted.pid);
  });

  it('joins the server of a living process and leaves it running', async () => {
    const other = await startElsewhere();
    const joined = await start();
    await joined.stop();
    expect(await query(joined, 'select 1 as one')).toEqual([{ one: 1 }]);
    await other.kill();
    expect((await start()).adopted).toBe(true);
  });

  it('starts again after the server itself was killed', async () => {
    const first = await start({ fast: false });
    await query(first, 'create table kept (id int)');
    process.kill(first.pid, 'SIGKILL');
    await gone(first.pid);
    const second = await start();
    expect(await query(second, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  });

  it('is not fooled by a leftover process file whose number now belongs to another program', async () => {
    const first = await start();
    await first.stop();
    const file = join(home, 'postgres', 'cluster', 'postmaster.pid');
    writeFileSync(
      file,
      `${process.pid}\n${join(home, 'postgres', 'cluster')}\n1\n${first.port}\n\n127.0.0.1\n`,
    );
    const { uid, gid } = statSync(join(home, 'postgres', 'cluster'));
    chownSync(file, uid, gid);
    expect((await start()).adopted).toBe(false);
  });

  it('survives a kill in the middle of the first initialisation', async () => {
    mkdirSync(join(home, 'postgres.draft-999999999', 'cluster'), { recursive: true });
    writeFileSync(join(home, 'postgres.draft-999999999', 'password'), 'half');
    const server = await start();
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(home, 'postgres.draft-999999999'))).toBe(false);
  });

  it('takes another port when the remembered one is in use', async () => {
    const first = await start();
    await first.stop();
    const blocker = (await import('node:net')).createServer().listen(first.port, '127.0.0.1');
    await once(blocker, 'listening');
    const second = await start();
    expect(second.port).not.toBe(first.port);
    blocker.close();
  });

  it('serves two starts at once from one server', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.pid).toBe(two.pid);
    await Promise.all([one.ensureDatabase('kntc'), two.ensureDatabase('kntc')]);
  });

  it('moves out of a folder only root may enter', async () => {
    if (process.getuid?.() !== 0) {
      process.stdout.write('not tried: only root meets this\n');
      return;
    }
    chmodSync(home, 0o700);
    const server = await start();
    expect(server.relocatedTo).toMatch(/^\/var\/tmp\/kntc-[0-9a-f]{12}\/postgres$/);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
