import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@kntc/domain';
import { createLogger, loadEnvironment } from '@kntc/platform';
import { Client } from 'pg';
import { run as kntc } from '../../apps/cli/src/program';
import { composeGateway } from '../../apps/gateway/src/composition/compose-gateway';
import type { Gateway } from '../../apps/gateway/src/composition/gateway';
import { runOnce } from '../../apps/gateway/src/composition/once';
import type { OnceResult } from '../../apps/gateway/src/composition/once';
import { copyOf, createDatabase, replaceBy } from '../environment';
import type { TestDatabase } from '../environment';
import { startFarSide } from './far-side';
import type { FarSide, FarSideOptions, LedgerEntry } from './far-side';

const ROOT = join(__dirname, '..', '..');
const POLICY = {
  policy: 'withheld',
  documentNo: '01/QĐ-TT',
  documentDate: '2026-01-05',
  signatory: 'Chánh Thanh tra',
  recordedBy: 'inspector-one',
  secondPerson: 'inspector-two',
} as const;

export interface MiniRoadOptions {
  /** Without it the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** `false`: no identity policy for denunciations is recorded. */
  readonly withPolicy?: boolean;
  /** Environment of the first start; {@link MiniRoad.restart} takes its own. */
  readonly variables?: Readonly<Record<string, string>>;
  /** As `variables`, where they depend on the copied configuration; for every start. */
  readonly variablesOf?: (configDir: string) => Readonly<Record<string, string>>;
  readonly farSide?: FarSideOptions;
  /** The gateway's time; default: the machine's. */
  readonly clock?: Clock;
  /** Puts something between gateway and far side: takes the address of the far side and gives the one to use. */
  readonly wire?: (farSide: string) => Promise<string>;
  /** Changes the copied configuration in any other way, before the first start. */
  readonly prepare?: (configDir: string) => void;
  /** Text replacements in the copied configuration: file below the folder → [from, to]. */
  readonly edit?: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;
}

export interface KntcSaid {
  readonly code: number;
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

interface MiniRoadParts {
  readonly far: FarSide;
  readonly local: Client;
  own: Client;
  readonly configDir: string;
  readonly nationalUrl: string;
}

/**
 * The whole road around a small province: local database, gateway inside this process, far side in another. Tests
 * change the local database, let the road converge and judge by the far side's ledger.
 */
export class MiniRoad {
  /** Everything the gateway logged. */
  readonly logLines: string[] = [];
  private running: Gateway | undefined;

  private constructor(
    private readonly options: MiniRoadOptions,
    private readonly databases: readonly TestDatabase[],
    private readonly parts: MiniRoadParts,
  ) {}

  get far(): FarSide {
    return this.parts.far;
  }

  /** Connection to the local system. */
  get local(): Client {
    return this.parts.local;
  }

  /** Connection to the gateway's own database. */
  get own(): Client {
    return this.parts.own;
  }

  get configDir(): string {
    return this.parts.configDir;
  }

  /** Where the local software keeps its files. */
  get filesDir(): string {
    return join(this.parts.configDir, 'tep');
  }

  /** Where the gateway finds the far side. */
  get nationalUrl(): string {
    return this.parts.nationalUrl;
  }

  static async open(options: MiniRoadOptions = {}): Promise<MiniRoad> {
    const [localDatabase, ownDatabase, far] = await Promise.all([
      createDatabase(),
      createDatabase(),
      startFarSide(options.farSide),
    ]);
    const configDir = copyConfiguration(options.edit ?? {});
    options.prepare?.(configDir);
    const local = await connected(localDatabase.url);
    await local.query(readFileSync(join(__dirname, 'mini-province', 'schema.sql'), 'utf8'));
    const own = await connected(ownDatabase.url);
    const nationalUrl = options.wire === undefined ? far.baseUrl : await options.wire(far.baseUrl);
    const road = new MiniRoad(options, [localDatabase, ownDatabase], {
      far,
      local,
      own,
      configDir,
      nationalUrl,
    });
    await road.start(options.variables);
    if (options.withPolicy !== false) await road.gateway.parts.policies.record(POLICY);
    return road;
  }

  get gateway(): Gateway {
    if (this.running === undefined) throw new Error('the gateway is not running');
    return this.running;
  }

  get databaseUrl(): string {
    return this.databases[1]?.url ?? '';
  }

  get localUrl(): string {
    return this.databases[0]?.url ?? '';
  }

