import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FAILURES, GatewayError, sha256 } from '@kntc/domain';
import type { FailureCode } from '@kntc/domain';
import { farSideIdentity, freePort, isLoopback, loadEnvironment } from '@kntc/platform';
import type { Environment } from '@kntc/platform';
import { parse } from 'yaml';
import { Child, runChild, startChild } from './child';
import type { Message } from './child';
import { recordDemoDecisions } from './demo';
import { signInLines } from './first-account';
import { firstSynchronisation } from './first-synchronisation';
import type { OverviewNumbers } from './first-synchronisation';
import { PostgresGuard } from './postgres-guard';
import { ProgressBar } from './progress-bar';
import { readArguments } from './read-arguments';
import { noteRun, refuseSecondRun } from './run-note';

/**
 * `npm start`: everything a newcomer needs on one machine – database, national simulator, a demo local system and
 * the gateway – each in its own process, ended together and in order.
 */
const DEMO_VARIABLE = 'KNTC_DEMO_URL';
const options = readArguments(process.argv.slice(2));
const DEMO_AGAIN_MS = 3_000;
const LOOK_AGAIN_MS = 300;
/** What the first synchronisation needs of a gateway. */
const WHOLE = ['api', 'intake', 'delivery'] as const;
/** Who works on the databases and towards the far side; ended first. */
const senders = new Set<Child>();
/** Who is worked with; ended last. */
const receivers = new Set<Child>();
let postgres: PostgresGuard | undefined;
let runFile: string | undefined;
let ending: Promise<void> | undefined;

