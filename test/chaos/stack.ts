import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@kntc/platform';
import { Client } from 'pg';
import { startRedis, type TestRedis } from '../environment';
import { createdTwice } from '../journey/agreement';
import { startFarSide, type FarSide, type LedgerEntry } from '../journey/far-side';
import { copyConfiguration } from '../journey/mini-road';
import { QUICK } from '../journey/ways-out/way-out';
import { GatewayChild } from './gateway-child';
import { TcpProxy } from './tcp-proxy';

export const BACKENDS = ['postgresql', 'redis'] as const;
export type Backend = (typeof BACKENDS)[number];

/** Everything a petition with a decision that was carried out reaches. */
export const STEPS = [
  'CapNhatVuViec',
  'CapNhatKQXuLy',
  'CapNhatGiaiQuyet',
  'CapNhatKQGiaiQuyet',
  'CapNhatThiHanh',
] as const;
const REST_WITHIN_MS = 90_000;
const SCHEMA = join(__dirname, '..', 'journey', 'mini-province', 'schema.sql');

interface StackParts {
  readonly backend: Backend;
  readonly far: FarSide;
  readonly redis: TestRedis | undefined;
  readonly wire: TcpProxy;
  readonly folder: string;
  readonly configDir: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

interface Connections {
  readonly local: Client;
  readonly own: Client;
}

/**
 * A province as it is in life: a server of PostgreSQL, perhaps Redis, a far side, and two gateways, all processes of their
 * own, with wires between them that can be cut. Judged by the far side's ledger.
 */
export class Stack {
  readonly gateways: readonly GatewayChild[];

  private constructor(
    private readonly parts: StackParts,
    private postgres: EmbeddedPostgres,
    private connections: Connections,
  ) {
    this.gateways = [new GatewayChild(parts.variables), new GatewayChild(parts.variables)];
  }

