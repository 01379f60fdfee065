import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { describeWithPacks, packFolder, skipReason, startMariadb, type TestMariadb } from '../../environment';

/** What a read-only account needs and no more. */
const READABLE = [
  'donthu',
  'phanloaidonthu',
  'theodoidonthu',
  'ketquagiaiquyet',
  'thongtinrutdonthu',
  'nguoidaidien',
  'doituongkhieunaitocao',
  'diaban',
];

/** `describe` that needs both the pack and a MariaDB server; left out with a printed reason where one is missing. */
export function describeTiepdan(name: string, tests: () => void): void {
  if (skipReason('mariadb') === undefined) describeWithPacks(name, tests);
  else describe.skip(name, tests);
}

/** The database of the pack on a server of its own, with an account that may only read what the source file asks for. */
export class TiepdanSystem {
  private constructor(
    private readonly server: TestMariadb,
    /** As the vendor's software: may change everything. */
    readonly admin: Connection,
    /** Address of the read-only account. */
    readonly readerUrl: string,
  ) {}

  static async start(): Promise<TiepdanSystem> {
    const server = await startMariadb();
    const name = await server.createDatabase();
    const admin = await server.connect(name);
    for (const file of ['schema.sql', 'data.sql']) await admin.query(sqlOf(file));
    await admin.query(`create user 'cong'@'%' identified by 'chi-doc'`);
    for (const table of READABLE) await admin.query(`grant select on ${name}.${table} to 'cong'@'%'`);
    const url = new URL(server.url(name));
    url.username = 'cong';
    url.password = 'chi-doc';
    return new TiepdanSystem(server, admin, url.href);
  }

  /** One later cycle of the pack. */
  async playChanges(): Promise<void> {
    await this.admin.query(sqlOf('changes.sql'));
  }

  async stop(): Promise<void> {
    await this.admin.end();
    await this.server.stop();
  }
}

function sqlOf(file: string): string {
  return readFileSync(join(packFolder('tiepdan-mariadb'), file), 'utf8');
}
