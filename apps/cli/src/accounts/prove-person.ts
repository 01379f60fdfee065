import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { AccessTokens, PasswordHasher, SecondFactor, Sessions, SignIn } from '@kntc/access';
import type { Session } from '@kntc/access';
import { createKeyedDigest } from '@kntc/confidentiality';
import { onRecord, PROOF_SCOPE } from '@kntc/domain';
import { randomIds, systemClock } from '@kntc/platform';
import { PgAccessTokens, PgSignIn } from '@kntc/storage';
import { withKeys, type OpenKeys } from '../database/open-keys';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

export interface ProveOptions {
  readonly file: string;
  readonly days: number;
  readonly json?: true;
}

/** Where the audit says that a sign-in came from. */
const HERE = 'dòng lệnh';
const REASON = 'tự tạo để chứng minh trên dòng lệnh';

/**
 * Makes the owner's proof: whoever knows the password and the code of the second factor gets a token of the scope
 * `person.prove` in a file only they can read. Wrong tries count and wait as on the page.
 */
export async function provePerson(shell: Shell, login: string, options: ProveOptions): Promise<ExitCode> {
  const { file, days } = options;
  if (existsSync(file)) throw wrongUsage(`Đã có tệp ${file}.`, 'Dùng tên tệp khác, hoặc xoá tệp cũ.');
  const [password = '', code = ''] = ((await shell.terminal.input?.()) ?? '').split(/\r?\n/);
  const expiresAt = await withKeys(shell.place(), {}, async (open) => {
    const {
      id,
      token,
      expiresAt: until,
    } = await tokenFor(open, { login, password, code: code.trim(), days });
    writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
    return { id, until };
  });
  shell.answer(options.json, { file, id: expiresAt.id, expiresAt: expiresAt.until }, () => [
    `Đã ghi mã cá nhân của ${login} vào ${file}.`,
    'Mã chứng minh người quyết định trên dòng lệnh, không mở được gì ở API.',
    `Dùng: --token-file ${file}, hoặc KNTC_TOKEN_FILE. Thu hồi: npm run kntc -- tokens revoke ${expiresAt.id} …`,
  ]);
  return 0;
}

interface Typed {
  readonly login: string;
  readonly password: string;
  readonly code: string;
  readonly days: number;
}

async function tokenFor(open: OpenKeys, { days, ...typed }: Typed) {
  const { database, audit, provinceId, house, keys } = open;
  const tools = { dataSource: database.dataSource, audit, provinceId };
  const clock = systemClock;
  const hasher = new PasswordHasher(randomBytes);
  const store = new PgSignIn(tools, house);
  const sessions = new Sessions({ store, clock, random: randomBytes });
  const whole = {
    store,
    clock,
    random: randomBytes,
    sessions,
    passwords: hasher,
    keyedDigest: createKeyedDigest(keys),
  };
  try {
    const session = await signedIn(new SignIn(whole), { sessions, whole, typed });
    const { accountId: id, login } = session.principal;
    const tokens = new AccessTokens({
      store: new PgAccessTokens(tools),
      clock,
      ids: randomIds,
      random: randomBytes,
    });
    const wish = { name: HERE, scopes: [PROOF_SCOPE], days };
    const made = await tokens.make({ id, login }, wish, {
      actor: onRecord(login, 'verified'),
      reason: REASON,
    });
    await sessions.end(session);
    if (made.kind === 'refused') throw new Refusal(TOO_MANY);
    return made;
  } finally {
    await hasher.close();
  }
}

interface Trying {
  readonly sessions: Sessions;
  readonly whole: ConstructorParameters<typeof SecondFactor>[0];
  readonly typed: Omit<Typed, 'days'>;
}

/** The whole way, second factor included: a password alone proves nobody who has one. @throws Refusal */
async function signedIn(signIn: SignIn, { sessions, whole, typed }: Trying): Promise<Session> {
  let outcome = await signIn.password(typed, HERE);
  const half = outcome.kind === 'session' ? await sessions.find(outcome.cookie) : undefined;
  if (half?.stage === 'code') outcome = await new SecondFactor(whole, signIn).code(half, typed.code, HERE);
  const session = outcome.kind === 'session' ? await sessions.find(outcome.cookie) : undefined;
  if (session?.stage === 'full') return session;
  throw new Refusal(session === undefined ? NOT_PROVEN : NOT_READY);
}

const NOT_PROVEN = [
  'Tên, mật khẩu hoặc mã xác thực không đúng, hoặc đang phải chờ vì thử sai nhiều lần.',
  'Chưa tạo mã cá nhân.',
  'Đầu vào chuẩn: dòng 1 mật khẩu, dòng 2 mã 6 số (nếu đã bật xác thực hai bước).',
] as const;
const NOT_READY = [
  'Tài khoản còn phải đổi mật khẩu đầu tiên hoặc thiết lập xác thực hai bước.',
  'Chưa tạo mã cá nhân.',
  'Đăng nhập trên trang /dang-nhap một lần rồi chạy lại.',
] as const;
const TOO_MANY = [
  'Tài khoản đã có quá nhiều mã còn hiệu lực.',
  'Chưa tạo mã cá nhân.',
  'Thu hồi mã không dùng nữa: npm run kntc -- tokens list, tokens revoke.',
] as const;
