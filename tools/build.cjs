// TypeScript → CommonJS with swc, into a fresh folder that then takes the place of dist in one rename.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { createHash } = require('node:crypto');
const { buildConsole, consoleStamp } = require('./build-console.cjs');

const FOLDERS = ['apps', 'libs', 'tools', 'bench', 'test/builders', 'test/fakes', 'test/simulation'];
const SKIP = new Set(['node_modules', 'dist', 'console']); // the console is built by its own bundler

/** Compiled files, sorted, relative to the root. */
function sourceFiles(root) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readFolder(path.join(root, folder))) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory() && !SKIP.has(entry.name)) walk(file);
      else if (entry.isFile() && /(?<!\.spec|\.d)\.ts$/.test(entry.name)) found.push(file);
    }
  };
  FOLDERS.forEach(walk);
  return found.toSorted((left, right) => (left < right ? -1 : 1));
}

function readFolder(folder) {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch (err) {
    if (err.code === 'ENOENT') return [];
    throw err;
  }
}

function buildStamp(root, files, installed) {
  const hash = createHash('sha256').update(consoleStamp(root, installed));
  for (const file of ['.swcrc', 'tools/build.cjs', 'tools/build-console.cjs', ...files]) {
    const content = fs.readFileSync(path.join(root, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function build(root, files, { installed, stamp }) {
  removeLeftovers(root);
  const fresh = path.join(root, `dist.tmp-${process.pid}`);
  await compile(root, files, fresh);
  await buildConsole(root, fresh, installed);
  stamp(fresh);
  const dist = path.join(root, 'dist');
  const old = path.join(root, `dist.old-${process.pid}`);
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(fresh, dist);
  fs.rmSync(old, { recursive: true, force: true });
}

async function compile(root, files, into) {
  const swc = require(path.join(root, 'node_modules', '@swc', 'core'));
  const failed = [];
  const one = async (file) => {
    try {
      const { code, map } = await swc.transformFile(path.join(root, file), {
        cwd: root,
        configFile: path.join(root, '.swcrc'),
      });
      const target = path.join(into, file.replace(/\.ts$/, '.js'));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
      fs.writeFileSync(`${target}.map`, map ?? '{}');
    } catch (err) {
      failed.push(`${file}: ${err.message.split('Caused by:')[0].trim()}`);
    }
  };
  fs.mkdirSync(into, { recursive: true });
  await Promise.all(files.map(one));
  if (failed.length === 0) return;
  fs.rmSync(into, { recursive: true, force: true });
  const err = new Error(
    `${failed.join('\n')}\nBiên dịch không thành công / build failed: ${failed.length} file(s).`,
  );
  err.plain = true;
  throw err;
}

/** Folders of builds that were killed. Called under the lock, so no living build owns them. */
function removeLeftovers(root) {
  for (const name of fs.readdirSync(root)) {
    if (/^dist\.(tmp|old)-\d+$/.test(name))
      fs.rmSync(path.join(root, name), { recursive: true, force: true });
  }
}

module.exports = { build, buildStamp, sourceFiles };
