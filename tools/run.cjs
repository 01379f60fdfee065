// Every npm script enters here: check Node, install what is missing, build what changed, then become the program.
// Node built-ins only and old syntax up to the version check, so that it can speak on a machine with nothing set up.
'use strict';

const NEEDED = [20, 19];

const have = process.versions.node.split('.').map(Number);
if (have[0] < NEEDED[0] || (have[0] === NEEDED[0] && have[1] < NEEDED[1])) {
  process.stderr.write(
    'KNTC cần Node.js ' +
      NEEDED.join('.') +
      ' trở lên; máy này đang dùng ' +
      process.versions.node +
      '.\n' +
      'Hãy cài bản Node.js mới (https://nodejs.org) rồi chạy lại lệnh. / Node.js ' +
      NEEDED.join('.') +
      ' or newer is needed.\n',
  );
  process.exit(1);
}

const path = require('node:path');
const { Module } = require('node:module');

const root = path.resolve(__dirname, '..');

/** Scripts that are one program of ours: script → compiled entry. */
const PROGRAMS = {
  start: 'dist/tools/start/main.js',
  gateway: 'dist/apps/gateway/src/main.js',
  simulator: 'dist/apps/national-simulator/src/main.js',
  kntc: 'dist/apps/cli/src/main.js',
  simulate: 'dist/test/simulation/main.js',
  bench: 'dist/bench/main.js',
};

const OTHERS = {
  build: async () => undefined,
  test: async (args) => become(...require('./tests.cjs').quickTests(root, args)),
  'test:full': async (args) => {
    const command = require('./tests.cjs').longTests(root, args);
    if (command) become(...command);
  },
  chaos: async (args) => {
    const [file, words] = require('./chaos.cjs').chaosTests(args);
    become(file, words);
  },
  check: async () => {
    process.exitCode = await require('./check.cjs').check(root);
  },
  'env-example': async () => become('dist/tools/env-example/main.js', []),
  docs: async () => become('dist/tools/docs/main.js', []),
  supply: async () => become('dist/tools/supply/main.js', []),
  scan: async (args) => become('dist/tools/scan/main.js', args),
  sbom: async () => become('dist/tools/supply/main.js', ['sbom']),
};

async function main([script, ...args]) {
  const run = PROGRAMS[script] ? async () => become(PROGRAMS[script], args) : OTHERS[script];
  if (!run || !Object.hasOwn({ ...PROGRAMS, ...OTHERS }, script)) return explain(script);
  // Code finds config/ and other data through the working directory, wherever the command was typed.
  process.chdir(root);
  await require('./prepare.cjs').prepare(root);
  await run(args);
}

/**
 * Runs a program inside this very process, as if it had been called directly. No child means no signals to
 * forward, no exit code to translate and nothing that survives a kill -9.
 */
function become(file, args) {
  const entry = path.join(root, file);
  if (!require('node:fs').existsSync(entry)) {
    process.stderr.write('Chưa có chương trình này trong mã nguồn / not in this source tree: ' + file + '\n');
    process.exitCode = 1;
    return;
  }
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], entry, ...args];
  Module._load(entry, null, true);
}

function explain(script) {
  const known = [...Object.keys(PROGRAMS), ...Object.keys(OTHERS)];
  const asked = script && !/^-?-h(elp)?$/.test(script);
  const out = asked ? process.stderr : process.stdout;
  if (asked) out.write('Không có lệnh "' + script + '" / unknown script.\n');
  out.write('Dùng / usage: npm run <' + known.join(' | ') + '> -- [tham số]\n');
  process.exitCode = asked ? 64 : 0;
}

main(process.argv.slice(2)).catch((err) => {
  process.stderr.write((err && err.plain ? err.message : String((err && err.stack) || err)) + '\n');
  process.exitCode = 1;
});
