import { writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { runCheck } from './check-ledger/run-check';
import { EXPECTED_CSV } from './expected-file';
import { expectedCsv, generateDemoProvince } from './generator/generate';
import { loadDemoProvince, resetDemoProvince } from './store/load-demo-province';
import { nextTick, tick } from './store/tick';

const USAGE = `Hệ thống đơn thư mô phỏng. Dùng: demo-province <lệnh>   (KNTC_DEMO_URL: địa chỉ PostgreSQL)
  load                       tạo dữ liệu nếu chưa có
  reset                      xoá và tạo lại
  tick                       một nhịp làm việc: hồ sơ sang bước tiếp theo, thêm một đơn mới
  live --every 20s           các nhịp nối tiếp cho tới khi dừng
  check --ledger URL [--summary FILE] [--classes FILE]
                             đối chiếu sổ ghi của CSDLQG mô phỏng với dữ liệu ở đây
  expected                   ghi lại ${EXPECTED_CSV}
`;

async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'load':
      return withDatabase(async (client) => say(`Dữ liệu mô phỏng: ${await loadDemoProvince(client)}`));
    case 'reset':
      return withDatabase(async (client) => {
        await resetDemoProvince(client);
        return say('Đã tạo lại dữ liệu mô phỏng.');
      });
    case 'tick':
      return withDatabase(async (client) => oneTick(client));
    case 'live':
      return withDatabase(async (client) => live(client, milliseconds(option(args, '--every') ?? '20s')));
    case 'check':
      return withDatabase(async (client) => runCheck(client, args, say));
    case 'expected':
      writeFileSync(EXPECTED_CSV, expectedCsv(generateDemoProvince().expectations));
      return 0;
    default:
      process.stderr.write(USAGE);
      return 64;
  }
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
  return say(result === undefined ? 'Không có gì thay đổi.' : `Nhịp ${result.number}: ${[...result.moved, result.added].join(', ')}`);
}

/** Ticks until the process is told to end, or the process that started it goes away. */
async function live(client: Client, everyMs: number): Promise<number> {
  let wake = (): void => undefined;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    wake();
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, stop);
  client.once('error', stop);
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  for (await pause(); !stopped; await pause()) await oneTick(client);
  return 0;
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

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (err: unknown) => {
    process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`);
    process.exitCode = 1;
  },
);
