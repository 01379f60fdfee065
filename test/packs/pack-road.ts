import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, loadEnvironment } from '@kntc/platform';
import { Client } from 'pg';
import { composeGateway } from '../../apps/gateway/src/composition/compose-gateway';
import type { Gateway } from '../../apps/gateway/src/composition/gateway';
import { runOnce, type OnceResult } from '../../apps/gateway/src/composition/once';
import { createDatabase, type TestDatabase } from '../environment';
import { startFarSide, type FarSide } from '../journey/far-side';
import { editFile } from '../journey/mini-road';

const NATIONAL = join(__dirname, '..', '..', 'config', 'national');
const POLICY = {
  policy: 'withheld',
  documentNo: '01/QĐ-TT',
  documentDate: '2026-01-05',
  signatory: 'Chánh Thanh tra',
  recordedBy: 'inspector-one',
  secondPerson: 'inspector-two',
} as const;

export interface PackRoadOptions {
  /** Folder with agencies.yaml, sources and crosswalks; it is copied. */
  readonly configDir: string;
  /** Environment of the sources: the addresses their files name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Text replacements in the copied configuration: file below the folder → [from, to]. */
  readonly edit?: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;
}

interface PackRoadParts {
  readonly configDir: string;
  readonly far: FarSide;
  readonly own: Client;
}

/**
 * A gateway in this process between the local system of a pack (which the test starts) and a far side of its own,
 * judged by the far side's ledger. The identity policy `withheld` is recorded.
 */
export class PackRoad {
  readonly logLines: string[] = [];
  private running: Gateway | undefined;

  private constructor(
    private readonly options: PackRoadOptions,
    private readonly database: TestDatabase,
    private readonly parts: PackRoadParts,
  ) {}

  get configDir(): string {
    return this.parts.configDir;
  }

  get far(): FarSide {
    return this.parts.far;
  }

  /** Connection to the gateway's own database. */
  get own(): Client {
    return this.parts.own;
  }

  static async open(options: PackRoadOptions): Promise<PackRoad> {
    const [database, far] = await Promise.all([createDatabase(), startFarSide()]);
    const configDir = mkdtempSync(join(tmpdir(), 'kntc-pack-'));
    cpSync(options.configDir, configDir, { recursive: true });
    cpSync(NATIONAL, join(configDir, 'national'), { recursive: true });
    editFile(join(configDir, 'national', 'ttcp-2018.yaml'), [
      ['createsPerDay: auto', 'createsPerDay: unlimited'],
    ]);
    for (const [file, edits] of Object.entries(options.edit ?? {})) editFile(join(configDir, file), edits);
    const own = new Client({ connectionString: database.url });
    own.on('error', () => undefined);
    await own.connect();
    const road = new PackRoad(options, database, { configDir, far, own });
    await road.start();
    await road.gateway.parts.policies.record(POLICY);
    return road;
  }

  get gateway(): Gateway {
    if (this.running === undefined) throw new Error('the gateway is not running');
    return this.running;
  }

  /** As of a program that runs beside the gateway: the command line. */
  get environment(): Readonly<Record<string, string>> {
    return {
      DATABASE_URL: this.database.url,
      NATIONAL_BASE_URL: this.far.baseUrl,
      KNTC_CONFIG_DIR: this.configDir,
      KNTC_DATA_DIR: join(this.configDir, 'var'),
    };
  }

  async start(): Promise<void> {
    this.running = await composeGateway({
      environment: loadEnvironment(this.environment),
      databaseUrl: this.database.url,
      logger: createLogger('debug', { write: (line: string) => void this.logLines.push(line) }),
      variables: this.options.variables,
    });
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  /** Runs until nothing is due, in flight or unknown. */
  converge(): Promise<OnceResult> {
    return runOnce(this.gateway, ['intake', 'delivery', 'scheduler'], () => undefined);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.own.end();
    await this.far.stop();
    await this.database.drop();
    rmSync(this.configDir, { recursive: true, force: true });
  }
}
