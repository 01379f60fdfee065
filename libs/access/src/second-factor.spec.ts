import { totpCode, totpStep } from '@kntc/domain';
import { usePool } from '../../../test/contract/stores-under-test';
import { ADDRESS, AccessBench, PASSWORD } from '../../../test/access/access-bench';
import type { Session } from './sessions';

const NEW_PASSWORD = 'mưa rào tháng bảy, ô che';

describe('the second factor', () => {
  const pool = usePool();
  let bench: AccessBench;
  beforeEach(async () => {
    bench = new AccessBench(pool.dataSource);
    await bench.empty();
  });

  const sessionOf = async (cookie: string): Promise<Session> => {
    const session = await bench.sessions.find(cookie);
    if (session === undefined) throw new Error('there is no session');
    return session;
  };
  const signIn = async (): Promise<Session> => sessionOf(await bench.cookieOf('lan'));
  const codeNow = (secret: Uint8Array): string => totpCode(secret, totpStep(bench.clock.now()));

  /** Sets the second factor up. @returns its secret and the recovery codes */
  const setUp = async (): Promise<{
    readonly secret: Uint8Array;
    readonly recoveryCodes: readonly string[];
  }> => {
    await bench.account('lan', { needsCode: true });
    const session = await signIn();
    await bench.secondFactor.begin(session);
    const secret = await bench.store.pendingSecret(session.principal.accountId, new Uint8Array(20));
    const confirmed = await bench.secondFactor.confirm(session, codeNow(secret));
    await bench.clock.advance(30_000);
    return { secret, recoveryCodes: confirmed.kind === 'confirmed' ? confirmed.recoveryCodes : [] };
  };

  it('is set up at the first sign-in of an account that needs one; until then nobody is signed in', async () => {
    await bench.account('lan', { needsCode: true });
    const session = await signIn();
    expect(session.stage).toBe('enrol');
    const { secret, uri } = await bench.secondFactor.begin(session);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(uri).toContain(`secret=${secret}`);
    expect(await bench.secondFactor.begin(session)).toEqual({ secret, uri });
    expect(await bench.secondFactor.confirm(session, '000000')).toEqual({ kind: 'wrong-code' });
    const bytes = await bench.store.pendingSecret(session.principal.accountId, new Uint8Array(20));
    const confirmed = await bench.secondFactor.confirm(session, codeNow(bytes));
    expect(confirmed.kind === 'confirmed' && (await sessionOf(confirmed.cookie)).stage).toBe('full');
    expect(await bench.sessions.find(session.csrf)).toBeUndefined();
  });

  it('asks for a code after the password, and signs in with it', async () => {
    const { secret } = await setUp();
    const session = await signIn();
    expect(session.stage).toBe('code');
    expect(await bench.secondFactor.code(session, '123456', ADDRESS)).toEqual({ kind: 'refused' });
    expect(await bench.secondFactor.code(session, codeNow(secret), ADDRESS)).toMatchObject({
      kind: 'session',
      stage: 'full',
    });
    expect((await bench.said()).slice(-3)).toEqual([
      'second factor set up lan done',
      'sign-in code lan refused',
      'sign-in lan done',
    ]);
  });

  it('goes on as the sign-in began: after the provider of the province no password is asked to be changed', async () => {
    const { secret } = await setUp();
    await bench.query('update account set must_change = true');
    const accountId = (await bench.accounts.idOf('lan')) ?? '';
    const session = await sessionOf(await bench.sessions.open({ accountId, stage: 'code', via: 'oidc' }));
    const outcome = await bench.secondFactor.code(session, codeNow(secret), ADDRESS);
    expect(outcome).toMatchObject({ kind: 'session', stage: 'full' });
    expect(await bench.query('select via, stage from session where stage = $1', ['full'])).toContainEqual({
      via: 'oidc',
      stage: 'full',
    });
  });

  it('a code is good once, even for two sessions at the same moment', async () => {
    const { secret } = await setUp();
    const [one, other] = [await signIn(), await signIn()];
    const outcomes = await Promise.all(
      [one, other].map((session) => bench.secondFactor.code(session, codeNow(secret), ADDRESS)),
    );
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'session']);
  });

  it('a step is used up once, and with it all before it', async () => {
    const id = await bench.account('lan');
    const taken = await Promise.all([7, 7, 7].map((step) => bench.store.useStep(id, step)));
    expect(taken.filter((isTaken) => isTaken)).toHaveLength(1);
    expect(await bench.store.useStep(id, 6)).toBe(false);
    expect(await bench.store.useStep(id, 8)).toBe(true);
  });

  it('a recovery code is good once, however it is typed, and is stored hashed', async () => {
    const { recoveryCodes } = await setUp();
    expect(new Set(recoveryCodes).size).toBe(10);
    const typed = recoveryCodes[3]!.toUpperCase().replaceAll('-', ' ');
    expect(await bench.secondFactor.code(await signIn(), typed, ADDRESS)).toMatchObject({ kind: 'session' });
    expect(await bench.secondFactor.code(await signIn(), typed, ADDRESS)).toEqual({ kind: 'refused' });
    const stored = JSON.stringify(await bench.query('select * from account_recovery_code'));
    expect(stored).not.toContain(recoveryCodes[4]!.replaceAll('-', ''));
    expect(await bench.said()).toContain('recovery code used lan done');
  });

  it('wrong codes are counted like wrong passwords, and the right password forgives none', async () => {
    await setUp();
    const kinds: string[] = [];
    for (let guess = 0; guess < 8; guess += 1) {
      const outcome = await bench.signIn.password({ login: 'lan', password: PASSWORD }, ADDRESS);
      kinds.push(outcome.kind);
      if (outcome.kind === 'session')
        kinds.push((await bench.secondFactor.code(await sessionOf(outcome.cookie), '123456', ADDRESS)).kind);
    }
    expect(kinds.filter((kind) => kind === 'refused').length).toBeLessThan(5);
    expect(kinds.at(-1)).toBe('wait');
  });

  it('its secret is sealed at rest', async () => {
    const { secret } = await setUp();
    const [row] = await bench.query<{ totp_secret: Buffer }>('select totp_secret from account');
    expect(row!.totp_secret.includes(Buffer.from(secret))).toBe(false);
  });

  it('is not passed by changing the password first', async () => {
    await setUp();
    const session = await signIn();
    const typed = { old: PASSWORD, password: NEW_PASSWORD };
    expect(await bench.passwordChange.change(session, typed, ADDRESS)).toEqual({ kind: 'refused' });
  });

  it('cannot be set up anew by whoever knows the password only', async () => {
    const { secret } = await setUp();
    const session = await signIn();
    await bench.secondFactor.begin(session);
    const fresh = await bench.store.pendingSecret(session.principal.accountId, new Uint8Array(20));
    expect(await bench.secondFactor.confirm(session, codeNow(fresh))).toEqual({ kind: 'wrong-code' });
    expect(await bench.secondFactor.code(session, codeNow(secret), ADDRESS)).toMatchObject({
      kind: 'session',
    });
  });
});
