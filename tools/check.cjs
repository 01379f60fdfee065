// Everything that can be known without running the product, cheapest first; stops at the first that fails.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { spawn } = require('node:child_process');

/** What was found right before and has not changed is not looked at again. */
const CACHE = 'var/check';
const FOLDERS = ['apps', 'libs', 'test', 'tools', 'bench'];

async function check(root) {
  const code = FOLDERS.filter((folder) => holdsCode(path.join(root, folder)));
  const steps = [
    {
      name: 'prettier',
      args: [
        '--check',
        '--log-level=warn',
        '--cache',
        '--cache-strategy=content',
        `--cache-location=${CACHE}/prettier`,
        '.',
      ],
    },
    { name: 'oxlint', args: ['-c', '.oxlintrc.json', '--type-aware', ...code] },
    { name: 'depcruise', args: ['--config', '.dependency-cruiser.cjs', ...code] },
    {
      name: 'tsc',
      args: ['-p', '.', '--noEmit', '--incremental', '--tsBuildInfoFile', `${CACHE}/types.tsbuildinfo`],
    },
    {
      name: 'tsc',
      args: [
        '-p',
        'apps/console',
        '--noEmit',
        '--incremental',
        '--tsBuildInfoFile',
        `${CACHE}/console.tsbuildinfo`,
      ],
    },
    { name: 'knip', args: [] },
  ];
  for (const { name, args } of steps) {
    const started = Date.now();
    const failed = await run(root, name, args);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${failed === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
    if (failed !== 0) return failed;
  }
  return 0;
}

/** The checkers refuse folders that hold nothing for them. */
function holdsCode(folder) {
  if (!fs.existsSync(folder)) return false;
  return fs.readdirSync(folder, { recursive: true }).some((name) => /\.c?[jt]s$/.test(name));
}

function run(root, name, args) {
  return new Promise((resolve) => {
    const child = spawn(path.join(root, 'node_modules', '.bin', name), args, { cwd: root, stdio: 'inherit' });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', () => resolve(127));
    child.on('close', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}

module.exports = { check };
