import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Variable that says where the shared folder with the test packs is; default: beside the clone. */
const SHARED_DIR = 'KNTC_SHARED_DIR';
/** Name of the packs in `KNTC_REQUIRE`. */
const REQUIRED_AS = 'packs';

/**
 * Folder of a pack of `local-systems` (a real-shaped local system with the outcome each row must have).
 * @throws when the shared folder or the pack is not there
 */
export function packFolder(name: string): string {
  const folder = join(packsFolder(), name);
  if (!existsSync(folder)) throw new Error(`no test pack at ${folder} (set ${SHARED_DIR})`);
  return folder;
}

/**
 * `describe` that is left out, with a printed reason, where the shared folder is missing.
 * @throws when it is missing and `KNTC_REQUIRE` names `packs`
 */
export function describeWithPacks(name: string, tests: () => void): void {
  if (existsSync(packsFolder())) {
    describe(name, tests);
    return;
  }
  const missing = `the test packs are not at ${packsFolder()} (set ${SHARED_DIR})`;
  const required = (process.env['KNTC_REQUIRE'] ?? '').split(',').map((word) => word.trim());
  if (required.includes(REQUIRED_AS)) throw new Error(missing);
  process.stderr.write(`skipped: ${missing}; KNTC_REQUIRE=${REQUIRED_AS} makes this a failure\n`);
  describe.skip(name, tests);
}

function packsFolder(): string {
  const shared = process.env[SHARED_DIR] ?? resolve(__dirname, '../../../shared');
  return join(shared, 'local-systems');
}
