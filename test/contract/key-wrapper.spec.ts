import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileKeyWrapper, readTokenFile, VaultKeyWrapper, type VaultOptions } from '@kntc/confidentiality';
import { WEB_ADDRESS } from '@kntc/domain';
import { AddressGuard, createHttp } from '@kntc/platform';
import { useVault } from '../environment/fake-vault';
import { KeysInMemory } from '../fakes';
import { keyWrapperContract } from './key-wrapper-contract';
import { testKeys } from './stores-under-test';

keyWrapperContract('key file', async () => {
  const kept = new KeysInMemory(testKeys);
  const another = () => new FileKeyWrapper(testKeys, kept);
  return { custody: another(), another };
});

describe('a Vault', () => {
  const vault = useVault();
  // By name and through the guard, as the product asks it.
  const { lookup } = new AddressGuard().target('http://localhost', WEB_ADDRESS, 'KNTC_VAULT_ADDR');
  const http = createHttp({ client: 'undici', connections: 2, lookup });
  afterAll(() => http.close());
  let made = 0;
  const options = (changes: Partial<VaultOptions> = {}): VaultOptions => ({
    http,
    address: vault.address.replace('127.0.0.1', 'localhost'),
    mount: vault.mount,
    key: `kntc-${made}`,
    token: () => vault.token,
    ...changes,
  });

  keyWrapperContract('Vault transit', async () => {
    made += 1;
    vault.addKey(`kntc-${made}`);
    const another = () => new VaultKeyWrapper(options());
    return { custody: another(), another };
  });

  describe('that refuses', () => {
    const A = { key: new Uint8Array(32), place: 'a' };
    beforeEach(() => {
      made += 1;
      vault.addKey(`kntc-${made}`);
    });
    afterEach(() => {
      vault.isSealed = false;
      vault.namespace = undefined;
    });

    it.each<[string, Partial<VaultOptions>, string, () => void]>([
      ['because it is sealed', {}, 'GW_T305', () => void (vault.isSealed = true)],
      ['an expired token', { token: () => 'hvs.old' }, 'GW_T306', () => undefined],
      ['another namespace', {}, 'GW_T306', () => void (vault.namespace = 'tinh/kntc')],
      ['a mount it does not have', { mount: 'khac' }, 'GW_T307', () => undefined],
      ['an address where nobody is', { address: 'http://127.0.0.1:9' }, 'GW_T305', () => undefined],
    ])('%s, as a whole and in words for an operator', async (_what, changes, code, happens) => {
      happens();
      const wrapper = new VaultKeyWrapper(options(changes));
      const kek = `vault:${options(changes).mount}/${options().key}:v1`;
      await expect(wrapper.wrap([A], kek)).rejects.toMatchObject({
        code,
        vi: expect.stringContaining('Vault'),
      });
      const key = { kek, bytes: Buffer.from('vault:v1:AAAA'), place: 'a' };
      await expect(wrapper.unwrap([key])).rejects.toMatchObject({ code });
    });

    it('a key it does not have, without making one', async () => {
      const wrapper = new VaultKeyWrapper(options({ key: 'nham-ten' }));
      const key = { kek: 'vault:transit/nham-ten:v1', bytes: Buffer.from('vault:v1:AAAA'), place: 'a' };
      await expect(wrapper.unwrap([key])).rejects.toMatchObject({ code: 'GW_T307' });
      await expect(wrapper.newest()).rejects.toMatchObject({ code: 'GW_T306' });
      expect(vault.keys.has('nham-ten')).toBe(false);
    });

    it('a version that was never made', async () => {
      const wrapper = new VaultKeyWrapper(options());
      const kek = `vault:transit/${options().key}:v9`;
      await expect(wrapper.wrap([A], kek)).rejects.toMatchObject({ code: 'GW_T307' });
    });

    it('nothing when the token is renewed in its file and the namespace is named', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'kntc-token-'));
      const path = join(folder, 'token');
      writeFileSync(path, 'hvs.old\n', { mode: 0o640 });
      vault.namespace = 'tinh/kntc';
      const wrapper = new VaultKeyWrapper(
        options({ namespace: 'tinh/kntc', token: () => readTokenFile(path) }),
      );
      await expect(wrapper.newest()).rejects.toMatchObject({ code: 'GW_T306' });
      writeFileSync(path, `${vault.token}\n`);
      expect(await wrapper.newest()).toMatch(/^vault:transit\/kntc-\d+:v1$/);
      rmSync(folder, { recursive: true });
    });
  });

  it('is asked once for a page of keys', async () => {
    made += 1;
    vault.addKey(`kntc-${made}`);
    const wrapper = new VaultKeyWrapper(options());
    const page = Array.from({ length: 500 }, (_, index) => ({ key: new Uint8Array(32), place: `${index}` }));
    vault.calls.length = 0;
    const wrapped = await wrapper.wrap(page, `vault:transit/${options().key}:v1`);
    await wrapper.unwrap(wrapped.map((key, index) => ({ ...key, place: `${index}` })));
    expect(vault.calls).toHaveLength(2);
  });
});

it.each([
  ['everybody may read', 0o644, 'hvs.x', 'may be read by others'],
  ['is empty', 0o600, '\n', 'holds no token'],
  ['holds something else', 0o600, 'hai dòng\nkhác nhau', 'holds no token'],
])('a token file that %s is refused', (_what, mode, content, why) => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-token-'));
  const path = join(folder, 'token');
  writeFileSync(path, content, { mode });
  expect(() => readTokenFile(path)).toThrow(why);
  expect(() => readTokenFile(`${path}-missing`)).toThrow('ENOENT');
  rmSync(folder, { recursive: true });
});
