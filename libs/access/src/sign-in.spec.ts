import { randomBytes } from 'node:crypto';
import { usePool } from '../../../test/contract/stores-under-test';
import { FakePasswords } from '../../../test/fakes/fake-passwords';
import { ADDRESS, AccessBench, PASSWORD } from '../../../test/access/access-bench';
import { tryKeysOf } from './sign-in';
import { PasswordHasher } from './passwords/password-hasher';
import { documentedFigure } from '../../../test/figures/figures';

const MINUTE_MS = 60_000;
const WAVES = 200;

describe('signing in with a password', () => {
  const pool = usePool();
  let passwords: FakePasswords;
  let bench: AccessBench;
  beforeEach(async () => {
    passwords = new FakePasswords();
    bench = new AccessBench(pool.dataSource, passwords);
    await bench.empty();
  });

  const attempt = (login: string, password: string, address = ADDRESS) =>
    bench.signIn.password({ login, password }, address);

  it('opens a session for the right password, whatever the case of the name', async () => {
    await bench.account('lan.tt', { roles: ['operator', 'inspector'], agencies: ['H507.01'] });
    const outcome = await attempt(' Lan.TT ', PASSWORD);
    expect(outcome).toMatchObject({ kind: 'session', stage: 'full' });
    const session = await bench.sessions.find(outcome.kind === 'session' ? outcome.cookie : '');
    expect(session?.principal).toMatchObject({
      login: 'lan.tt',
      roles: ['operator', 'inspector'],
      agencies: ['H507.01'],
      via: 'local',
      authenticatedAt: bench.clock.now().toISOString(),
    });
    expect(await bench.said()).toContain('sign-in lan.tt done');
  });

  it('answers an unknown name, a wrong password, a disabled account and one without a password alike', async () => {
    await bench.account('lan');
    await bench.account('hung');
    await bench.accounts.create(
      {
        login: 'sso',
        roles: ['auditor'],
        agencies: 'all',
        passwordHash: undefined,
        mustChange: false,
        needsCode: false,
      },
      bench.command(),
    );
    await bench.accounts.disable('hung', bench.command());
    const answers = [
      await attempt('lan', 'không phải mật khẩu này'),
      await attempt('ai-do', PASSWORD),
      await attempt('hung', PASSWORD),
      await attempt('sso', PASSWORD),
      await attempt('Không Phải Tên', PASSWORD),
      await attempt('', ''),
    ];
    expect(answers).toEqual(answers.map(() => ({ kind: 'refused' })));
  });

  it('a name nobody has is written down nowhere: people type passwords there', async () => {
    await attempt('Mật-Khẩu-Của-Tôi-123', 'x');
    const said = JSON.stringify([
      await bench.audit.newest(10),
      await bench.query('select * from sign_in_try'),
    ]);
    expect(said).toContain('(không có tài khoản)');
    expect(said).not.toMatch(/Mật-Khẩu|mat-khau/i);
  });

  it('after five mistakes waits half a minute, then longer and longer, and hears nobody meanwhile', async () => {
    await bench.account('lan');
    for (let mistake = 1; mistake <= 5; mistake += 1)
      expect(await attempt('lan', `sai lần thứ ${mistake}`)).toEqual({ kind: 'refused' });
    expect(await attempt('lan', PASSWORD)).toMatchObject({ kind: 'wait' });
    await bench.clock.advance(31_000);
    expect(await attempt('lan', 'sai lần thứ sáu')).toEqual({ kind: 'refused' });
    await bench.clock.advance(31_000);
    expect(await attempt('lan', PASSWORD)).toMatchObject({ kind: 'wait' });
    await bench.clock.advance(31_000);
    expect(await attempt('lan', PASSWORD)).toMatchObject({ kind: 'session' });
  });

  it('a success forgets the mistakes before it', async () => {
    await bench.account('lan');
    for (let round = 0; round < 3; round += 1) {
      for (let mistake = 0; mistake < 3; mistake += 1) await attempt('lan', 'sai mật khẩu rồi');
      expect(await attempt('lan', PASSWORD)).toMatchObject({ kind: 'session' });
    }
  });

  it('who waits still waits after a restart', async () => {
    await bench.account('lan');
    for (let mistake = 0; mistake < 5; mistake += 1) await attempt('lan', 'sai mật khẩu rồi');
    const restarted = new AccessBench(pool.dataSource);
    expect(await restarted.signIn.password({ login: 'lan', password: PASSWORD }, ADDRESS)).toMatchObject({
      kind: 'wait',
    });
  });

  it('an unlocking is noticed by a gateway that runs', async () => {
    const id = await bench.account('lan');
    for (let mistake = 0; mistake < 6; mistake += 1) await attempt('lan', 'sai mật khẩu rồi');
    const keysOf = (account: string): readonly string[] => tryKeysOf(bench.keyedDigest, 'lan', account);
    expect(keysOf(id)).toEqual([bench.signIn.loginTry('lan').key, bench.signIn.codeTry(id).key]);
    await bench.accounts.unlock('lan', keysOf, bench.command());
    await bench.clock.advance(2_100);
    expect(await attempt('lan', PASSWORD)).toMatchObject({ kind: 'session' });
  });

  it('one office address is heard for many names, and not for ever', async () => {
    await bench.account('lan');
    let heard = 0;
    for (let guess = 0; guess < 40; guess += 1)
      if ((await attempt(`ten-${guess}`, 'x')).kind === 'refused') heard += 1;
    expect(heard).toBe(30);
    expect(await attempt('lan', PASSWORD)).toMatchObject({ kind: 'wait' });
    expect(await attempt('lan', PASSWORD, '10.20.30.41')).toMatchObject({ kind: 'session' });
  });

  it.each([
    [
      'guesses-many-names',
      'through a thousand names from one address',
      (guess: number) => [`ten-${guess % 1_000}`, '10.9.8.7'],
    ],
    [
      'guesses-many-addresses',
      'at one name from a thousand addresses',
      (guess: number) => ['lan', `10.9.${guess % 4}.${guess % 250}`],
    ],
    ['guesses-one-name', 'at one name from one address', () => ['lan', '10.9.8.7']],
  ])(
    '%s: of 10,000 guesses within an hour, %s, fewer than a hundred are looked at',
    async (figure, what, target) => {
      await bench.account('lan');
      const kinds = new Map<string, number>();
      for (let wave = 0; wave < WAVES; wave += 1) {
        const guesses = Array.from({ length: 10_000 / WAVES }, async (_none, index) => {
          const guess = wave * (10_000 / WAVES) + index;
          const [login = '', address = ''] = target(guess);
          const { kind } = await attempt(login, `đoán lần ${guess}`, address);
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        });
        await Promise.all(guesses);
        await bench.clock.advance((60 * MINUTE_MS) / WAVES);
      }
      const sum = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
      process.stdout.write(`10000 guesses ${what}: ${passwords.verified} hashed; ${sum}\n`);
      expect(kinds.get('session')).toBeUndefined();
      expect(passwords.verified).toBeGreaterThan(5);
      expect(passwords.verified).toBeLessThan(100);
      expect(documentedFigure(figure, passwords.verified)).toBe(passwords.verified);
      // Nothing but the audit tells of them, and the audit only of those that were looked at.
      expect((await bench.said()).filter((line) => line.startsWith('sign-in'))).toHaveLength(
        passwords.verified,
      );
    },
  );

  it('a try that began a moment before another one that was counted first is heard as well', async () => {
    const tries = [{ key: 'an office', delays: [0, 0, 30] }];
    const now = bench.clock.now();
    const before = new Date(now.getTime() - 5);
    expect(await bench.store.takeTry(tries, now)).toBeUndefined();
    expect(await bench.store.takeTry(tries, before)).toBeUndefined();
    expect(await bench.store.takeTry(tries, now)).toBeUndefined();
    expect(await bench.store.takeTry(tries, before)).toMatchObject({ key: 'an office' });
  });

  it('is not possible while the audit cannot be witnessed', async () => {
    await bench.account('lan');
    bench.witness.isAway = true;
    await expect(attempt('lan', PASSWORD)).rejects.toMatchObject({ code: 'GW_T304' });
    expect(await bench.query('select * from session')).toEqual([]);
  });
});

