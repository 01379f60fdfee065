import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MiniRoad } from '../../test/journey/mini-road';

jest.setTimeout(600_000);

const ROOT = join(__dirname, '../..');
/** The account `node` of the image. */
const NODE_ACCOUNT = 1000;
const reason = process.getuid?.() === 0 ? undefined : 'skipped: an empty root needs root (chroot)';
if (reason !== undefined) process.stderr.write(`${reason}\n`);

/**
 * There is no container engine here: the steps of docker/Dockerfile in an empty root in its place. Not tried: the base images
 * themselves, layers, health checks, volumes and networks of the engine.
 */
(reason === undefined ? describe : describe.skip)('the steps of the image, in an empty root', () => {
  let root: string;
  let road: MiniRoad;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'kntc-image-'));
    chmodSync(root, 0o755);
    road = await MiniRoad.open();
    await road.stop();
  });
  afterAll(async () => {
    await road.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** Node and the libraries it was linked with, at their places: what the base image would hold. */
  const copyNode = (): void => {
    const needed = execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).match(/\/\S+(?= \()/g) ?? [];
    for (const file of [process.execPath, ...needed]) {
      mkdirSync(join(root, dirname(file)), { recursive: true });
      cpSync(file, join(root, file), { dereference: true });
    }
    mkdirSync(join(root, 'tmp'), { mode: 0o1777 });
  };

  const giveAway = (folder: string): void => {
    for (const name of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
      chownSync(join(folder, name), NODE_ACCOUNT, NODE_ACCOUNT);
  };

  it('build, install what production needs, copy, and deliver as an account without rights', async () => {
    const app = join(root, 'app');
    mkdirSync(app);
    copyNode();
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      cpSync(join(ROOT, file), join(app, file));
    const install = [
      'ci',
      '--ignore-scripts',
      '--omit=dev',
      '--omit=optional',
      '--prefer-offline',
      '--no-audit',
    ];
    const installed = spawnSync('npm', install, { cwd: app, encoding: 'utf8' });
    expect([installed.status, installed.stderr]).toEqual([0, expect.any(String)]);
    execFileSync(process.execPath, ['tools/run.cjs', 'build'], { cwd: ROOT });
    cpSync(join(ROOT, 'dist'), join(app, 'dist'), { recursive: true });
    for (const [from, to] of [
      ['.', 'config'],
      ['var', 'var'],
    ] as const)
      cpSync(join(road.configDir, from), join(app, to), { recursive: true });
    chmodSync(join(app, 'config'), 0o755);
    giveAway(join(app, 'var'));

    await road.petition('A-1');
    const child = spawn(
      'chroot',
      [
        `--userspec=${NODE_ACCOUNT}:${NODE_ACCOUNT}`,
        root,
        process.execPath,
        '/app/dist/apps/gateway/src/main.js',
        '--once',
      ],
      {
        env: {
          PATH: process.env['PATH'],
          NODE_ENV: 'production',
          DATABASE_URL: road.databaseUrl,
          NATIONAL_BASE_URL: road.nationalUrl,
          KNTC_CONFIG_DIR: '/app/config',
          KNTC_DATA_DIR: '/app/var',
          MINI_URL: road.localUrl,
          MINI_FILES: '/app/var',
          PORT: '0',
          LOG_LEVEL: 'error',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({ confirmed: 1, unaccounted: 0 });
  });
});