  /** Composes a gateway on the same database, as a new process would. */
  async start(given: Readonly<Record<string, string>> = {}): Promise<void> {
    const variables = { ...this.options.variablesOf?.(this.configDir), ...given };
    const environment = loadEnvironment({
      DATABASE_URL: this.databaseUrl,
      REDIS_URL: this.options.redisUrl,
      NATIONAL_BASE_URL: this.nationalUrl,
      KNTC_CONFIG_DIR: this.configDir,
      KNTC_KEY_FILE: undefined,
      KNTC_DATA_DIR: join(this.configDir, 'var'),
      ...variables,
    });
    this.running = await composeGateway({
      environment,
      databaseUrl: this.databaseUrl,
      logger: createLogger('debug', { write: (line: string) => void this.logLines.push(line) }),
      variables: { MINI_URL: this.localUrl, MINI_FILES: this.filesDir, ...variables },
      ...(this.options.clock !== undefined && { clock: this.options.clock }),
    });
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  async restart(variables: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.stop();
    await this.start(variables);
  }

  /** Stops, edits a configuration file and starts again; `expected` sees the start succeed or fail. */
  async reconfigured(
    file: string,
    from: string,
    to: string,
    expected: (start: Promise<void>) => Promise<void>,
  ): Promise<void> {
    await this.stop();
    editFile(join(this.configDir, file), [[from, to]]);
    await expected(this.start());
  }

  /**
   * Everything the gateway knew is gone; the far side and the local system are as they were. With its witness gone as well
   * nobody can tell it from a gateway that begins.
   */
  async loseDatabase(witness: 'kept' | 'lost' = 'lost'): Promise<void> {
    await this.stop();
    await this.own.query('drop schema public cascade');
    await this.own.query('create schema public');
    await this.own.query('drop schema if exists bullmq cascade');
    if (witness === 'lost') rmSync(join(this.configDir, 'var', 'audit'), { recursive: true, force: true });
    await this.start(this.options.variables);
    if (witness === 'kept') await this.acceptRestore();
    if (this.options.withPolicy !== false) await this.gateway.parts.policies.record(POLICY);
  }

  /** The gateway's database as it stands now, while the gateway rests; it runs again afterwards. */
  async backUp(): Promise<TestDatabase> {
    await this.stop();
    const copy = await this.#whileUnused(() => copyOf(this.databaseName));
    await this.start();
    return copy;
  }

  /** The database is what it was when it was backed up; whatever stands outside it stays. */
  async putBack(backup: TestDatabase): Promise<void> {
    await this.stop();
    await this.#whileUnused(() => replaceBy(this.databaseName, backup));
    await this.start();
  }

  /** Two people look at what both sides see differently, and sign it. What they saw. */
  async signOff(): Promise<readonly string[]> {
    const shown = await this.kntc('restoration', 'status', '--json');
    const { open } = JSON.parse(shown.lines.join('\n')) as { open: { difference: string } };
    const by = ['--actor', 'can-bo', '--approver', 'lanh-dao', '--reason', 'đã xem'];
    const words = ['restoration', 'sign-off', '--difference', open.difference, ...by];
    const { code, lines, errors } = await this.kntc(...words);
    if (code !== 0) throw new Error([...lines, ...errors].join('\n'));
    return (await this.kntc('restoration', 'status')).lines;
  }

  get databaseName(): string {
    return this.databases[1]?.name ?? '';
  }

  async #whileUnused<T>(work: () => Promise<T>): Promise<T> {
    await this.own.end();
    try {
      return await work();
    } finally {
      this.parts.own = await connected(this.databaseUrl);
    }
  }

  /** Two people decide to go on with a database that fits to no witness any more. */
  async acceptRestore(): Promise<void> {
    const by = ['--actor', 'can-bo', '--approver', 'lanh-dao', '--reason', 'mất dữ liệu'];
    const { code, lines, errors } = await this.kntc('audit', 'accept-restore', ...by);
    if (code !== 0) throw new Error([...lines, ...errors].join('\n'));
  }

  /** Runs a command line of an operator on this gateway's database. */
  async kntc(...words: readonly string[]): Promise<KntcSaid> {
    const lines: string[] = [];
    const errors: string[] = [];
    const code = await kntc(words, {
      variables: {
        DATABASE_URL: this.databaseUrl,
        NATIONAL_BASE_URL: this.nationalUrl,
        KNTC_CONFIG_DIR: this.configDir,
        KNTC_DATA_DIR: join(this.configDir, 'var'),
      },
      out: (line) => void lines.push(line),
      err: (line) => void errors.push(line),
    });
    return { code, lines, errors };
  }

