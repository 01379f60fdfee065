import { describeWith } from '../environment';
import { describeRows, type CellResult } from './cells';
import { writeMatrix } from './matrix-page';
import { ROWS } from './rows';

const results: CellResult[] = [];
const note = (one: CellResult): void => void results.push(one);

describe('chaos, with the queue on PostgreSQL', () => {
  describeRows('postgresql', ROWS, note);
});

describeWith('redis', 'chaos, with the queue on Redis', () => {
  describeRows('redis', ROWS, note);
});

/** `KNTC_FIGURES=write`: what was seen goes into docs/guarantees.md. */
afterAll(() => {
  if (process.env['KNTC_FIGURES'] === 'write') writeMatrix(results);
});
