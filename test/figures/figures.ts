import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(__dirname, '..', '..', 'docs', 'security', 'figures.md');

/**
 * The value that `docs/security/figures.md` gives for a figure; the test compares it with what it counted. With
 * `KNTC_FIGURES=write` the counted value is written there first.
 */
export function documentedFigure(id: string, counted: number, file = FILE): number | undefined {
  const row = new RegExp(`^(\\| \`${id}\` [^|]*\\| )([\\d.,]+)( \\|.*)$`, 'm');
  const text = readFileSync(file, 'utf8');
  if (process.env['KNTC_FIGURES'] === 'write') writeFileSync(file, text.replace(row, `$1${counted}$3`));
  const written = row.exec(readFileSync(file, 'utf8'))?.[2];
  return written === undefined ? undefined : Number(written.replaceAll(',', ''));
}
