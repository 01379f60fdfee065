import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { provinceSource } from './check-ledger/province-source';
import { CHECK_OPTIONS, runCheck } from './check-ledger/run-check';
import { EXPECTED_CSV } from './expected-file';
import { expectedCsv, generateDemoProvince } from './generator/generate';
import { loadDemoProvince, resetDemoProvince } from './store/load-demo-province';
import { nextTick, tick } from './store/tick';

const USAGE = `Hệ thống đơn thư mô phỏng. Dùng: demo-province <lệnh>   (KNTC_DEMO_URL: địa chỉ PostgreSQL)
  load                       tạo dữ liệu nếu chưa có
  reset                      xoá và tạo lại
  tick                       một nhịp làm việc: hồ sơ sang bước tiếp theo, thêm một đơn mới
  live --every 20s           các nhịp nối tiếp cho tới khi dừng
  check ${CHECK_OPTIONS}
                             đối chiếu sổ ghi của CSDLQG mô phỏng với dữ liệu ở đây
  expected                   ghi lại ${EXPECTED_CSV}
`;

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['load', () => withDatabase(async (client) => say(`Dữ liệu mô phỏng: ${await loadDemoProvince(client)}`))],
  ['reset', () => withDatabase(reset)],
  ['tick', () => withDatabase(oneTick)],
  ['live', (args) => withDatabase((client) => live(client, milliseconds(option(args, '--every') ?? '20s')))],
  ['check', (args) => withDatabase(async (client) => runCheck([await provinceSource(client)], args, say))],
  ['expected', writeExpected],
]);

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.get(name);
  if (command !== undefined) return command(args);
  process.stderr.write(USAGE);
  return 64;
}

async function reset(client: Client): Promise<number> {
  await resetDemoProvince(client);
  return say('Đã tạo lại dữ liệu mô phỏng.');
}

async function writeExpected(): Promise<number> {
  await writeFile(EXPECTED_CSV, expectedCsv(generateDemoProvince().expectations));
  return 0;
}

async function withDatabase(work: (client: Client) => Promise<number>): Promise<number> {
  const url = process.env['KNTC_DEMO_URL'];
  if (url === undefined || url === '') {
    process.stderr.write('Thiếu KNTC_DEMO_URL.\n');
    return 64;
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function oneTick(client: Client): Promise<number> {
  const result = await tick(client, await nextTick(client));
  return say(
    result === undefined
      ? 'Không có gì thay đổi.'
      : `Nhịp ${result.number}: ${[...result.moved, result.added].join(', ')}`,
  );
}

/** Ticks until the process is told to end, the process that started it goes away or the database does. */
async function live(client: Client, everyMs: number): Promise<number> {
  const stop = new AbortController();
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => stop.abort());
  client.once('error', () => stop.abort());
  while (await waited(everyMs, stop.signal)) await oneTick(client);
  return 0;
}

/** False when the wait was cut short. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  await wait(ms, undefined, { signal }).catch(() => undefined); // only ever rejects because of the signal
  return !signal.aborted;
}

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

function milliseconds(text: string): number {
  const [, amount, unit = 's'] = /^(\d+)(ms|s|m)?$/.exec(text) ?? [];
  if (amount === undefined) throw new Error(`Not a duration: ${text}`);
  return Number(amount) * (UNITS[unit] ?? 1000);
}

function say(line: string): 0 {
  process.stdout.write(`${line}\n`);
  return 0;
}

void (async () => {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (err) {
    process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`);
    process.exitCode = 1;
  }
  // An open channel to the parent would keep a finished program alive.
  if (process.connected) process.disconnect();
})();