async function main(): Promise<void> {
  const environment = loadEnvironment(process.env);
  refuseSecondRun(environment);
  const logDir = join(environment.dataDir, 'log');
  mkdirSync(logDir, { recursive: true });
  const needsDemo = environment.demoUrl === undefined && usesDemo(environment.configDir);
  refuseDemoForReal(environment, needsDemo);
  say('Đang mở cơ sở dữ liệu …');
  if (needsDemo || environment.databaseUrl === undefined)
    postgres = await PostgresGuard.start(join(environment.dataDir, 'postgres'), say);
  const baseUrl = environment.nationalBaseUrl ?? (await startSimulator(environment.dataDir, logDir));
  const databaseUrl = environment.databaseUrl ?? (await embeddedDatabase(baseUrl));
  const demoUrl = needsDemo ? await postgres?.database('demo_province') : environment.demoUrl;
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    NATIONAL_BASE_URL: baseUrl,
    [DEMO_VARIABLE]: demoUrl,
  };
  if (needsDemo) {
    await loadDemo(env, logDir);
    await recordDemoDecisions(databaseUrl, provinceOf(environment.configDir), environment);
  }
  const run = { databaseUrl, demoUrl, nationalBaseUrl: baseUrl };
  runFile = noteRun(environment, run);
  say(
    `${environment.nationalBaseUrl === undefined ? 'Trang CSDLQG mô phỏng' : 'CSDLQG'}: ${new URL(baseUrl).origin}/`,
  );
  if (options.once) await runOnce(env, logDir);
  else {
    const { api, key } = await startGateway(env, logDir, environment);
    noteRun(environment, { ...run, api, apiKey: key });
    say(`Bảng điều khiển: ${api}/ (đăng nhập: ${api}/dang-nhap)`);
    const whose = { provinceId: provinceOf(environment.configDir), isDemo: needsDemo };
    for (const line of await signInLines(databaseUrl, environment, whose)) say(line);
    const canFinish = WHOLE.every((role) => environment.roles.includes(role));
    await keepRunning({ env, logDir, api, key, withDemo: needsDemo, canFinish });
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Whether an enabled source of the configuration reads the demo local system. */
function usesDemo(configDir: string): boolean {
  const folder = join(configDir, 'sources');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.some((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    try {
      const source: unknown = parse(text);
      return (
        text.includes(DEMO_VARIABLE) &&
        typeof source === 'object' &&
        source !== null &&
        !('enabled' in source && source.enabled === false)
      );
    } catch {
      // A broken file is reported by the gateway with file and line; here it only must not stop the start.
      return text.includes(DEMO_VARIABLE);
    }
  });
}

/** Invented petitions must never reach a real national database. */
function refuseDemoForReal(environment: Environment, needsDemo: boolean): void {
  const { nationalBaseUrl } = environment;
  if (needsDemo && nationalBaseUrl !== undefined && !isLoopback(nationalBaseUrl)) {
    throw new GatewayError(
      'GW_P401',
      'Nguồn mô phỏng không được gửi tới CSDLQG thật. Tắt nguồn mô phỏng (enabled: false) hoặc dùng KNTC_CONFIG_DIR của đơn vị.',
    );
  }
}

async function startSimulator(dataDir: string, logDir: string): Promise<string> {
  const { child, ready } = await startChild({
    name: 'simulator',
    script: 'apps/national-simulator/src/main.js',
    args: ['--port', '0', '--data', join(dataDir, 'simulator', 'bundled')],
    env: process.env,
    logDir,
    onGone: childGone('CSDLQG mô phỏng'),
  });
  receivers.add(child);
  // Without a path: each profile has its own.
  return new URL(String(ready['url'])).origin;
}

/** Each far side gets a gateway database of its own: ids of one mean nothing in the other. */
async function embeddedDatabase(baseUrl: string): Promise<string> {
  const url = await postgres?.database(`kntc_${sha256(await farSideIdentity(baseUrl)).slice(0, 10)}`);
  if (url === undefined) throw new GatewayError('GW_T301', 'embedded PostgreSQL is not running');
  return url;
}

async function loadDemo(env: NodeJS.ProcessEnv, logDir: string): Promise<void> {
  say('Đang nạp phần mềm đơn thư mô phỏng …');
  await runChild({ name: 'demo-load', script: 'tools/demo-province/main.js', args: ['load'], env, logDir });
}

function provinceOf(configDir: string): string {
  const file: unknown = parse(readFileSync(join(configDir, 'agencies.yaml'), 'utf8'));
  const province =
    typeof file === 'object' && file !== null && 'province' in file ? file.province : undefined;
  return typeof province === 'object' && province !== null && 'id' in province
    ? String(province.id)
    : 'province';
}

async function runOnce(env: NodeJS.ProcessEnv, logDir: string): Promise<void> {
  const bar = new ProgressBar();
  const result = await new Promise<Message>((resolve, reject) => {
    let fatal = `Cổng liên thông đã dừng. Xem ${join(logDir, 'gateway.log')}`;
    const gateway = new Child({
      name: 'gateway',
      script: 'apps/gateway/src/main.js',
      args: ['--once'],
      env,
      logDir,
      onMessage: (message) => {
        if (message.type === 'progress') bar.show(Number(message['settled']), Number(message['total']));
        if (message.type === 'summary') resolve(message);
        if (message.type === 'fatal') fatal = String(message['message']);
      },
      onGone: () => reject(new Error(fatal)),
    });
    senders.add(gateway);
  });
  bar.stop();
  if (result['why'] !== '') say(`Chưa hội tụ: ${reasonOf(String(result['why']))}`);
  process.exitCode = result['converged'] === true ? 0 : 1;
  await end();
  process.stdout.write(
    options.json ? `${JSON.stringify(result['summary'])}\n` : `${readable(result['summary'])}\n`,
  );
}

function reasonOf(why: string): string {
  if (why in FAILURES) return `${FAILURES[why as FailureCode].vi} (${why})`;
  return why === 'unaccounted' ? 'có hồ sơ chưa rõ đang ở đâu hoặc chưa rõ kết quả gửi.' : why;
}

function readable(summary: unknown): string {
  return JSON.stringify(summary, null, 2);
}

async function startGateway(
  env: NodeJS.ProcessEnv,
  logDir: string,
  environment: Environment,
): Promise<{ readonly api: string; readonly key: string }> {
  const port = await apiPort(environment.port);
  const { child, ready } = await startChild({
    name: 'gateway',
    script: 'apps/gateway/src/main.js',
    args: [],
    env: { ...env, PORT: String(port) },
    logDir,
    onGone: childGone('Cổng liên thông'),
  });
  senders.add(child);
  return { api: String(ready['url']), key: String(ready['key']) };
}

interface Running {
  readonly env: NodeJS.ProcessEnv;
  readonly logDir: string;
  readonly api: string;
  /** Opens the numbers of this very process to us. */
  readonly key: string;
  readonly withDemo: boolean;
  /** Whether this gateway reads, sends and tells: otherwise there is no end to wait for. */
  readonly canFinish: boolean;
}

async function keepRunning({ env, logDir, api, key, withDemo, canFinish }: Running): Promise<void> {
  if (canFinish)
    await firstSynchronisation({
      overview: () => readOverview(api, key),
      bar: new ProgressBar(),
      say,
      isEnding: () => ending !== undefined,
      wait: () => new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS)),
    });
  if (withDemo) keepDemoAlive(env, logDir);
  say('Đang chạy và tiếp tục đồng bộ. Ctrl-C để dừng.');
  const simulator = new URL(env['NATIONAL_BASE_URL'] ?? '').origin;
  if (options.json) process.stdout.write(`${JSON.stringify({ ready: true, api, simulator })}\n`);
}

