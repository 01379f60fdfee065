// Brings node_modules and dist up to date. Both are judged by a stamp written last, so an interrupted run is simply
// repeated; work happens under a lock, so that two commands started together do not install over each other.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { holdLock } = require('./install-lock.cjs');
const { install, installStamp } = require('./install.cjs');
const { build, buildStamp, sourceFiles } = require('./build.cjs');

const STAMP = '.kntc-stamp';

async function prepare(root) {
  if (pending(root).length === 0) return;
  const release = await holdLock(path.join(root, 'var', 'install.lock'), sayWaiting);
  try {
    // Asked again: the run we waited for has probably done it all.
    for (const work of pending(root)) await work(release.note);
  } finally {
    release();
  }
}

/** What has to be done, in order; empty when nothing changed (the usual case: about 20 ms). */
function pending(root) {
  const installed = installStamp(root);
  const modules = path.join(root, 'node_modules');
  if (readStamp(modules) === installed) return pendingBuild(root, installed);
  const stamps = { stamp: () => writeStamp(modules, installed), unstamp: () => removeStamp(modules) };
  return [
    (note) => install(root, { note, ...stamps }),
    async () => {
      for (const work of pendingBuild(root, installed)) await work();
    },
  ];
}

function pendingBuild(root, installed) {
  const files = sourceFiles(root);
  const wanted = buildStamp(root, files, installed);
  const dist = path.join(root, 'dist');
  if (readStamp(dist) === wanted) return [];
  return [() => build(root, files, { installed, stamp: (folder) => writeStamp(folder, wanted) })];
}

function readStamp(folder) {
  try {
    return fs.readFileSync(path.join(folder, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

function writeStamp(folder, content) {
  const temporary = path.join(folder, `${STAMP}.${process.pid}`);
  fs.writeFileSync(temporary, content);
  fs.renameSync(temporary, path.join(folder, STAMP));
}

function removeStamp(folder) {
  fs.rmSync(path.join(folder, STAMP), { force: true });
}

function sayWaiting(pid) {
  process.stderr.write(`Đang chờ một lệnh khác cài đặt xong (tiến trình ${pid}) …\n`);
}

module.exports = { prepare };
