import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@kntc/platform';
import { Pool } from 'pg';
import { run as kntc } from '../../apps/cli/src/program';
import { startRedis, type TestRedis } from '../environment';
import { FakeVault } from '../environment/fake-vault';
import { startFarSide, type FarSide } from '../journey/far-side';
import { copyConfiguration, type KntcSaid } from '../journey/mini-road';
import { QUICK } from '../journey/ways-out/way-out';
import { beginShadow, BESIDES_SOURCE } from './besides';
import { GatewayChild } from './gateway-child';
import { atRest, faithful } from './judging';
import type { Endings } from './endings';
import { TcpProxy } from './tcp-proxy';

export const BACKENDS = ['postgresql', 'redis'] as const;
export type Backend = (typeof BACKENDS)[number];

const SCHEMA = join(__dirname, '..', 'journey', 'mini-province', 'schema.sql');
/** With a bell, and looked at for rows that are gone. */
const CONFIGURATION: Parameters<typeof copyConfiguration>[0] = {
  ...QUICK,
  'sources/mini.yaml': [
    ['pollEvery: 1ms', 'hook: { keys: [MINI_HOOK] }\npollEvery: 1ms'],
    ['  rescan: 1ms\n', '  rescan: 1ms\n  keyPass: 1s\n'],
    ...BESIDES_SOURCE['sources/mini.yaml'],
  ],
};
/** Key of the bell of the source. */
export const BELL_KEY = 'k'.repeat(40);

interface StackParts {
  readonly backend: Backend;
  readonly far: FarSide;
  readonly redis: TestRedis | undefined;
  readonly vault: FakeVault;
  readonly wire: TcpProxy;
  readonly keysWire: TcpProxy;
  readonly folder: string;
  readonly configDir: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

interface Connections {
  readonly local: Pool;
  readonly own: Pool;
}

/**
 * A province as it is in life: a server of PostgreSQL, perhaps Redis, a key service, a far side, and two gateways, all
 * processes of their own, with wires between them that can be cut. Judged by the far side's ledger.
 */
export class Stack {
  readonly gateways: readonly [GatewayChild, GatewayChild];

  private constructor(
    private readonly parts: StackParts,
    private postgres: EmbeddedPostgres,
    private connections: Connections,
  ) {
    this.gateways = [new GatewayChild(parts.variables), new GatewayChild(parts.variables)];
  }

