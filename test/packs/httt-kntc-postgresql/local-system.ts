import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createDatabase, packFolder, type TestDatabase } from '../../environment';

/** What a read-only account needs and no more: neither the stale read model nor anything else of the software. */
const READABLE = ['Complains', 'Denounces', 'FileAttachments', 'Units', 'DocumentTypes'];

/** The database of the pack, filled, with an account that may only read what the source files ask for. */
export class HtttSystem {
  private constructor(
    private readonly database: TestDatabase,
    /** As the vendor's software: may change everything. */
    readonly admin: Client,
    /** Address of the read-only account. */
    readonly readerUrl: string,
    private readonly role: string,
  ) {}

  static async start(): Promise<HtttSystem> {
    const database = await createDatabase();
    const admin = new Client({ connectionString: database.url });
    await admin.connect();
    for (const file of ['schema.sql', 'data.sql']) await admin.query(sqlOf(file));
    const role = `reader_${database.name}`;
    await admin.query(`create role "${role}" login password 'chi-doc'`);
    await admin.query(`grant usage on schema "KNTC" to "${role}"`);
    for (const table of READABLE) await admin.query(`grant select on "KNTC"."${table}" to "${role}"`);
    const url = new URL(database.url);
    url.username = role;
    url.password = 'chi-doc';
    return new HtttSystem(database, admin, url.href, role);
  }

  /** One later cycle of the pack. */
  async playChanges(): Promise<void> {
    await this.admin.query(sqlOf('changes.sql'));
  }

  async stop(): Promise<void> {
    await this.admin.query(`drop owned by "${this.role}"`);
    await this.admin.query(`drop role "${this.role}"`);
    await this.admin.end();
    await this.database.drop();
  }
}

function sqlOf(file: string): string {
  return readFileSync(join(packFolder('httt-kntc-postgresql'), file), 'utf8');
}
