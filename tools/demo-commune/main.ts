import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { CheckedSource } from '../demo-province/check-ledger/check-ledger';
import { readCodes } from '../demo-province/check-ledger/codes';
import { readRecords } from '../demo-province/check-ledger/expected-class';
import { provinceSource } from '../demo-province/check-ledger/province-source';
import { CHECK_OPTIONS, runCheck } from '../demo-province/check-ledger/run-check';
import { expectedCsv } from '../demo-province/generator/generate';
import { readCommuneCases } from './commune-cases';
import { generateCommune } from './commune-rows';
import { COMMUNE_EXPECTED_CSV } from './expected-file';
import { loadDemoCommune, resetDemoCommune } from './load-demo-commune';

const USAGE = `Sổ theo dõi đơn của một xã (mô phỏng). Dùng: demo-commune <lệnh>   (KNTC_COMMUNE_URL: địa chỉ PostgreSQL)
  load                       tạo dữ liệu nếu chưa có
  reset                      xoá và tạo lại
  check ${CHECK_OPTIONS}
                             đối chiếu, cùng tỉnh mô phỏng khi có KNTC_DEMO_URL
  expected                   ghi lại ${COMMUNE_EXPECTED_CSV}
`;

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['load', () => withDatabase('KNTC_COMMUNE_URL', load)],
  ['reset', () => withDatabase('KNTC_COMMUNE_URL', reset)],
  ['check', check],
  ['expected', writeExpected],
]);

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.get(name);
  if (command !== undefined) return command(args);
  process.stderr.write(USAGE);
  return 64;
}

async function load(client: Client): Promise<number> {
  return say(`Dữ liệu mô phỏng của xã: ${await loadDemoCommune(client)}`);
}

async function reset(client: Client): Promise<number> {
  await resetDemoCommune(client);
  return say('Đã tạo lại dữ liệu mô phỏng của xã.');
}

async function writeExpected(): Promise<number> {
  await writeFile(COMMUNE_EXPECTED_CSV, expectedCsv(generateCommune().expectations));
  return 0;
}

/** One ledger holds the records of every source: the demo province is checked along when its database is named. */
async function check(args: readonly string[]): Promise<number> {
  return withDatabase('KNTC_COMMUNE_URL', async (client) => {
    const commune: CheckedSource = {
      cases: await readCommuneCases(client),
      codes: readCodes('demo-commune'),
      listed: readRecords(readFileSync(COMMUNE_EXPECTED_CSV, 'utf8')),
    };
    if (!isSet('KNTC_DEMO_URL')) return runCheck([commune], args, say);
    return withDatabase('KNTC_DEMO_URL', async (province) =>
      runCheck([commune, await provinceSource(province)], args, say),
    );
  });
}

async function withDatabase(variable: string, work: (client: Client) => Promise<number>): Promise<number> {
  if (!isSet(variable)) {
    process.stderr.write(`Thiếu ${variable}.\n`);
    return 64;
  }
  const client = new Client({ connectionString: process.env[variable] });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function isSet(variable: string): boolean {
  return (process.env[variable] ?? '') !== '';
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