  static async open(backend: Backend): Promise<Stack> {
    const folder = mkdtempSync(join(tmpdir(), 'kntc-chaos-'));
    const [postgres, far, redis, vault] = await Promise.all([
      startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), fast: true }),
      startFarSide(),
      backend === 'redis' ? startRedis() : undefined,
      new FakeVault().start('kntc'),
    ]);
    for (const name of ['own', 'local']) await postgres.ensureDatabase(name);
    const wire = await TcpProxy.start(postgres.port);
    const keysWire = await TcpProxy.start(Number(new URL(vault.address).port));
    const local = connected(postgres.url('local'));
    await local.query(readFileSync(SCHEMA, 'utf8'));
    const configDir = copyConfiguration(CONFIGURATION);
    const tokenFile = join(configDir, 'vault-token');
    writeFileSync(tokenFile, vault.token, { mode: 0o400 });
    const behindWire = new URL(postgres.url('own'));
    behindWire.port = String(wire.port);
    const variables = {
      DATABASE_URL: behindWire.href,
      REDIS_URL: redis?.url,
      NATIONAL_BASE_URL: far.baseUrl.replace('127.0.0.1', 'localhost'),
      KNTC_CONFIG_DIR: configDir,
      KNTC_DATA_DIR: join(configDir, 'var'),
      KNTC_KEY_FILE: undefined,
      KNTC_VAULT_ADDR: `http://127.0.0.1:${keysWire.port}`,
      KNTC_VAULT_TOKEN_FILE: tokenFile,
      MINI_URL: postgres.url('local'),
      MINI_FILES: join(configDir, 'tep'),
      MINI_HOOK: BELL_KEY,
    };
    const own = connected(postgres.url('own'));
    const parts = { backend, far, redis, vault, wire, keysWire, folder, configDir, variables };
    const stack = new Stack(parts, postgres, { local, own });
    await stack.gateways[0].start();
    await stack.gateways[1].start();
    await beginShadow(stack);
    return stack;
  }

  get backend(): Backend {
    return this.parts.backend;
  }

  get far(): FarSide {
    return this.parts.far;
  }

  get redis(): TestRedis | undefined {
    return this.parts.redis;
  }

  get vault(): FakeVault {
    return this.parts.vault;
  }

  /** Between the gateways and their database. */
  get wire(): TcpProxy {
    return this.parts.wire;
  }

  /** Between the gateways and their key service. */
  get keysWire(): TcpProxy {
    return this.parts.keysWire;
  }

  get configDir(): string {
    return this.parts.configDir;
  }

  /** Connection to the gateways' database that goes past the wire. */
  get own(): Pool {
    return this.connections.own;
  }

  /** Connection to the local software's database. */
  get local(): Pool {
    return this.connections.local;
  }

  /** As a power cut of the database server: connections break, what was not committed is gone. */
  async restartPostgres(): Promise<void> {
    process.kill(this.postgres.pid, 'SIGQUIT');
    await wait(500);
    this.postgres = await startEmbeddedPostgres({ dataDir: join(this.parts.folder, 'postgres'), fast: true });
    this.wire.redirect(this.postgres.port);
    await Promise.allSettled([this.own.end(), this.local.end()]);
    this.connections = {
      own: connected(this.postgres.url('own')),
      local: connected(this.postgres.url('local')),
    };
  }

  /** Copies one database over another, which is dropped before; both gateways must be dead. */
  async copyDatabase(from: 'own' | 'own_backup', to: 'own' | 'own_backup'): Promise<void> {
    await this.own.end();
    await this.local.query(`drop database if exists ${to} with (force)`);
    await this.local.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      from,
    ]);
    await this.local.query(`create database ${to} template ${from}`);
    this.connections = { ...this.connections, own: connected(this.postgres.url('own')) };
  }

  async killGateways(): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.kill()));
  }

  /** One after the other: only one may prepare the database. */
  async startGateways(): Promise<void> {
    for (const gateway of this.gateways) if (!gateway.isRunning) await gateway.start();
  }

  /** Everything the queue knows is gone; its connections stay. */
  async emptyQueue(): Promise<void> {
    if (this.redis !== undefined) return flushAll(this.redis.port);
    const { rows } = await this.own.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'",
    );
    if (rows.length === 0) throw new Error('the queue has no tables');
    await this.own.query(`truncate ${rows.map(({ name }) => name).join(', ')}`);
  }

  /** The gateways' database takes no writes, from the next transaction of every connection on. */
  async readOnly(isSo: boolean): Promise<void> {
    await this.own.query(`alter database own set default_transaction_read_only = ${isSo ? 'on' : 'off'}`);
    await this.own.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'own' and pid <> pg_backend_pid()`,
    );
  }

  /** Petitions that have reached every step; their keys. */
  async petitions(name: string, count: number): Promise<readonly string[]> {
    const keys = Array.from({ length: count }, (_unused, nth) => `${name}-${nth}`);
    for (const key of keys) await this.petition(key);
    return keys;
  }

  /** At once with its later steps, and with whatever else is given in its row. */
  async petition(key: string, columns: Readonly<Record<string, string>> = {}): Promise<void> {
    const given = {
      ma: key,
      noi_dung: `Nội dung đơn số ${key}, đề nghị xem xét.`,
      ngay_thu_ly: '2026-03-10',
      han: '2026-05-10',
      ...columns,
    };
    const places = Object.keys(given).map((_name, nth) => `$${nth + 1}`);
    await this.local.query(
      `with d as (insert into don (${Object.keys(given).join(', ')}) values (${places.join(', ')}) returning ma),
         q as (insert into quyet_dinh (ma, ngay) select ma, '2026-04-20' from d returning id)
       insert into thi_hanh (qd_id, ngay, tien) select id, '2026-05-02', '1' from q`,
      Object.values(given),
    );
  }

  /** A visit to the reception desk, of which there is nothing but its own row. */
  async visit(key: string, columns: Readonly<Record<string, string>>): Promise<void> {
    const given = { ma: key, nguon: 'TD', noi_dung: 'Hỏi về thủ tục cấp giấy chứng nhận.', ...columns };
    const places = Object.keys(given).map((_name, nth) => `$${nth + 1}`);
    await this.local.query(
      `insert into don (${Object.keys(given).join(', ')}, ngay_xu_ly) values (${places.join(', ')}, null)`,
      Object.values(given),
    );
  }

  /** Changes the row of a petition, as the local software does. */
  async change(key: string, column: string, value: string | null): Promise<void> {
    await this.local.query(`update don set ${column} = $2, cap_nhat = clock_timestamp() where ma = $1`, [
      key,
      value,
    ]);
  }

  /** A command line of an operator. */
  async kntc(...words: readonly string[]): Promise<KntcSaid> {
    const lines: string[] = [];
    const errors: string[] = [];
    const code = await kntc(words, {
      variables: Object.fromEntries(
        Object.entries(this.parts.variables).filter(([, value]) => value !== undefined),
      ),
      out: (line) => void lines.push(line),
      err: (line) => void errors.push(line),
    });
    return { code, lines, errors };
  }

  /** Until every petition stands where it is to end. */
  atRest(expected: Endings): Promise<void> {
    return atRest(this, expected);
  }

  /** What of the promise is broken, as the far side sees it. */
  faithful(expected: Endings): Promise<readonly string[]> {
    return faithful(this, expected);
  }

  async close(): Promise<void> {
    for (const gateway of this.gateways) {
      gateway.thaw();
      await gateway.kill();
    }
    await Promise.all([this.local.end(), this.own.end()].map((ending) => ending.catch(() => undefined)));
    for (const wire of [this.wire, this.keysWire]) await wire.stop();
    await this.vault.stop();
    await this.far.stop();
    await this.redis?.stop();
    await this.postgres.stop();
    for (const folder of [this.parts.folder, this.parts.configDir])
      rmSync(folder, { recursive: true, force: true });
  }
}

/** One session, which takes one statement after the other, whoever asks. */
function connected(url: string): Pool {
  const session = new Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  session.on('error', () => undefined);
  return session;
}

async function flushAll(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  if (!answer.toString().startsWith('+OK')) throw new Error(`FLUSHALL: ${answer.toString()}`);
}
