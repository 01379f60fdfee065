import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection, type Connection } from 'mysql2/promise';
import { freePort } from '@kntc/platform';
import { startReaper } from './reaper';
import { requireTool } from './tools';

const ACCOUNT = 'thu';
const START_WITHIN_MS = 30_000;

/** A MariaDB server of one test file, with an account that may do everything. */
export interface TestMariadb {
  /** Address of a database on it, `mariadb://…`. */
  readonly url: (database?: string) => string;
  /** An empty database with the server's default character set, latin1. */
  readonly createDatabase: () => Promise<string>;
  /** A connection that understands several statements at once and gives dates as texts. */
  readonly connect: (database?: string) => Promise<Connection>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server on a folder of its own and a free port; gone afterwards, also when the test is killed. Ask for it
 * inside `describeWith('mariadb', …)`. Nothing of the machine's own server or configuration is used.
 * @throws when the server is not on this machine or does not answer within thirty seconds
 */
export async function startMariadb(options: readonly string[] = []): Promise<TestMariadb> {
  const program = requireTool('mariadb');
  const home = mkdtempSync(join(tmpdir(), 'kntc-mariadb-'));
  const reaper = startReaper();
  reaper.remove(home);
  const place = {
    home,
    data: join(home, 'data'),
    port: await freePort(),
    password: randomBytes(9).toString('hex'),
  };
  const account = prepareFolder(place.home, place.data);
  await install(place.data, account.name);
  const child = spawn(program, [...serverOptions(place, account.name), ...options], { stdio: 'ignore' });
  if (child.pid !== undefined) reaper.kill(child.pid);
  child.unref(); // a test that forgets to stop it must not hang
  const url = (database = ''): string =>
    `mariadb://${ACCOUNT}:${place.password}@127.0.0.1:${place.port}/${database}`;
  const connect = (database = ''): Promise<Connection> =>
    createConnection({
      uri: url(database).replace('mariadb:', 'mysql:'),
      multipleStatements: true,
      dateStrings: true,
    });
  await answers(connect, child, place.home);
  return {
    url,
    connect,
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const admin = await connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      return name;
    },
    stop: async () => {
      child.ref();
      child.kill('SIGKILL'); // its folder goes too: nothing is worth an orderly end
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(home, { recursive: true, force: true });
      reaper.done();
    },
  };
}

interface Place {
  readonly home: string;
  readonly data: string;
  readonly port: number;
  readonly password: string;
}

function serverOptions({ home, data, port, password }: Place, account: string): readonly string[] {
  const start = join(home, 'start.sql');
  const grant = `create user '${ACCOUNT}'@'%' identified by '${password}'; grant all on *.* to '${ACCOUNT}'@'%' with grant option;`;
  writeFileSync(start, grant.replaceAll('; ', ';\n'), { mode: 0o644 });
  return [
    '--no-defaults',
    `--user=${account}`,
    `--datadir=${data}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(data, 'server.sock')}`,
    `--pid-file=${join(data, 'server.pid')}`,
    `--log-error=${join(data, 'error.log')}`,
    `--init-file=${start}`,
    '--skip-name-resolve',
    '--innodb-flush-method=nosync',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=16M',
    '--performance-schema=off',
  ];
}

/** Root lends the server to `mysql` or `nobody`: it refuses to run as root, and must be able to enter the folder. */
function prepareFolder(home: string, data: string): { readonly name: string } {
  mkdirSync(data, { mode: 0o700 });
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const self = process.getuid?.() ?? 0;
  const wanted = self === 0 ? ['mysql', 'nobody'] : [String(self)];
  const found = wanted
    .map((name) => users.find((fields) => fields[self === 0 ? 0 : 2] === name))
    .find((fields) => fields !== undefined);
  if (found === undefined)
    throw new Error('MariaDB does not run as root, and there is neither mysql nor nobody');
  if (self === 0) chownSync(data, Number(found[2]), Number(found[3]));
  chmodSync(home, 0o711);
  return { name: found[0] ?? '' };
}

async function install(data: string, account: string): Promise<void> {
  const options = ['--no-defaults', `--datadir=${data}`, `--user=${account}`, '--skip-test-db'];
  const small = ['--innodb-log-file-size=4M', '--innodb-flush-method=nosync'];
  await promisify(execFile)('mariadb-install-db', [...options, ...small]);
}

async function answers(connect: () => Promise<Connection>, child: ChildProcess, home: string): Promise<void> {
  for (const end = performance.now() + START_WITHIN_MS; performance.now() < end; await wait(30)) {
    if (child.exitCode !== null) break;
    try {
      await (await connect()).end();
      return;
    } catch {
      // Not yet.
    }
  }
  throw new Error(
    `MariaDB does not answer: ${readFileSync(join(home, 'data', 'error.log'), 'utf8').slice(-2_000)}`,
  );
}