describe('signing in, with real hashes', () => {
  const pool = usePool();
  const hasher = new PasswordHasher(randomBytes);
  let bench: AccessBench;
  beforeEach(async () => {
    bench = new AccessBench(pool.dataSource, hasher);
    await bench.empty();
    await bench.account('lan');
  });
  afterAll(() => hasher.close());

  const attempt = (login: string, password: string, address = ADDRESS) =>
    bench.signIn.password({ login, password }, address);

  it('takes about as long for an unknown name as for a wrong password', async () => {
    const took = async (login: string): Promise<number> => {
      const begun = performance.now();
      await attempt(login, 'không phải mật khẩu này', login);
      return performance.now() - begun;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      known.push(await took('lan'));
      unknown.push(await took(`nguoi-la-${round}`));
    }
    const fastest = (times: readonly number[]): number => Math.min(...times);
    expect(fastest(unknown)).toBeGreaterThan(fastest(known) / 3);
    expect(fastest(known)).toBeGreaterThan(fastest(unknown) / 3);
  });

  it('a thousand guesses at the same moment, each from an address of its own, take little memory', async () => {
    const before = process.memoryUsage().rss;
    const outcomes = await Promise.all(
      Array.from({ length: 1_000 }, (_none, guess) =>
        attempt(`ten-${guess}`, 'x', `10.0.${guess % 250}.${guess}`),
      ),
    );
    const count = (kind: string): number => outcomes.filter((one) => one.kind === kind).length;
    const grownMb = (process.memoryUsage().rss - before) / 1e6;
    process.stdout.write(
      `1000 guesses at once: ${count('refused')} hashed, ${count('busy')} turned away, ${grownMb.toFixed(0)} MB\n`,
    );
    expect(count('refused')).toBeLessThan(100);
    expect(count('refused') + count('busy')).toBe(1_000);
    expect(grownMb).toBeLessThan(128);
  });
});
