import { randomBytes } from 'node:crypto';
import type { KeyedDigest, NewAccount, UserRole } from '@kntc/domain';
import { PgAccessTokens, PgAccounts, PgSignIn } from '@kntc/storage';
import { emptyTables } from '../contract/empty-tables';
import { anAudit, emptied } from '../contract/stores-under-test';
import { CountingIds, FakeClock, FakeSealBox, FakeWitness, fakeDigest } from '../fakes';
import { AccessTokens, PasswordChange, SecondFactor, Sessions, SignIn, type Passwords } from '@kntc/access';
import { FakePasswords } from '../fakes/fake-passwords';

type DataSource = Parameters<typeof emptied>[0];

export const ADDRESS = '10.20.30.40';
export const PASSWORD = 'ba con ngỗng qua cầu';

/** The whole sign-in over a real database, in virtual time. */
export class AccessBench {
  readonly clock = new FakeClock();
  readonly witness = new FakeWitness();
  readonly keyedDigest: KeyedDigest = fakeDigest;
  readonly store: PgSignIn;
  readonly accounts: PgAccounts;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly secondFactor: SecondFactor;
  readonly passwordChange: PasswordChange;
  readonly tokens: AccessTokens;
  readonly audit;
  #commands = 0;

  constructor(
    readonly dataSource: DataSource,
    readonly passwords: Passwords = new FakePasswords(),
  ) {
    this.audit = anAudit(dataSource, this.witness);
    const ids = new CountingIds();
    const tools = { dataSource, audit: this.audit, provinceId: 'H507', ids };
    this.accounts = new PgAccounts(tools);
    this.store = new PgSignIn(tools, new FakeSealBox());
    const session = { store: this.store, clock: this.clock, random: randomBytes };
    this.sessions = new Sessions(session);
    const whole = { ...session, sessions: this.sessions, passwords, keyedDigest: this.keyedDigest };
    this.signIn = new SignIn(whole);
    this.secondFactor = new SecondFactor(whole, this.signIn);
    this.passwordChange = new PasswordChange(whole, this.signIn);
    this.tokens = new AccessTokens({
      store: new PgAccessTokens(tools),
      clock: this.clock,
      ids,
      random: randomBytes,
    });
  }

  /** An empty database. */
  async empty(): Promise<void> {
    await emptied(this.dataSource);
    await emptyTables(this.dataSource, ['account', 'sign_in_try', 'sign_in_state']);
  }

  command(reason = 'theo quyết định') {
    this.#commands += 1;
    return { actor: 'quản trị', reason, idempotencyKey: `lệnh ${this.#commands}` };
  }

  /** An account that has changed its first password, with {@link PASSWORD}. */
  async account(login: string, more: Partial<NewAccount> = {}): Promise<string> {
    await this.firstDay(login, { mustChange: false, ...more });
    return (await this.accounts.idOf(login)) ?? '';
  }

  /** An account as it was just made: the first password is to be changed. */
  async firstDay(login: string, more: Partial<NewAccount> = {}): Promise<void> {
    const roles: readonly UserRole[] = ['operator'];
    const passwordHash = await this.passwords.hash(PASSWORD);
    await this.accounts.create(
      { login, roles, agencies: 'all', mustChange: true, needsCode: false, passwordHash, ...more },
      this.command(),
    );
  }

  /** Signs in to the end with the password alone. @returns the cookie */
  async cookieOf(login: string, password = PASSWORD): Promise<string> {
    const outcome = await this.signIn.password({ login, password }, ADDRESS);
    if (outcome.kind !== 'session') throw new Error(`not signed in: ${outcome.kind}`);
    return outcome.cookie;
  }

  /** What the audit says, oldest first: `action target result`. */
  async said(): Promise<readonly string[]> {
    const entries = await this.audit.newest(1_000);
    return entries.toReversed().map(({ action, target, result }) => `${action} ${target} ${result}`);
  }

  query<T>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.dataSource.query(sql, [...values]);
  }
}