/** The demo local system works on its own clerks' time; when it falls over (its database went away) it starts again. */
function keepDemoAlive(env: NodeJS.ProcessEnv, logDir: string): void {
  const live = new Child({
    name: 'demo-live',
    script: 'tools/demo-province/main.js',
    args: ['live', '--every', '20s'],
    env,
    logDir,
    onMessage: () => undefined,
    onGone: () => {
      senders.delete(live);
      setTimeout(() => {
        if (ending === undefined) keepDemoAlive(env, logDir);
      }, DEMO_AGAIN_MS).unref();
    },
  });
  senders.add(live);
}

/** The port asked for, or, when nobody asked and 3000 is taken, a free one. */
async function apiPort(wanted: number): Promise<number> {
  return process.env['PORT'] === undefined ? freePort(wanted).catch(() => freePort()) : wanted;
}

async function readOverview(api: string, key: string): Promise<OverviewNumbers | undefined> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${api}/api/v1/overview`, { headers }).catch(() => undefined);
  return answer?.ok === true ? ((await answer.json()) as OverviewNumbers) : undefined;
}

function childGone(name: string): (code: number | null) => void {
  return (code) => {
    if (ending !== undefined) return;
    say(`${name} đã dừng ngoài ý muốn (mã ${code}). Xem thư mục log.`);
    process.exitCode = 1;
    void end().then(() => process.exit());
  };
}

/** Ends every process in order: who sends first, who is sent to later, the database last. */
function end(): Promise<void> {
  ending ??= (async () => {
    await Promise.all([...senders].map((child) => child.stop()));
    await Promise.all([...[...receivers].map((child) => child.stop()), postgres?.stop()]);
    if (runFile !== undefined) rmSync(runFile, { force: true });
  })();
  return ending;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    say('Đang dừng …');
    void end().then(() => process.exit());
  });
}

// npm dies of its signal without passing it on to us: being orphaned means the same as being told to end.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent && ending === undefined) void end().then(() => process.exit());
}, 500).unref();

main().catch(async (err: unknown) => {
  say(
    err instanceof GatewayError
      ? `${err.vi}\n${err.detail}`
      : err instanceof Error
        ? err.message
        : String(err),
  );
  process.exitCode = 1;
  await end();
  process.exit();
});
