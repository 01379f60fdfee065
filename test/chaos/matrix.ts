import { describeRows, type CellResult } from './cells';
import { writeMatrix } from './matrix-page';
import { ROWS } from './rows';
import type { Backend } from './stack';

/** Every row on one queue. `KNTC_FIGURES=write`: what was seen goes into docs/guarantees.md. */
export function describeMatrix(backend: Backend): void {
  const results: CellResult[] = [];
  describeRows(backend, ROWS, (one) => void results.push(one));
  afterAll(() => {
    if (process.env['KNTC_FIGURES'] === 'write') writeMatrix(backend, results);
  });
}
