import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LockedPackage } from './lock-file';

/**
 * Licences (SPDX) under which a public authority may run and pass on the product without asking anybody: permissive, no
 * duty to open its own code, no limit on the purpose.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

/** A package with another licence, and why it may stay. One that no longer needs its exception is a problem as well. */
export const LICENCE_EXCEPTIONS: Readonly<
  Record<string, { readonly licence: string; readonly why: string }>
> = {
  'caniuse-lite': {
    licence: 'CC-BY-4.0',
    why: 'a table of browsers used by the test runner on developer machines; never shipped, nothing of it is in the product',
  },
  'axe-core': {
    licence: 'MPL-2.0',
    why: 'looks at the pages of the console in the long tests; never shipped, never changed by us',
  },
  lightningcss: {
    licence: 'MPL-2.0',
    why: 'Vite writes the style sheet of the console with it; the tool is never shipped, and never changed by us',
  },
};

/** Ready binaries come as packages of their own, under the licence of the package they belong to. */
const OF_A_PLATFORM = /-(android|darwin|freebsd|linux|win32)-[\w-]+$/;

const MANIFEST = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/** What the installed package says of itself; `undefined` when it is not installed (another platform) or says nothing. */
export function installedLicence(root: string, { path }: LockedPackage): string | undefined {
  const file = join(root, path, 'package.json');
  if (!existsSync(file)) return undefined;
  const { license, licenses } = MANIFEST.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (license !== undefined) return typeof license === 'string' ? license : license.type;
  // The form npm gave up in 2014; several entries meant a choice.
  return licenses?.map(({ type }) => type).join(' OR ');
}

/** The licence that counts: the one of the lock file, or, where that knows none, what the installed package says. */
export function licenceOf(root: string, locked: LockedPackage): string | undefined {
  return locked.license ?? installedLicence(root, locked);
}

/** Packages whose licence is not allowed, unknown, or not the one the lock file tells. */
export function licenceProblems(root: string, packages: readonly LockedPackage[]): readonly string[] {
  const excepted = new Set<string>();
  const problems = packages.flatMap((locked) => {
    const { path } = locked;
    const name = locked.name.replace(OF_A_PLATFORM, '');
    const licence = licenceOf(root, locked);
    const installed = installedLicence(root, locked);
    if (licence === undefined) return [`${path}: no licence`];
    if (installed !== undefined && installed !== licence)
      return [`${path}: the lock file says ${licence}, the package ${installed}`];
    if (isAllowed(licence)) return [];
    if (LICENCE_EXCEPTIONS[name]?.licence !== licence) return [`${path}: ${licence} is not allowed`];
    excepted.add(name);
    return [];
  });
  const unused = Object.keys(LICENCE_EXCEPTIONS).filter((name) => !excepted.has(name));
  return [...problems, ...unused.map((name) => `${name}: the exception is not needed any more`)];
}

/** `A OR B` needs one that is allowed, `A AND B` all of them. Anything deeper is refused and wants a look by a person. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(plain) || / WITH /.test(plain)) return false;
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((id) => ALLOWED.has(id.trim())));
}