  /** Runs until nothing is due, in flight or unknown. */
  async converge(): Promise<OnceResult> {
    return runOnce(this.gateway, ['intake', 'delivery', 'scheduler'], () => undefined);
  }

  /** Reads and judges what is new; nothing is sent. */
  async takeIn(): Promise<OnceResult> {
    return runOnce(this.gateway, ['intake'], () => undefined);
  }

  /** Adds a petition; everything not given is that of a complete, deliverable complaint. */
  async petition(
    ma: string,
    columns: Readonly<Record<string, string | number | boolean | null>> = {},
  ): Promise<void> {
    const values = { noi_dung: `Nội dung đơn số ${ma}, đề nghị xem xét.`, ...columns, ma };
    const names = Object.keys(values);
    await this.local.query(
      `insert into don (${names.join(', ')}) values (${names.map((_name, index) => `$${index + 1}`).join(', ')})`,
      Object.values(values),
    );
  }

  /** Puts a file into the folder of the local software and names it in a petition that is there. */
  async enclose(ma: string, path: string, content?: string | Uint8Array): Promise<void> {
    if (content !== undefined) writeFileSync(join(this.filesDir, path), content);
    await this.local.query('insert into tep (ma, ten, duong_dan) values ($1, $2, $3)', [
      ma,
      `${ma}.pdf`,
      path,
    ]);
  }

  /** Changes a petition and moves its watermark, as the local software does. */
  async change(
    ma: string,
    columns: Readonly<Record<string, string | number | boolean | null>>,
  ): Promise<void> {
    const names = Object.keys(columns);
    await this.local.query(
      `update don set ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')}, cap_nhat = clock_timestamp() where ma = $1`,
      [ma, ...Object.values(columns)],
    );
  }

  /** Class and first reason or hold code of one petition. */
  async standing(ma: string): Promise<{
    readonly class: string | null;
    readonly code: string | null;
    readonly reference: string | null;
  }> {
    const { rows } = await this.own.query<{
      class: string | null;
      code: string | null;
      reference: string | null;
    }>(
      "select class, coalesce(hold_code, reasons -> 0 ->> 'code') as code, reference from record_standing where local_key = $1",
      [ma],
    );
    return rows[0] ?? { class: null, code: null, reference: null };
  }

  /** What the far side holds for one petition, without refusals, in its order. */
  async delivered(ma: string): Promise<readonly LedgerEntry[]> {
    const { reference } = await this.standing(ma);
    return (await this.far.ledger()).filter(
      (entry) => entry.reference === reference && reference !== null && entry.decision !== 'refused',
    );
  }

  async close(): Promise<void> {
    await this.stop();
    await Promise.all([this.local.end(), this.own.end()]);
    await this.far.stop();
    await Promise.all(this.databases.map((database) => database.drop()));
    rmSync(this.configDir, { recursive: true, force: true });
  }
}

export function copyConfiguration(edits: NonNullable<MiniRoadOptions['edit']>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-mini-'));
  cpSync(join(__dirname, 'mini-province'), folder, { recursive: true });
  mkdirSync(join(folder, 'tep'));
  cpSync(join(ROOT, 'config', 'national'), join(folder, 'national'), { recursive: true });
  // Petitions of these roads are months old: the brake of back-fill has a journey of its own.
  if (!JSON.stringify(edits).includes('createsPerDay'))
    editFile(join(folder, 'national', 'ttcp-2018.yaml'), [
      ['createsPerDay: auto', 'createsPerDay: unlimited'],
    ]);
  for (const [file, replacements] of Object.entries(edits)) editFile(join(folder, file), replacements);
  return folder;
}

/** Replaces text in a configuration file; a text that is not there is a mistake of the test. */
export function editFile(path: string, replacements: readonly (readonly [from: string, to: string])[]): void {
  let text = readFileSync(path, 'utf8');
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(path, text);
}

/** Waits for a condition; gives up after a minute (a machine may be busy) with the condition itself as the message. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; !(await holds()); await wait(20)) {
    if (performance.now() > end) throw new Error(`waited too long for ${holds.toString()}`);
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
