import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namedSecrets } from './named-secrets';

describe('named secrets', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kntc-secrets-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('come from the file, and from the variables where the file does not name them', () => {
    const file = join(dir, 'secrets.yaml');
    writeFileSync(file, 'CAP_TINH: { username: kntc_tinh, password: "a: b" }\n');
    const read = namedSecrets(file, {
      NATIONAL_USERNAME_CAP_XA: 'kntc_xa',
      NATIONAL_PASSWORD_CAP_XA: 'c',
      NATIONAL_USERNAME_HALF: 'x',
    });
    expect(read('CAP_TINH')).toEqual({ username: 'kntc_tinh', password: 'a: b' });
    expect(read('CAP_XA')).toEqual({ username: 'kntc_xa', password: 'c' });
    expect([read('HALF'), read('NOBODY')]).toEqual([undefined, undefined]);
  });

  it('are read again when the file changes, appears or goes', () => {
    const file = join(dir, 'secrets.json');
    const read = namedSecrets(file, {});
    expect(read('A')).toBeUndefined();
    writeFileSync(file, JSON.stringify({ A: { username: 'one', password: '1' } }));
    expect(read('A')?.username).toBe('one');
    writeFileSync(file, JSON.stringify({ A: { username: 'another', password: '2' } }));
    expect(read('A')?.username).toBe('another');
    rmSync(file);
    expect(read('A')).toBeUndefined();
  });

  it('are none where the file is nonsense, and nobody quotes it', () => {
    const file = join(dir, 'secrets.yaml');
    writeFileSync(file, 'A: { username: "mật, password\n');
    expect(namedSecrets(file, {})('A')).toBeUndefined();
    writeFileSync(file, 'A: mật-khẩu\nB: { username: 1, password: x }\n');
    expect([namedSecrets(file, {})('A'), namedSecrets(file, {})('B')]).toEqual([undefined, undefined]);
  });
});
