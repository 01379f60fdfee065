import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Finding } from './finding';
import { bad, good } from './finding';

const NODE_NEEDED = [20, 19] as const;
const GIB = 1024 ** 3;
/** Below this a night of write-ahead log can fill the disk, and a full disk stops every commit. */
const FREE_NEEDED_BYTES = 2 * GIB;

/** @param version as `process.versions.node` */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1]);
  return isEnough
    ? good('Node.js', version)
    : bad('Node.js', `bản ${version}`, `cài Node.js ${NODE_NEEDED.join('.')} trở lên`);
}

/** Free space where the gateway keeps its data; of the nearest folder that exists already. */
export async function checkDisk(dataDir: string): Promise<Finding> {
  let folder = resolve(dataDir);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  return diskFinding(bavail * bsize);
}

export function diskFinding(freeBytes: number): Finding {
  const free = `còn ${(freeBytes / GIB).toFixed(1)} GiB`;
  return freeBytes >= FREE_NEEDED_BYTES
    ? good('Đĩa', free)
    : bad('Đĩa', free, `giải phóng hoặc thêm chỗ, cần ít nhất ${FREE_NEEDED_BYTES / GIB} GiB`);
}
