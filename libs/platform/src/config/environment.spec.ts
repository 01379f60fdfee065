import { readFileSync } from 'node:fs';
import { renderEnvExample } from './env-example';
import { EnvironmentError, loadEnvironment } from './environment';

function problemsOf(env: Record<string, string>): EnvironmentError {
  try {
    loadEnvironment(env);
  } catch (err) {
    if (err instanceof EnvironmentError) return err;
    throw err;
  }
  throw new Error('accepted');
}

describe('loadEnvironment', () => {
  it('needs nothing: every variable has a default or may be missing', () => {
    expect(loadEnvironment({})).toMatchObject({
      databaseUrl: undefined,
      dataDir: 'var',
      configDir: 'config',
      nationalProfile: 'ttcp-2018',
      nationalAccount: undefined,
      port: 3000,
      roles: ['api', 'intake', 'delivery', 'reconcile', 'scheduler'],
      logLevel: 'info',
    });
  });

  it('takes empty variables as unset', () => {
    expect(loadEnvironment({ DATABASE_URL: '', PORT: '' })).toMatchObject({
      databaseUrl: undefined,
      port: 3000,
    });
  });

  it('reads roles with blanks and ports as numbers', () => {
    expect(loadEnvironment({ ROLES: 'delivery, api', PORT: '0' })).toMatchObject({
      roles: ['api', 'delivery'],
      port: 0,
    });
  });

  it('lists every problem at once, with key, value and expected form', () => {
    const err = problemsOf({ PORT: '99999', ROLES: 'api,cook', LOG_LEVEL: 'loud', NATIONAL_PROFILE: '../x' });
    expect(err.problems.map(({ key }) => key).toSorted()).toEqual([
      'LOG_LEVEL',
      'NATIONAL_PROFILE',
      'PORT',
      'ROLES',
    ]);
    expect(err.message).toContain('PORT = "99999" – cần: số nguyên từ 0 đến 65535');
  });

  it.each(['1e3', '-1', '3000.5', 'abc', '0x10'])('refuses %s as a port', (port) => {
    expect(problemsOf({ PORT: port }).problems).toHaveLength(1);
  });

  it('never shows a wrong value that may hold a secret', () => {
    const err = problemsOf({
      DATABASE_URL: 'mysql://root:s3cret@db/x',
      REDIS_URL: 'hunter2',
      KNTC_DEMO_URL: 's3cret',
    });
    expect(err.problems).toHaveLength(3);
    expect(err.message).not.toMatch(/s3cret|hunter2/);
    expect(
      problemsOf({ NATIONAL_BASE_URL: 'https://user:pw@host', NATIONAL_PASSWORD: 's3cret' }).message,
    ).not.toMatch(/s3cret/);
  });

  it('asks for an account as soon as the far side is not this machine', () => {
    expect(
      problemsOf({ NATIONAL_BASE_URL: 'https://csdlqg.example' }).problems.map(({ key }) => key),
    ).toEqual(['NATIONAL_USERNAME', 'NATIONAL_PASSWORD']);
    expect(problemsOf({ NATIONAL_BASE_URL: 'http://127.0.0.1.evil.example' }).problems).toHaveLength(2);
    for (const url of ['http://127.0.0.1:4000/', 'http://localhost:4000', 'http://[::1]:4000']) {
      expect(loadEnvironment({ NATIONAL_BASE_URL: url }).nationalBaseUrl).toBe(url.replace(/\/$/, ''));
    }
  });

  it('wants name and password together', () => {
    expect(problemsOf({ NATIONAL_USERNAME: 'x' }).problems).toMatchObject([
      { key: 'NATIONAL_PASSWORD', shown: undefined },
    ]);
  });

  it.each([
    'http://kntc.tinh-x.gov.vn',
    'https://kntc/path',
    'https://a@kntc',
    'kntc.gov.vn',
    'https://kntc/?x',
  ])('refuses %s as the address for browsers', (url) => {
    expect(problemsOf({ KNTC_PUBLIC_URL: url }).problems).toMatchObject([{ key: 'KNTC_PUBLIC_URL' }]);
  });

  it('takes an address with TLS, or one of this machine', () => {
    for (const url of ['https://kntc.tinh-x.gov.vn', 'https://kntc:8443/', 'http://localhost:3000'])
      expect(loadEnvironment({ KNTC_PUBLIC_URL: url }).publicUrl).toBe(url.replace(/\/$/, ''));
  });
});

describe('where keys live', () => {
  const VAULT = { KNTC_VAULT_ADDR: 'https://vault.tinh.gov.vn:8200/', KNTC_VAULT_TOKEN_FILE: '/run/token' };

  it('is the key file, until a Vault is named with its token', () => {
    expect(loadEnvironment({})).toMatchObject({ keyStore: 'file', vault: undefined });
    expect(loadEnvironment({ ...VAULT, KNTC_VAULT_NAMESPACE: 'tinh/kntc' })).toMatchObject({
      keyStore: 'vault',
      vault: {
        address: 'https://vault.tinh.gov.vn:8200',
        mount: 'transit',
        key: 'kntc',
        namespace: 'tinh/kntc',
      },
    });
  });

  it('may be the key file while a Vault is still read', () => {
    const environment = loadEnvironment({ ...VAULT, KNTC_KEY_STORE: 'file' });
    expect(environment).toMatchObject({ keyStore: 'file', vault: { tokenFile: '/run/token' } });
  });

  it.each([
    ['an address without a token', { KNTC_VAULT_ADDR: VAULT.KNTC_VAULT_ADDR }, 'KNTC_VAULT_TOKEN_FILE'],
    ['a token without an address', { KNTC_VAULT_TOKEN_FILE: '/run/token' }, 'KNTC_VAULT_ADDR'],
    ['http to another machine', { ...VAULT, KNTC_VAULT_ADDR: 'http://vault.tinh.gov.vn' }, 'KNTC_VAULT_ADDR'],
    [
      'a path in the address',
      { ...VAULT, KNTC_VAULT_ADDR: 'https://vault.tinh.gov.vn/v1' },
      'KNTC_VAULT_ADDR',
    ],
    ['the store of a Vault nobody named', { KNTC_KEY_STORE: 'vault' }, 'KNTC_KEY_STORE'],
    ['another store', { KNTC_KEY_STORE: 'hsm' }, 'KNTC_KEY_STORE'],
    ['a mount with a slash before it', { ...VAULT, KNTC_VAULT_MOUNT: '/transit' }, 'KNTC_VAULT_MOUNT'],
  ])('is refused with %s', (_what, variables, key) => {
    expect(() => loadEnvironment(variables)).toThrow(key);
  });

  it('may be a Vault on this machine without TLS', () => {
    const local = { ...VAULT, KNTC_VAULT_ADDR: 'http://127.0.0.1:8200' };
    expect(loadEnvironment(local).vault?.address).toBe('http://127.0.0.1:8200');
  });
});

it('.env.example is current (node tools/run.cjs env-example)', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(renderEnvExample());
});
