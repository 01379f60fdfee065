// npm test runs what fits in ten minutes; files named *.full.spec.ts wait for npm run test:full.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const JEST = 'node_modules/jest/bin/jest.js';
const SEARCHED = ['apps', 'libs', 'test', 'tools', 'bench'];

function quickTests(root, args) {
  return [JEST, [...args, '--maxWorkers=2', '--testRegex=(?<!\\.full)\\.spec\\.ts$']];
}

function longTests(root, args) {
  if (!SEARCHED.some((folder) => holdsLongTest(path.join(root, folder)))) {
    process.stdout.write('0 tests, nothing long yet (no file is named *.full.spec.ts)\n');
    return undefined;
  }
  return [
    JEST,
    [
      ...args,
      '--maxWorkers=2',
      '--testSequencer=./tools/longest-first.cjs',
      '--testRegex=\\.full\\.spec\\.ts$',
    ],
  ];
}

function holdsLongTest(folder) {
  if (!fs.existsSync(folder)) return false;
  return fs.readdirSync(folder, { withFileTypes: true }).some((entry) => {
    if (entry.isDirectory())
      return entry.name !== 'node_modules' && holdsLongTest(path.join(folder, entry.name));
    return entry.name.endsWith('.full.spec.ts');
  });
}

module.exports = { JEST, quickTests, longTests };
