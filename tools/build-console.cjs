// The console with Vite, into dist/console. It is bundled again only when its own files or its packages changed.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const { createHash } = require('node:crypto');
const { spawn } = require('node:child_process');

const SOURCE = 'apps/console';
const OUT = 'console';
const STAMP = '.console-stamp';
const LEAST_PACKED = 1024;
const LAST_LINES = 25;

function consoleStamp(root, installed) {
  const hash = createHash('sha256').update(installed);
  for (const file of filesIn(root, SOURCE))
    hash.update(`\0${file}\0`).update(fs.readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function filesIn(root, folder) {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const file = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(root, file) : [file];
    })
    .toSorted();
}

/** Puts the console into a fresh build: the bundle of the last one where nothing changed. */
async function buildConsole(root, into, installed) {
  if (!fs.existsSync(path.join(root, SOURCE, 'index.html'))) return;
  const wanted = consoleStamp(root, installed);
  const last = path.join(root, 'dist', OUT);
  const target = path.join(into, OUT);
  if (readStamp(last) === wanted) {
    fs.cpSync(last, target, { recursive: true });
    return;
  }
  await bundle(root, target);
  pack(path.join(target, 'assets'));
  fs.writeFileSync(path.join(target, STAMP), wanted);
}

function readStamp(folder) {
  try {
    return fs.readFileSync(path.join(folder, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

/** Vite in a process of its own: it takes signals and the working directory for itself. */
function bundle(root, target) {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = path.join(root, SOURCE, 'vite.config.mts');
  const words = ['build', path.join(root, SOURCE), '-c', config, '--outDir', target, '--logLevel', 'error'];
  return new Promise((resolve, reject) => {
    // Whoever builds: what is built is for people, without the slow checks of development.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, [vite, ...words], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (text) => {
      said += text;
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(failed(said))));
  });
}

function failed(said) {
  const lines = said.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  const err = new Error(`${lines}\nKhông đóng gói được trang điều khiển / the console could not be bundled.`);
  err.plain = true;
  return err;
}

/** Packed once here instead of at every request. */
function pack(folder) {
  for (const name of fs.readdirSync(folder)) {
    const content = fs.readFileSync(path.join(folder, name));
    if (content.length >= LEAST_PACKED)
      fs.writeFileSync(path.join(folder, `${name}.br`), zlib.brotliCompressSync(content));
  }
}

module.exports = { buildConsole, consoleStamp };
