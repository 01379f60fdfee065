import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@kntc/platform';
import { MiniRoad } from '../../../test/journey/mini-road';
import { kntc, parsed, variablesOf, type Said } from './kntc';

jest.setTimeout(120_000);

const WHO = ['--actor', 'Cán bộ Lan', '--reason', 'Khôi phục sau sự cố'];
const APPROVED = [...WHO, '--approver', 'Trưởng phòng Hùng'];
const HOOK = join(__dirname, '../../../test/environment/typescript-hook.cjs');
const MAIN = join(__dirname, '../src/main.ts');

/** `kntc audit witness` as a second host runs it. */
class SecondHost {
  readonly folder = mkdtempSync(join(tmpdir(), 'kntc-second-host-'));
  #child: ChildProcess | undefined;

  constructor(readonly port: number) {}

  async start(): Promise<void> {
    const words = ['audit', 'witness', '--port', String(this.port), '--dir', this.folder];
    // Neither database nor key file nor configuration: nothing of the gateway is on that host.
    const child = spawn(process.execPath, ['-r', HOOK, MAIN, ...words], {
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    if (!line.toString().includes(`Đang giữ dấu mốc ở 127.0.0.1:${this.port}`)) throw new Error(String(line));
  }

  async stop(): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return null;
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  }
}

/** A log server that writes what it gets, a line per message. */
async function logServer(file: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('data', (chunk) => appendFileSync(file, `host ${chunk.toString().replace(/^\d+ /, '')}\n`));
    socket.on('end', () => socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('the audit witnessed by other hosts', () => {
  let road: MiniRoad;
  let host: SecondHost;
  let log: Server;
  let logFile: string;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('A-1');
    await road.converge();
    await road.stop();
    host = new SecondHost(await freePort());
    await host.start();
    logFile = join(host.folder, 'audit.log');
    log = await logServer(logFile);
  });
  afterAll(async () => {
    await host.stop();
    await new Promise((resolve) => log.close(resolve));
    rmSync(host.folder, { recursive: true, force: true });
    await road.close();
  });

  const witnesses = (): string =>
    `http://127.0.0.1:${host.port}, syslog://127.0.0.1:${(log.address() as AddressInfo).port}`;
  const run = (...argv: readonly string[]): Promise<Said> =>
    kntc({ ...variablesOf(road), KNTC_AUDIT_WITNESS: witnesses() }, ...argv);
  const resync = async (): Promise<Said> =>
    run('resync', (await road.standing('A-1')).reference ?? '', ...APPROVED);
  const tamper = async (sql: string): Promise<void> => {
    await road.own.query('alter table audit_entry disable trigger all');
    await road.own.query(sql);
    await road.own.query('alter table audit_entry enable trigger all');
  };

  it('is told to both after every action, and verified with what both remember', async () => {
    for (let times = 0; times < 3; times += 1) expect((await resync()).code).toBe(0);
    const said = parsed(await run('audit', 'verify', '--witness-log', logFile, '--json'));
    expect(said).toMatchObject({ isWhole: true, witness: expect.stringMatching(/^http:.*, syslog\+tcp:/) });
    expect((said as { witnessed: number }).witnessed).toBeGreaterThanOrEqual(3);
    expect(readFileSync(logFile, 'utf8')).not.toMatch(/Lan|Hùng|resync|A-1/);
  });

  it('takes a log file only where a log server is a witness', async () => {
    const said = await kntc(variablesOf(road), 'audit', 'verify', '--witness-log', logFile);
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining('không có địa chỉ syslog') });
  });

  it('lets nothing be done while the second host is away, and goes on when it is back', async () => {
    expect(await host.stop()).toBe(0);
    expect(await resync()).toMatchObject({ code: 1, err: expect.stringContaining('GW_T304') });
    await host.start();
    expect((await resync()).code).toBe(0);
  });

  it('accepts nothing where nothing is wrong', async () => {
    expect(await run('audit', 'accept-restore', ...APPROVED)).toMatchObject({
      code: 1,
      err: expect.stringContaining('khớp với dấu mốc'),
    });
  });

  it('refuses every action on an older database', async () => {
    await tamper('delete from audit_entry where seq > (select max(seq) - 2 from audit_entry)');
    expect(await resync()).toMatchObject({ code: 1, err: expect.stringContaining('GW_T309') });
    expect((await run('audit', 'verify', '--witness-log', logFile)).out).toContain('cơ sở dữ liệu là bản cũ');
  });

  it('accepts the older one by two people only', async () => {
    const seen = ['--witness-log', logFile];
    expect((await run('audit', 'accept-restore', ...WHO, ...seen)).err).toContain('cần hai người');
    const same = ['--approver', 'cán bộ  LAN'];
    expect((await run('audit', 'accept-restore', ...WHO, ...same, ...seen)).code).toBe(2);
    expect(await run('audit', 'accept-restore', ...APPROVED, ...seen)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Đã ghi nhận: dùng tiếp bản khôi phục'),
    });
    expect((await resync()).code).toBe(0);
    expect(parsed(await run('audit', 'verify', ...seen, '--json'))).toMatchObject({ isWhole: true });
    expect((await run('audit', 'list')).out).toMatch(/audit accept-restore \d+\/\d+ → đã làm/);
  });

  it('does not accept a chain in which somebody edited', async () => {
    await tamper("update audit_entry set actor = 'người khác' where seq = 1");
    await tamper('delete from audit_entry where seq = (select max(seq) from audit_entry)');
    expect(await run('audit', 'accept-restore', ...APPROVED, '--witness-log', logFile)).toMatchObject({
      code: 1,
      err: expect.stringContaining('có dòng bị sửa, xoá hoặc chèn'),
    });
  });
});
