import { readFileSync } from 'node:fs';
import { checkLedger, type CheckedSource } from './check-ledger';
import { describe } from './difference';
import { readRecords } from './expected-class';
import { fetchLedger } from './ledger';

export const CHECK_OPTIONS = '--ledger URL [--summary FILE] [--classes FILE]';

/**
 * The `check` command: prints every difference and the counts. `--summary` names a file whose last line is the
 * summary JSON, `--classes` one with `key,class` or `key,class,code` for every record.
 *
 * @returns exit code: 0 no difference, 1 some, 64 no ledger named
 */
export async function runCheck(
  sources: readonly CheckedSource[],
  args: readonly string[],
  say: (line: string) => unknown,
): Promise<number> {
  const ledgerUrl = option(args, '--ledger');
  if (ledgerUrl === undefined) {
    say(`Thiếu --ledger. Dùng: check ${CHECK_OPTIONS}`);
    return 64;
  }
  const summaryFile = option(args, '--summary');
  const classesFile = option(args, '--classes');
  const result = checkLedger({
    sources,
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
