// Threads that our code starts run TypeScript too: Jest compiles only what it loads itself. `process` is the one of
// the test file, so nothing outlives it.
'use strict';

const path = require('node:path');

process.execArgv = [...process.execArgv, '-r', path.join(__dirname, 'typescript-hook.cjs')];
