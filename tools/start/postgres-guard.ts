import { startEmbeddedPostgres } from '@kntc/platform';
import type { EmbeddedPostgres } from '@kntc/platform';
import { Client } from 'pg';

const LOOK_EVERY_MS = 1_000;
const MISSED_LOOKS = 2;

/**
 * Keeps the embedded PostgreSQL up: when it stops answering although nobody stopped it, it is started again on the
 * same port and data, and the gateway reconnects by itself.
 */
export class PostgresGuard {
  #server: EmbeddedPostgres;
  #missed = 0;
  #timer: NodeJS.Timeout | undefined;
  #restarting: Promise<void> = Promise.resolve();

  private constructor(
    server: EmbeddedPostgres,
    private readonly dataDir: string,
    private readonly say: (line: string) => void,
  ) {
    this.#server = server;
  }

  static async start(dataDir: string, say: (line: string) => void): Promise<PostgresGuard> {
    const server = await startEmbeddedPostgres({ dataDir });
    if (server.relocatedTo !== undefined) say(`PostgreSQL nhúng đặt dữ liệu tại ${server.relocatedTo}`);
    const guard = new PostgresGuard(server, dataDir, say);
    guard.#timer = setInterval(() => void guard.#look(), LOOK_EVERY_MS);
    guard.#timer.unref();
    return guard;
  }

  /** Address of a database of this server, created when it is missing. Holds the password: never print it. */
  async database(name: string): Promise<string> {
    await this.#server.ensureDatabase(name);
    return this.#server.url(name);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#restarting;
    await this.#server.stop();
  }

  async #look(): Promise<void> {
    this.#missed = (await this.#answers()) ? 0 : this.#missed + 1;
    if (this.#missed !== MISSED_LOOKS) return;
    this.say('PostgreSQL nhúng không trả lời, đang khởi động lại …');
    this.#restarting = this.#restart();
    await this.#restarting;
  }

  async #restart(): Promise<void> {
    try {
      this.#server = await startEmbeddedPostgres({ dataDir: this.dataDir, port: this.#server.port });
      this.say('PostgreSQL nhúng đã chạy lại.');
    } catch {
      // Said once; the next look tries again.
      this.say('Chưa khởi động lại được PostgreSQL nhúng, sẽ thử tiếp.');
    } finally {
      this.#missed = 0;
    }
  }

  async #answers(): Promise<boolean> {
    const client = new Client({
      connectionString: this.#server.url('postgres'),
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
