import { createHash } from 'node:crypto';
import type { LockFile, LockedPackage } from './lock-file';

interface Component {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly scope: 'required' | 'optional';
  readonly hashes: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
  readonly licenses: readonly (
    { readonly license: { readonly id: string } } | { readonly expression: string }
  )[];
  readonly purl: string;
}

/** A bill of materials in CycloneDX 1.6. */
export interface Bom {
  readonly $schema: string;
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: object;
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * What runs in production, from the lock file alone: no time, no random number, no address and no author in it, so the
 * same lock file gives the same bytes on every machine. `npm sbom` writes 1.5 with all four of them.
 */
export function createBom(lock: LockFile, licenceOf: (locked: LockedPackage) => string | undefined): Bom {
  const shipped = lock.packages.filter(({ isDev }) => !isDev);
  const self = purl(lock.name, lock.version);
  const components = sortedUnique(shipped.map((locked) => toComponent(locked, licenceOf(locked))));
  const body = {
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'pre-build' }],
      component: { type: 'application', 'bom-ref': self, name: lock.name, version: lock.version, purl: self },
    },
    components,
    dependencies: dependencies(lock, shipped, self),
  } as const;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber(JSON.stringify(body)),
    ...body,
  };
}

function toComponent({ name, version, integrity, isOptional }: LockedPackage, licence?: string): Component {
  const ref = purl(name, version);
  return {
    type: 'library',
    'bom-ref': ref,
    name,
    version,
    scope: isOptional ? 'optional' : 'required',
    hashes: [{ alg: 'SHA-512', content: hexOf(integrity ?? '') }],
    licenses: licence === undefined ? [] : [toLicence(licence)],
    purl: ref,
  };
}

function toLicence(licence: string): Component['licenses'][number] {
  return / (OR|AND) /.test(licence) ? { expression: licence } : { license: { id: licence } };
}

function hexOf(integrity: string): string {
  return Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
}

function purl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** The same package at two places is one component, needed if it is needed anywhere. */
function sortedUnique(components: readonly Component[]): readonly Component[] {
  const byRef = new Map<string, Component>();
  for (const component of components) {
    const known = byRef.get(component['bom-ref']);
    if (known === undefined || known.scope === 'optional') byRef.set(component['bom-ref'], component);
  }
  return [...byRef.values()].toSorted((left, right) => (left['bom-ref'] < right['bom-ref'] ? -1 : 1));
}

function dependencies(lock: LockFile, shipped: readonly LockedPackage[], self: string): Bom['dependencies'] {
  const byPath = new Map(shipped.map((locked) => [locked.path, locked]));
  const edges = new Map<string, Set<string>>([[self, new Set()]]);
  const add = (from: string, path: string, needs: readonly string[]): void => {
    const to = edges.get(from) ?? new Set();
    edges.set(from, to);
    for (const need of needs) {
      const answer = resolve(byPath, path, need);
      if (answer !== undefined) to.add(purl(answer.name, answer.version));
    }
  };
  add(self, '', lock.needs);
  for (const { path, name, version, needs } of shipped) add(purl(name, version), path, needs);
  return [...edges]
    .map(([ref, to]) => ({ ref, dependsOn: [...to].toSorted() }))
    .toSorted((left, right) => (left.ref < right.ref ? -1 : 1));
}

/** As Node looks: in the package's own folder first, then in each one around it. */
function resolve(
  byPath: ReadonlyMap<string, LockedPackage>,
  from: string,
  name: string,
): LockedPackage | undefined {
  const around = from === '' ? [] : from.split('/node_modules/');
  for (let depth = around.length; depth >= 0; depth -= 1) {
    const folder = [...around.slice(0, depth), ''].join('/node_modules/').replace(/node_modules\/$/, '');
    const found = byPath.get(`${depth === 0 ? '' : folder}node_modules/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Derived from the content, in the shape of a UUID of version 8. */
function serialNumber(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex');
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}
