import { randomBytes } from 'node:crypto';
import { ARGON2, fitsPassword } from './hash-password';
import { NOBODYS_HASH, PasswordHasher } from './password-hasher';

describe('the password hasher', () => {
  const hasher = new PasswordHasher(randomBytes);
  afterAll(() => hasher.close());

  it('recognises the password it hashed and no other', async () => {
    const hash = await hasher.hash('ba con ngỗng qua cầu');
    expect(await hasher.verify('ba con ngỗng qua cầu', hash)).toBe(true);
    expect(await hasher.verify('ba con ngỗng qua cau', hash)).toBe(false);
    expect(await hasher.verify('', hash)).toBe(false);
  });

  it('takes composed and decomposed letters for the same', async () => {
    const hash = await hasher.hash('cá kho tộ'.normalize('NFD'));
    expect(await hasher.verify('cá kho tộ'.normalize('NFC'), hash)).toBe(true);
  });

  it('hashes with at least 19 MiB, two passes and a salt of its own', async () => {
    const [one, other] = await Promise.all([hasher.hash('một mật khẩu'), hasher.hash('một mật khẩu')]);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(ARGON2.memorySize).toBeGreaterThanOrEqual(19 * 1024);
  });

  it('an unknown login name costs what a known one costs', async () => {
    const hash = await hasher.hash('x');
    expect(hash.split('$').slice(1, 4)).toEqual(NOBODYS_HASH.split('$').slice(1, 4));
  });

  it("knows the reference implementation's own test hash", async () => {
    const encoded = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await fitsPassword('password', encoded)).toBe(true);
    expect(await fitsPassword('Password', encoded)).toBe(false);
  });

  it('refuses a book without hashing it', async () => {
    const before = performance.now();
    expect(await fitsPassword('x'.repeat(100_000), NOBODYS_HASH)).toBe(false);
    expect(performance.now() - before).toBeLessThan(20);
  });

  it('nothing fits an account without a password', async () => {
    expect(await hasher.verify('mật khẩu dài', undefined)).toBe(false);
  });

  it('nothing fits a text that is no argon2id hash', async () => {
    for (const text of ['', 'x', '$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA', '$2b$10$abcdefghijklmnopqrstuv'])
      expect(await hasher.verify('x', text)).toBe(false);
  });

  it('leaves the event loop free while it hashes', async () => {
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await hasher.hash('một mật khẩu nữa');
    isDone = true;
    expect(turns).toBeGreaterThan(20);
  });
});
