// npm ci, quietly. Install scripts stay off: nothing we depend on needs them.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { createHash } = require('node:crypto');
const { spawn } = require('node:child_process');

const LAST_LINES = 25;

/** Changes when node_modules would: dependencies (not npm scripts), the lock file, Node's ABI, the machine. */
function installStamp(root) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
  return createHash('sha256')
    .update(JSON.stringify({ dependencies, devDependencies, optionalDependencies, overrides }))
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .update([process.versions.modules, process.platform, process.arch].join(' '))
    .digest('hex');
}

async function install(root, { note, stamp, unstamp }) {
  if (isInstalled(root)) {
    stamp();
    return;
  }
  process.stderr.write('Đang cài đặt các gói cần thiết (lần đầu mất khoảng một phút) …\n');
  unstamp();
  const started = Date.now();
  const { code, output } = await npmCi(root, note);
  note(undefined);
  if (code !== 0) throw failure(code, output);
  stamp();
  process.stderr.write(`Đã cài đặt xong sau ${Math.round((Date.now() - started) / 1000)} giây.\n`);
}

/**
 * Whether npm already put exactly the locked packages here (somebody typed `npm ci` or `npm install`). npm writes
 * this file of its own last, so an interrupted installation is not mistaken for a complete one.
 */
function isInstalled(root) {
  let done;
  try {
    done = JSON.parse(
      fs.readFileSync(path.join(root, 'node_modules', '.package-lock.json'), 'utf8'),
    ).packages;
  } catch {
    return false;
  }
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).every(([name, locked]) => {
    if (name === '') return true;
    if (done[name] === undefined) return locked.optional === true && !isForThisMachine(locked);
    return done[name].version === locked.version;
  });
}

function isForThisMachine({ os, cpu, libc }) {
  return !libc && os?.includes(process.platform) === true && cpu?.includes(process.arch) === true;
}

function npmCi(root, note) {
  // A production environment would leave out the compiler that the next step needs.
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--no-progress',
  ];
  const own = process.env.npm_execpath;
  const [command, first] = own && /npm-cli\.c?js$/.test(own) ? [process.execPath, [own]] : ['npm', []];
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (err) => resolve({ code: err.code, output: `${output}\n${err.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
    if (child.pid) note(child.pid);
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('close', () => process.off('SIGINT', pass).off('SIGTERM', pass));
  });
}

function failure(code, output) {
  const lines = output.split('\n').filter((line) => line.trim() && !/EBADENGINE/.test(line));
  const err = new Error(
    [
      ...lines.slice(-LAST_LINES),
      `Cài đặt không thành công (npm ci: ${code}). Kiểm tra kết nối mạng rồi chạy lại lệnh.`,
    ].join('\n'),
  );
  err.plain = true;
  return err;
}

module.exports = { install, installStamp };
