import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MiniRoad } from './mini-road';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '..', '..');
const CONFINED = join(ROOT, 'tools/supply/confined.sh');
const HOOK = join(ROOT, 'test/environment/typescript-hook.cjs');
const MAIN = join(ROOT, 'apps/gateway/src/main.ts');
const NOBODY = 65_534;
const NOT_PERMITTED = 125;

/** As the script sees it: may this account make a mount namespace? */
function isPermitted(): boolean {
  const folder = ownFolder();
  const { status } = spawnSync(CONFINED, [folder, process.execPath, '-e', '']);
  rmSync(folder, { recursive: true, force: true });
  return status !== NOT_PERMITTED && status !== null;
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-confined-'));
  if (process.getuid?.() === 0) chownSync(folder, NOBODY, NOBODY);
  return folder;
}

function giveAway(folder: string): void {
  chownSync(folder, NOBODY, NOBODY);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, name), NOBODY, NOBODY);
}

const reason = isPermitted()
  ? undefined
  : 'skipped: needs root and mount namespaces (as the container would give)';
if (reason !== undefined) process.stderr.write(`${reason}\n`);

(reason === undefined ? describe : describe.skip)('the gateway as its container runs it', () => {
  let road: MiniRoad;
  let data: string;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.stop();
    data = ownFolder();
    // The key file the database is bound to; the rest of the data folder the gateway makes itself.
    cpSync(join(road.configDir, 'var'), data, { recursive: true });
    giveAway(data);
    chmodSync(road.configDir, 0o755);
  });
  afterAll(async () => {
    await road.close();
    rmSync(data, { recursive: true, force: true });
  });

  it('has an account without rights, and nothing it could write but its data folder', () => {
    const probe = `
      const { writeFileSync, readFileSync } = require('node:fs');
      const tried = process.argv.slice(1).map((folder) => {
        try { writeFileSync(folder + '/probe', ''); return 'written'; } catch (err) { return err.code; }
      });
      const status = readFileSync('/proc/self/status', 'utf8');
      console.log(JSON.stringify({
        uid: process.getuid(), gid: process.getgid(), tried,
        caps: [...new Set(status.match(/^Cap\\w+:\\s+\\w+/gm).map((line) => Number(line.split(/\\s+/)[1])))],
        gains: status.match(/^NoNewPrivs:\\s+(\\d)/m)[1],
      }));`;
    const folders = [data, ROOT, join(ROOT, 'apps'), road.configDir, tmpdir(), '/var/tmp', '/etc'];
    const { stdout } = spawnSync(CONFINED, [data, process.execPath, '-e', probe, ...folders], {
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual({
      uid: NOBODY,
      gid: NOBODY,
      caps: [0],
      gains: '1',
      tried: ['written', ...folders.slice(1).map(() => 'EROFS')],
    });
  });

  it('reads, judges and delivers, and ends with everything accounted for', async () => {
    await road.petition('A-1');
    const child = spawn(CONFINED, [data, process.execPath, '-r', HOOK, MAIN, '--once'], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: road.databaseUrl,
        NATIONAL_BASE_URL: road.nationalUrl,
        KNTC_CONFIG_DIR: road.configDir,
        KNTC_DATA_DIR: data,
        MINI_URL: road.localUrl,
        MINI_FILES: road.filesDir,
        PORT: '0',
        LOG_LEVEL: 'error',
        // The compiler stands in for the build; it unpacks its binary once. The image holds neither.
        SWC_NATIVE_BINDING_CACHE: join(data, 'compiler'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const summary = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(summary).toMatchObject({ read: 1, confirmed: 1, unaccounted: 0 });
    expect(await road.delivered('A-1')).not.toEqual([]);
    for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' }))
      expect(statSync(join(data, name)).uid).toBe(NOBODY);
  });
});
