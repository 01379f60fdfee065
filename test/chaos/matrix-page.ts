import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellResult } from './cells';
import { OPEN_ROWS } from './open-rows';
import { ROWS } from './rows';
import { BACKENDS, type Backend } from './stack';

const PAGE = join(__dirname, '..', '..', 'docs', 'guarantees.md');
const BLOCK = /(<!-- chaos matrix: written by its test -->\n)[\s\S]*?(<!-- end -->)/;

/** Puts what a run came to into docs/guarantees.md. Cells that did not run in it keep nothing: they show as not run. */
export function writeMatrix(results: readonly CellResult[]): void {
  const page = readFileSync(PAGE, 'utf8');
  if (!BLOCK.test(page)) throw new Error('docs/guarantees.md has no place for the matrix');
  writeFileSync(
    PAGE,
    page.replace(BLOCK, (_all, begin: string, end: string) => `${begin}${tableOf(results)}${end}`),
  );
}

function tableOf(results: readonly CellResult[]): string {
  const cell = (row: number, backend: Backend): string => {
    const only = ROWS.find(({ no }) => no === row)?.only;
    if (only !== undefined && only !== backend) return '–';
    const found = results.find((one) => one.row === row && one.backend === backend);
    return found === undefined
      ? 'not run'
      : `✓ ${found.fired} × in ${(found.durationMs / 1_000).toFixed(0)} s`;
  };
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
