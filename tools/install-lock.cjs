// A lock between processes that a kill -9 cannot leave behind: its files name their owner, and a dead owner is
// passed over. Files are numbered; the highest one counts and is never removed, so no two takers can win.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');

const POLL_MS = 150;

/**
 * Waits until this process owns the lock. Returns the function that gives it back; its `note(pid)` names a child
 * (npm) that must be gone before anybody else may work, should we be killed.
 */
async function holdLock(folder, onWait) {
  makeFolder(folder);
  let told = false;
  for (;;) {
    const top = highest(folder);
    const owner = top === 0 ? undefined : readOwner(folder, top);
    if (owner && isAlive(owner)) {
      if (!told) onWait(owner.pid);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      continue;
    }
    if (owner && owner.child) await endOrphan(owner.child);
    if (take(folder, top + 1)) return releaser(folder, top + 1);
  }
}

function makeFolder(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (err) {
    const plain = new Error(
      `Không ghi được vào thư mục ${path.dirname(folder)} (${err.code}). Hãy chạy bằng tài khoản sở hữu thư mục mã nguồn.`,
    );
    plain.plain = true;
    throw plain;
  }
}

function take(folder, number) {
  const file = path.join(folder, String(number));
  const draft = path.join(folder, `draft-${process.pid}`);
  fs.writeFileSync(draft, JSON.stringify(identify(process.pid)));
  try {
    fs.linkSync(draft, file); // atomic and complete: nobody ever reads half a lock
  } catch (err) {
    if (err.code === 'EEXIST') return false;
    throw err;
  } finally {
    fs.rmSync(draft, { force: true });
  }
  if (highest(folder) !== number) {
    fs.rmSync(file, { force: true }); // we were slow: the lock has moved on meanwhile
    return false;
  }
  for (const older of numbers(folder))
    if (older < number) fs.rmSync(path.join(folder, String(older)), { force: true });
  return true;
}

function releaser(folder, number) {
  const write = (content) => {
    const draft = path.join(folder, `draft-${process.pid}`);
    fs.writeFileSync(draft, JSON.stringify(content));
    fs.renameSync(draft, path.join(folder, String(number)));
  };
  const release = () => write({ released: true });
  release.note = (childPid) => write({ ...identify(process.pid), child: childPid && identify(childPid) });
  return release;
}

const numbers = (folder) =>
  fs
    .readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
const highest = (folder) => Math.max(0, ...numbers(folder));

function readOwner(folder, number) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, String(number)), 'utf8'));
  } catch {
    return undefined; // gone or damaged by a full disk: nobody owns it
  }
}

/** Process numbers are reused; together with the start time they are not. */
function identify(pid) {
  return { pid, started: startOf(pid) };
}

function isAlive(owner) {
  return !owner.released && owner.started !== undefined && startOf(owner.pid) === owner.started;
}

function startOf(pid) {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    }
    // The program name (field 2) may contain blanks and brackets: count from its end. State Z = already dead.
    const fields = fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

async function endOrphan(child) {
  while (isAlive(child)) {
    try {
      process.kill(child.pid, 'SIGKILL');
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

module.exports = { holdLock };
