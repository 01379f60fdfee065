import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@kntc/platform';
import { kntc, parsed } from './kntc';

jest.setTimeout(120_000);

describe('without DATABASE_URL and with nothing running', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kntc-cli-embedded-'));
  const variables = { KNTC_DATA_DIR: dataDir };

  beforeAll(async () => {
    chmodSync(dataDir, 0o711); // the account of PostgreSQL passes through
    const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), fast: true });
    await server.ensureDatabase('kntc_first');
    await server.ensureDatabase('demo_province');
    await server.stop();
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('opens the embedded server on the only gateway database and stops it again', async () => {
    const said = await kntc(variables, 'migrate', '--json');
    expect(parsed(said)).toMatchObject({ database: 'kntc_first' });
    expect(await kntc(variables, 'status')).toMatchObject({ code: 0 });
    const next = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), fast: true });
    expect(next.adopted).toBe(false);
    await next.ensureDatabase('kntc_second');
    await next.stop();
  });

  it('does not guess between two, and takes the one of the last run', async () => {
    const unclear = await kntc(variables, 'status');
    expect(unclear).toMatchObject({ code: 1, err: expect.stringContaining('kntc_first, kntc_second') });
    mkdirSync(join(dataDir, 'run'), { recursive: true });
    writeFileSync(join(dataDir, 'run', 'last.json'), JSON.stringify({ database: 'kntc_first' }));
    expect(await kntc(variables, 'status')).toMatchObject({
      code: 0,
      out: expect.stringContaining('kntc_first'),
    });
  });

  it('joins a running server and leaves it running', async () => {
    const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), fast: true });
    const note = {
      databaseUrl: server.url('kntc_first'),
      demoUrl: server.url('demo_province'),
      pid: process.pid,
    };
    writeFileSync(join(dataDir, 'run', 'gateway.json'), JSON.stringify(note));
    const said = await kntc(variables, 'status');
    const demo = await kntc(variables, 'sources', 'check', 'demo-province');
    await server.ensureDatabase('still_there');
    await server.stop();
    expect(said).toMatchObject({ code: 0 });
    // Empty on purpose: reached, and its tables are not there.
    expect(demo).toMatchObject({ code: 1, out: expect.stringContaining('demo-province') });
    expect(demo.out).not.toContain('chưa đặt biến môi trường');
  });

  it('sees through a note whose database does not answer', async () => {
    const note = { databaseUrl: 'postgres://x@127.0.0.1:1/kntc_second', pid: process.pid };
    rmSync(join(dataDir, 'run', 'last.json'));
    writeFileSync(join(dataDir, 'run', 'gateway.json'), JSON.stringify(note));
    const said = await kntc(variables, 'status');
    expect(said.err).toContain('kntc_second');
  });
});
