import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@kntc/platform';
import { MiniRoad, editFile } from './mini-road';

jest.setTimeout(60_000);

const HOOK = join(__dirname, '..', 'environment', 'typescript-hook.cjs');
const MAIN = join(__dirname, '..', '..', 'apps', 'gateway', 'src', 'main.ts');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The gateway as a process of its own that is expected to refuse to start. */
async function startGateway(road: MiniRoad, variables: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, ['-r', HOOK, MAIN], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: road.databaseUrl,
      NATIONAL_BASE_URL: road.far.baseUrl,
      KNTC_CONFIG_DIR: road.configDir,
      KNTC_DATA_DIR: join(road.configDir, 'var'),
      MINI_URL: road.localUrl,
      PORT: '0',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

const STACK = /\n\s+at .*:\d+:\d+/;

const copies: string[] = [];

function copyOf(configDir: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'kntc-config-'));
  cpSync(configDir, copy, { recursive: true });
  copies.push(copy);
  return copy;
}

describe('a gateway that cannot start', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
  });
  afterAll(async () => {
    await road.close();
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  });

  it('says in plain words that its database cannot be reached', async () => {
    const databaseUrl = `postgresql://kntc:bi-mat-7@127.0.0.1:${await freePort()}/kntc`;
    const { code, out, err } = await startGateway(road, { DATABASE_URL: databaseUrl });
    expect(code).toBe(1);
    expect(err).toContain('Không kết nối được tới cơ sở dữ liệu của cổng');
    expect(err).toContain('GW_T301');
    expect(out + err).not.toMatch(STACK);
    expect(out + err).not.toContain('bi-mat-7');
  });

  it('says in plain words that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const { code, out, err } = await startGateway(road, { PORT: port });
    other.close();
    expect(code).toBe(1);
    expect(err).toContain(`PORT ${port}: cổng này đang được chương trình khác dùng`);
    expect(out + err).not.toMatch(STACK);
  });

  it('says in plain words that the far side cannot be reached', async () => {
    const { code, out, err } = await startGateway(road, {
      NATIONAL_BASE_URL: `http://127.0.0.1:${await freePort()}/KNTC`,
    });
    expect(code).toBe(1);
    expect(err).toMatch(/GW_N202|GW_T302/);
    expect(out + err).not.toMatch(STACK);
  });

  it('names every wrong variable at once', async () => {
    const { code, err } = await startGateway(road, {
      PORT: 'abc',
      ROLES: 'intake,sender',
      LOG_LEVEL: 'loud',
    });
    expect(code).toBe(1);
    for (const name of ['PORT', 'ROLES', 'LOG_LEVEL']) expect(err).toContain(`${name} = `);
  });

  it('names every mistake in its YAML files at once, each with file, line, key and the nearest name', async () => {
    const configDir = copyOf(road.configDir);
    editFile(join(configDir, 'sources/mini.yaml'), [
      ['pollEvery: 1ms', 'pollEvry: 1ms'],
      ['receivedDate: { column: ngay_nhan', 'recievedDate: { column: ngay_nhan'],
      ['values: loai }', 'values: lo }'],
    ]);
    editFile(join(configDir, 'crosswalks/mini.yaml'), [
      ['BD: { to: "507" }', 'BD: { tp: "507" }'],
      ['  13: {', '  15: {'],
    ]);
    const { code, out, err } = await startGateway(road, { KNTC_CONFIG_DIR: configDir });
    expect(code).toBe(1);
    expect(err).toContain('GW_S105');
    expect(err).toMatch(/sources\/mini\.yaml:6 pollEvry: .*«pollEvery»/);
    expect(err).toMatch(/sources\/mini\.yaml:\d+ map\.recievedDate: .*«receivedDate»/);
    expect(err).toMatch(/sources\/mini\.yaml:\d+ map\.kind\.values: .*«lo»/);
    expect(err).toMatch(/crosswalks\/mini\.yaml:3 lists\.1\.BD\.tp: /);
    expect(err).toMatch(/crosswalks\/mini\.yaml:\d+ lists\.15: .*15/);
    expect(out + err).not.toMatch(STACK);
  });

  it.each([
    ['sources/mini.yaml', 'id: mini\n  title: x\n', /sources\/mini\.yaml:\d+/],
    ['agencies.yaml', 'province: [\n', /agencies\.yaml: .*line 2/],
    ['national/ttcp-2018.yaml', 'profile: ttcp-2018\nconnectoin: {}\n', /ttcp-2018\.yaml:2.*connection/s],
  ])('points at %s when it is no YAML of its kind', async (file, text, expected) => {
    const configDir = copyOf(road.configDir);
    writeFileSync(join(configDir, file), text);
    const { code, out, err } = await startGateway(road, { KNTC_CONFIG_DIR: configDir });
    expect(code).toBe(1);
    expect(err).toMatch(expected);
    expect(out + err).not.toMatch(STACK);
    expect(err).not.toContain('Lỗi ngoài dự kiến');
  });
});
