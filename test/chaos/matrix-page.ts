import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellResult } from './cells';
import { OPEN_ROWS } from './open-rows';
import { ROWS } from './rows';
import { BACKENDS, type Backend } from './stack';

const PAGE = join(__dirname, '..', '..', 'docs', 'guarantees.md');
const BLOCK = /(<!-- chaos matrix: written by its test -->\n)[\s\S]*?(<!-- end -->)/;

/**
 * Puts what a run on one queue came to into docs/guarantees.md: rows that did not run in it show as not run. What stands there of
 * the other queue stays.
 */
export function writeMatrix(backend: Backend, results: readonly CellResult[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const table = BLOCK.exec(page)?.[0];
  if (table === undefined) throw new Error('docs/guarantees.md has no place for the matrix');
  const cell = (row: number, of: Backend): string =>
    of === backend ? cellOf(row, of, results) : (stands(table, row, of) ?? 'not run');
  writeFileSync(
    PAGE,
    page.replace(BLOCK, (_all, begin: string, end: string) => `${begin}${tableOf(cell)}${end}`),
  );
}

function cellOf(row: number, backend: Backend, results: readonly CellResult[]): string {
  const only = ROWS.find(({ no }) => no === row)?.only;
  if (only !== undefined && only !== backend) return '–';
  const found = results.find((one) => one.row === row);
  return found === undefined ? 'not run' : `✓ ${found.fired} × in ${(found.durationMs / 1_000).toFixed(0)} s`;
}

/** What the page says of a row on a queue. */
function stands(table: string, row: number, backend: Backend): string | undefined {
  const cells = table
    .split('\n')
    .find((line) => line.startsWith(`| ${row} |`))
    ?.split(' | ');
  return cells?.slice(-BACKENDS.length)[BACKENDS.indexOf(backend)]?.replace(/ \|$/, '').trim();
}

function tableOf(cell: (row: number, backend: Backend) => string): string {
  const lines = ROWS.map(
    ({ no, fault, expected }) =>
      `| ${no} | ${fault} | ${expected} | ${BACKENDS.map((one) => cell(no, one)).join(' | ')} |`,
  );
  const open = OPEN_ROWS.map(([no, fault, why]) => `| ${no} | ${fault} | ${why} | open | open |`);
  const all = [...lines, ...open].toSorted((one, other) => numberIn(one) - numberIn(other));
  return [
    '| # | fault | expected; where it is tested otherwise | queue on PostgreSQL | queue on Redis |',
    '|---|---|---|---|---|',
    ...all,
    '',
  ].join('\n');
}

function numberIn(line: string): number {
  return Number(/\d+/.exec(line)?.[0] ?? 0);
}
