// npm run chaos: real processes that are killed; in words a reader of the matrix types.
'use strict';

const { JEST } = require('./tests.cjs');

const USAGE = 'npm run chaos -- [--full] [--row N] [--backend postgresql|redis] [--write]';
const QUEUES = { postgresql: 'queue on PostgreSQL', redis: 'queue on Redis' };

/**
 * `--full`: every crash point instead of the day's share; `--row`: one row of the matrix; `--write`: puts what was seen
 * into docs/guarantees.md.
 */
function chaosTests(args) {
  const { values } = require('node:util').parseArgs({
    args,
    options: {
      full: { type: 'boolean', default: false },
      row: { type: 'string' },
      backend: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const isRow = values.row === undefined || /^[1-9]\d?$/.test(values.row);
  const isQueue = values.backend === undefined || Object.hasOwn(QUEUES, values.backend);
  if (!isRow || !isQueue) throw Object.assign(new Error(USAGE), { plain: true });
  if (values.full) process.env.KNTC_CHAOS = 'full';
  if (values.write) process.env.KNTC_FIGURES = 'write';
  const name = [values.backend && QUEUES[values.backend], values.row && `row ${values.row}:`];
  const pattern = name.filter(Boolean).join('.*');
  return [
    JEST,
    [
      '--runInBand',
      'test/chaos/chaos-(postgresql|redis).full.spec',
      ...(pattern === '' ? [] : ['-t', pattern]),
    ],
  ];
}

module.exports = { chaosTests };
