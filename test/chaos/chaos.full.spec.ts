import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../environment';
import { describeRows, type CellResult } from './cells';
import { ROWS } from './rows';

const ALL = ROWS.map(({ no }) => no);
const RESULTS = join(__dirname, '..', '..', 'var', 'chaos');

const results: CellResult[] = [];
const note = (one: CellResult): void => void results.push(one);

describe('chaos, with the queue on PostgreSQL', () => {
  describeRows('postgresql', ALL, note);
});

describeWith('redis', 'chaos, with the queue on Redis', () => {
  describeRows('redis', ALL, note);
});

/** What docs/guarantees.md is made of: `node tools/run.cjs docs` reads it. */
afterAll(() => {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, 'results.json'), JSON.stringify(results, undefined, 2));
});
