import { usePool } from '../../../test/contract/stores-under-test';
import { ADDRESS, AccessBench, PASSWORD } from '../../../test/access/access-bench';
import { isCsrfOf } from './sessions';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NEW_PASSWORD = 'mưa rào tháng bảy, ô che';

describe('a session', () => {
  const pool = usePool();
  let bench: AccessBench;
  beforeEach(async () => {
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
    await bench.account('lan');
  });
  const isAlive = async (cookie: string): Promise<boolean> =>
    (await bench.sessions.find(cookie)) !== undefined;

  it('is known by 256 random bits, of which the database holds a hash only', async () => {
    const cookie = await bench.cookieOf('lan');
    expect(Buffer.from(cookie, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(await bench.query('select * from session'))).not.toContain(cookie);
    const [row] = await bench.query<{ id_hash: string }>('select id_hash from session');
    expect(await isAlive(row!.id_hash)).toBe(false);
  });

  it('ends after a quarter of an hour without use, and not before', async () => {
    const cookie = await bench.cookieOf('lan');
    for (let use = 0; use < 4; use += 1) {
      await bench.clock.advance(14 * MINUTE_MS);
      expect(await isAlive(cookie)).toBe(true);
    }
    await bench.clock.advance(15 * MINUTE_MS);
    expect(await isAlive(cookie)).toBe(false);
  });

  it('is not kept alive by somebody who only asks whether it lives', async () => {
    const session = await bench.sessions.find(await bench.cookieOf('lan'));
    for (let asked = 0; asked < 2; asked += 1) {
      await bench.clock.advance(7 * MINUTE_MS);
      expect(await bench.sessions.isAlive(session!)).toBe(true);
    }
    await bench.clock.advance(2 * MINUTE_MS);
    expect(await bench.sessions.isAlive(session!)).toBe(false);
  });

  it('ends after eight hours, however busy', async () => {
    const cookie = await bench.cookieOf('lan');
    for (let passed = 0; passed < 8 * HOUR_MS - 10 * MINUTE_MS; passed += 10 * MINUTE_MS) {
      expect(await isAlive(cookie)).toBe(true);
      await bench.clock.advance(10 * MINUTE_MS);
    }
    await bench.clock.advance(10 * MINUTE_MS);
    expect(await isAlive(cookie)).toBe(false);
  });

  it('an unfinished sign-in ends after ten minutes', async () => {
    await bench.firstDay('hung');
    const cookie = await bench.cookieOf('hung');
    expect((await bench.sessions.find(cookie))?.stage).toBe('change');
    await bench.clock.advance(10 * MINUTE_MS);
    expect(await isAlive(cookie)).toBe(false);
  });

  it('ends by signing out, once', async () => {
    const cookie = await bench.cookieOf('lan');
    const session = await bench.sessions.find(cookie);
    await bench.sessions.end(session!);
    await bench.sessions.end(session!);
    expect(await isAlive(cookie)).toBe(false);
    expect((await bench.said()).filter((line) => line === 'sign-out lan done')).toHaveLength(1);
  });

  it.each([
    ['the account is disabled', () => bench.accounts.disable('lan', bench.command())],
    [
      'its roles change',
      () => bench.accounts.grant('lan', { roles: ['auditor'], agencies: 'all' }, bench.command()),
    ],
    ['its password is reset', () => bench.accounts.reset('lan', 'hash', false, bench.command())],
  ])('ends at once when %s', async (_what, act) => {
    const cookies = [await bench.cookieOf('lan'), await bench.cookieOf('lan')];
    await act();
    expect(await Promise.all(cookies.map(isAlive))).toEqual([false, false]);
  });

  it('a changed password ends every session and begins another one', async () => {
    const [mine, elsewhere] = [await bench.cookieOf('lan'), await bench.cookieOf('lan')];
    const session = await bench.sessions.find(mine);
    const typed = { old: PASSWORD, password: NEW_PASSWORD };
    const outcome = await bench.passwordChange.change(session!, typed, ADDRESS);
    expect(outcome).toMatchObject({ kind: 'session', stage: 'full' });
    expect(await Promise.all([mine, elsewhere].map(isAlive))).toEqual([false, false]);
    expect(await isAlive(outcome.kind === 'session' ? outcome.cookie : '')).toBe(true);
    expect(await bench.cookieOf('lan', NEW_PASSWORD)).toBeDefined();
    await expect(bench.cookieOf('lan')).rejects.toThrow('refused');
  });

  it('the first password must be changed before anything else, for a good one', async () => {
    await bench.firstDay('hung');
    const session = (await bench.sessions.find(await bench.cookieOf('hung')))!;
    const change = (old: string, password: string) =>
      bench.passwordChange.change(session, { old, password }, ADDRESS);
    expect(await change(PASSWORD, 'ngắn')).toEqual({ kind: 'objection', why: 'too-short' });
    expect(await change(PASSWORD, 'Matkhau@2026!!')).toEqual({ kind: 'objection', why: 'common' });
    expect(await change(PASSWORD, PASSWORD)).toEqual({ kind: 'objection', why: 'same' });
    expect(await change('không phải', NEW_PASSWORD)).toEqual({ kind: 'refused' });
    expect(await change(PASSWORD, NEW_PASSWORD)).toMatchObject({ kind: 'session', stage: 'full' });
    expect(await bench.said()).toContain('password change hung done');
  });

  it('has a synchroniser token that nobody without the cookie can make', async () => {
    const session = (await bench.sessions.find(await bench.cookieOf('lan')))!;
    const other = (await bench.sessions.find(await bench.cookieOf('lan')))!;
    expect(isCsrfOf(session, session.csrf)).toBe(true);
    for (const token of [
      undefined,
      '',
      other.csrf,
      session.idHash,
      session.csrf.slice(1),
      `${session.csrf}A`,
    ])
      expect(isCsrfOf(session, token)).toBe(false);
  });

  it.each([
    '',
    'x',
    '../../etc',
    "' or 1=1 --",
    'A'.repeat(42),
    'A'.repeat(44),
    'Ấ'.repeat(43),
    'A'.repeat(100_000),
  ])('a cookie that can be none of ours is none (%#)', async (cookie) => {
    expect(await isAlive(cookie)).toBe(false);
  });
});
