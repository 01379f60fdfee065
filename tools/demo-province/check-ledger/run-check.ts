import { readFileSync } from 'node:fs';
import { EXPECTED_CSV } from '../expected-file';
import type { SqlClient } from '../store/insert-rows';
import { checkLedger } from './check-ledger';
import { readCodes } from './codes';
import { describe } from './difference';
import { readRecords } from './expected-class';
import { fetchLedger } from './ledger';
import { readProvinceCases } from './province-cases';

/** The `check` command: prints counts and every difference; 1 when there is any. */
export async function runCheck(client: SqlClient, args: readonly string[], say: (line: string) => unknown): Promise<number> {
  const ledgerUrl = option(args, '--ledger');
  if (ledgerUrl === undefined) {
    say('Thiếu --ledger URL.');
    return 64;
  }
  const summaryFile = option(args, '--summary');
  const classesFile = option(args, '--classes');
  const source = {
    cases: await readProvinceCases(client),
    codes: readCodes('demo-province'),
    listed: readRecords(readFileSync(EXPECTED_CSV, 'utf8')),
  };
  const result = checkLedger({
    sources: [source],
    ledger: await fetchLedger(ledgerUrl),
    summary: summaryFile === undefined ? undefined : lastJsonLine(summaryFile),
    classes: classesFile === undefined ? undefined : readRecords(readFileSync(classesFile, 'utf8')),
  });
  for (const difference of result.differences) say(describe(difference));
  const { counts, comparedCases, ledgerEntries, differences } = result;
  say(JSON.stringify({ ...counts, comparedCases, ledgerEntries, differences: differences.length }));
  return differences.length === 0 ? 0 : 1;
}

function lastJsonLine(file: string): Record<string, unknown> {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
}

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}
