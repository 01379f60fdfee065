import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const ENTRY = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  link: z.boolean().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});
const LOCK = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), ENTRY) });
const ROOT_ENTRY = z.object({ name: z.string(), version: z.string() });

/** One package as `package-lock.json` fixes it. */
export interface LockedPackage {
  /** Where npm puts it, as `node_modules/bullmq/node_modules/semver`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** Where npm would fetch it: an address that must not be committed. */
  readonly resolved: string | undefined;
  /** `sha512-…` in base64. */
  readonly integrity: string | undefined;
  readonly license: string | undefined;
  readonly hasInstallScript: boolean;
  /** Not part of what runs in production. */
  readonly isDev: boolean;
  readonly isOptional: boolean;
  /** Names it asks for; who answers is a matter of the paths. */
  readonly needs: readonly string[];
}

export interface LockFile {
  readonly name: string;
  readonly version: string;
  /** Direct dependencies of production. */
  readonly needs: readonly string[];
  readonly packages: readonly LockedPackage[];
}

/** @param root folder with `package.json` and `package-lock.json` */
export function readLockFile(root: string): LockFile {
  return parseLockFile(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
}

export function parseLockFile(lockText: string, manifestText: string): LockFile {
  const { packages } = LOCK.parse(JSON.parse(lockText));
  const { name, version } = ROOT_ENTRY.parse(JSON.parse(manifestText));
  const { '': root, ...rest } = packages;
  return {
    name,
    version,
    needs: Object.keys({ ...root?.dependencies, ...root?.optionalDependencies }),
    packages: Object.entries(rest).map(([path, entry]) => toPackage(path, entry)),
  };
}

function toPackage(path: string, entry: z.infer<typeof ENTRY>): LockedPackage {
  return {
    path,
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: entry.version ?? '',
    resolved: entry.resolved,
    integrity: entry.integrity,
    license: entry.license,
    hasInstallScript: entry.hasInstallScript === true,
    isDev: entry.dev === true,
    isOptional: entry.optional === true || entry.devOptional === true,
    needs: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies }),
  };
}

/** Locked packages whose content is not fixed by a strong hash, or that name an address to fetch from. */
export function lockProblems(packages: readonly LockedPackage[]): readonly string[] {
  return packages.flatMap(({ path, resolved, integrity, version }) => [
    ...(resolved === undefined ? [] : [`${path}: names a download address`]),
    ...(integrity?.startsWith('sha512-') ? [] : [`${path}: no sha512 integrity`]),
    ...(/^\d+\.\d+\.\d+/.test(version) ? [] : [`${path}: no version from a registry`]),
  ]);
}