  static async open(backend: Backend): Promise<Stack> {
    const folder = mkdtempSync(join(tmpdir(), 'kntc-chaos-'));
    const [postgres, far, redis] = await Promise.all([
      startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), fast: true }),
      startFarSide(),
      backend === 'redis' ? startRedis() : undefined,
    ]);
    for (const name of ['own', 'local']) await postgres.ensureDatabase(name);
    const wire = await TcpProxy.start(postgres.port);
    const local = await connected(postgres.url('local'));
    await local.query(readFileSync(SCHEMA, 'utf8'));
    const configDir = copyConfiguration(QUICK);
    const behindWire = new URL(postgres.url('own'));
    behindWire.port = String(wire.port);
    const variables = {
      DATABASE_URL: behindWire.href,
      REDIS_URL: redis?.url,
      NATIONAL_BASE_URL: far.baseUrl,
      KNTC_CONFIG_DIR: configDir,
      KNTC_DATA_DIR: join(configDir, 'var'),
      KNTC_KEY_FILE: undefined,
      MINI_URL: postgres.url('local'),
      MINI_FILES: join(configDir, 'tep'),
    };
    const own = await connected(postgres.url('own'));
    const parts = { backend, far, redis, wire, folder, configDir, variables };
    const stack = new Stack(parts, postgres, { local, own });
    await stack.gateways[0]?.start();
    await stack.gateways[1]?.start();
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

  /** Between the gateways and their database. */
  get wire(): TcpProxy {
    return this.parts.wire;
  }

  /** Connection to the gateways' database that goes past the wire. */
  get own(): Client {
    return this.connections.own;
  }

  /** Connection to the local software's database. */
  get local(): Client {
    return this.connections.local;
  }

  /** As a power cut of the database server: connections break, what was not committed is gone. */
  async restartPostgres(): Promise<void> {
    process.kill(this.postgres.pid, 'SIGQUIT');
    await wait(500);
    this.postgres = await startEmbeddedPostgres({ dataDir: join(this.parts.folder, 'postgres'), fast: true });
    this.wire.redirect(this.postgres.port);
    this.connections = {
      own: await connected(this.postgres.url('own')),
      local: await connected(this.postgres.url('local')),
    };
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

  async petition(key: string): Promise<void> {
    await this.local.query(
      `insert into don (ma, noi_dung, ngay_thu_ly, han) values ($1, $2, '2026-03-10', '2026-05-10')`,
      [key, `Nội dung đơn số ${key}, đề nghị xem xét.`],
    );
    await this.local.query(
      `with q as (insert into quyet_dinh (ma, ngay) values ($1, '2026-04-20') returning id)
       insert into thi_hanh (qd_id, ngay, tien) select id, '2026-05-02', '1' from q`,
      [key],
    );
    await this.local.query('update don set cap_nhat = clock_timestamp() where ma = $1', [key]);
  }

  /** Until every petition stands confirmed, or held where that is expected. */
  async atRest(keys: readonly string[], expected: 'confirmed' | 'held' = 'confirmed'): Promise<void> {
    const end = performance.now() + REST_WITHIN_MS;
    for (;;) {
      const left = await this.#notIn(keys, expected);
      if (left.length === 0) return;
      if (performance.now() > end)
        throw new Error(
          `not at rest: ${left.slice(0, 5).join('; ')}\n${this.gateways.map(({ log, isRunning }) => `running: ${isRunning}\n${log}`).join('\n')}`,
        );
      await wait(100);
    }
  }

  /** What the far side holds of them, in its order; refusals are left out. */
  async ledgerOf(keys: readonly string[]): Promise<ReadonlyMap<string, readonly LedgerEntry[]>> {
    const { rows } = await this.own.query<{ local_key: string; reference: string }>(
      'select local_key, reference from record_standing where local_key = any($1)',
      [keys],
    );
    const ledger = await this.far.ledger();
    return new Map(
      rows.map(({ local_key, reference }) => [
        local_key,
        ledger.filter((entry) => entry.reference === reference && entry.decision !== 'refused'),
      ]),
    );
  }

  /** The promise, judged from the far side: each petition once, every step there, none before the one it needs. */
  async faithful(keys: readonly string[]): Promise<readonly string[]> {
    const twice = createdTwice(await this.far.ledger()).map((reference) => `created twice: ${reference}`);
    const byKey = await this.ledgerOf(keys);
    const wrong = keys.flatMap((key) => {
      const entries = byKey.get(key) ?? [];
      const firsts = [...new Set(entries.map(({ method }) => method))];
      return firsts.join() === STEPS.join() ? [] : [`${key}: ${firsts.join(', ')}`];
    });
    return [...twice, ...wrong];
  }

  async close(): Promise<void> {
    for (const gateway of this.gateways) {
      gateway.thaw();
      await gateway.kill();
    }
    await Promise.all([this.local.end(), this.own.end()].map((ending) => ending.catch(() => undefined)));
    await this.wire.stop();
    await this.far.stop();
    await this.redis?.stop();
    await this.postgres.stop();
    for (const folder of [this.parts.folder, this.parts.configDir])
      rmSync(folder, { recursive: true, force: true });
  }

  async #notIn(keys: readonly string[], expected: string): Promise<readonly string[]> {
    const { rows } = await this.own.query<{ local_key: string; class: string; code: string | null }>(
      `select local_key, class, coalesce(hold_code, reasons -> 0 ->> 'code') as code
       from record_standing where local_key = any($1)`,
      [keys],
    );
    const standing = new Map(rows.map((row) => [row.local_key, row]));
    return keys
      .filter((key) => standing.get(key)?.class !== expected)
      .map((key) => `${key} ${standing.get(key)?.class ?? 'unknown to us'} ${standing.get(key)?.code ?? ''}`);
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function flushAll(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  if (!answer.toString().startsWith('+OK')) throw new Error(`FLUSHALL: ${answer.toString()}`);
}
