import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that some tests need and a fresh machine may lack. */
export type Tool = 'redis' | 'mariadb' | 'chromium' | 'soffice' | 'openssl';

const PROGRAMS: Readonly<Record<Tool, readonly string[]>> = {
  redis: ['redis-server'],
  mariadb: ['mariadbd', 'mysqld'],
  soffice: ['soffice', 'libreoffice'],
  openssl: ['openssl'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
};

/** Full path of the program, if it is on this machine. */
export function findTool(tool: Tool): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.flatMap((folder) => PROGRAMS[tool].map((name) => join(folder, name))).find(isProgram);
}

/** @throws when it is missing */
export function requireTool(tool: Tool): string {
  const path = findTool(tool);
  if (path === undefined)
    throw new Error(`${tool} is not on this machine (looked for ${PROGRAMS[tool].join(', ')})`);
  return path;
}

/**
 * Why tests with this tool cannot run here; `undefined` when they can. Printed, so that no test is left out silently.
 * @throws when `KNTC_REQUIRE` (comma-separated, set in CI) names the tool: there a missing one is a failure
 */
export function skipReason(tool: Tool): string | undefined {
  if (findTool(tool) !== undefined) return undefined;
  const required = (process.env['KNTC_REQUIRE'] ?? '').split(',').map((name) => name.trim());
  if (required.includes(tool)) requireTool(tool);
  const reason = `skipped: ${tool} is not on this machine (set KNTC_REQUIRE=${tool} to make this a failure)`;
  process.stderr.write(`${reason}\n`);
  return reason;
}

/** `describe` that is left out, with a printed reason, where the tool is missing. */
export function describeWith(tool: Tool, name: string, tests: () => void): void {
  if (skipReason(tool) === undefined) describe(name, tests);
  else describe.skip(name, tests);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
