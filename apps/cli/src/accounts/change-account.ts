import { tryKeysOf } from '@kntc/access';
import { OPERATION_DONE } from '@kntc/domain';
import type { UserRole } from '@kntc/domain';
import type { OperationResult } from '@kntc/storage';
import { printAnswer } from '../commands/holds';
import { commandOf, perform, type Operation, type OperationOptions } from '../operation-answer';
import { wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { firstPassword, type FirstPassword } from './first-password';
import { hashOf, withAccounts, type OpenAccounts } from './open-accounts';
import { codeOf, issuerOf, type IdentityWish } from './identity';
import { agenciesOf } from './rights';

const MISSING: ThreeLines = [
  'Không có tài khoản này.',
  'Không có gì thay đổi.',
  'Xem các tài khoản: npm run kntc -- accounts list.',
];
const ENDED = 'Mọi phiên đang mở của tài khoản đã kết thúc.';

interface Change {
  readonly name: string;
  readonly login: string;
  readonly options: OperationOptions;
  readonly done: ThreeLines;
  readonly act: (open: OpenAccounts, command: Operation['command']) => Promise<OperationResult>;
}

export async function createAccount(
  shell: Shell,
  login: string,
  options: OperationOptions & {
    readonly roles: readonly UserRole[];
    readonly agencies: string;
    readonly sso?: true;
    readonly machine?: true;
    readonly code: boolean;
    readonly passwordStdin?: true;
  },
): Promise<ExitCode> {
  const agencies = agenciesOf(options.agencies, shell.place());
  const isMachine = options.machine === true;
  if (isMachine && (options.sso === true || options.passwordStdin === true))
    throw wrongUsage('Không ai đăng nhập bằng tài khoản máy.', 'Bỏ --sso, --password-stdin hoặc --machine.');
  const first =
    options.sso || isMachine
      ? undefined
      : await firstPassword(login, options.passwordStdin === true, shell.terminal);
  const account = {
    login,
    roles: options.roles,
    agencies,
    passwordHash: first && (await hashOf(first.password)),
    mustChange: first !== undefined,
    needsCode: options.code && !isMachine,
    isMachine,
  };
  return change(shell, {
    name: 'accounts create',
    login,
    options,
    act: ({ accounts }, command) => accounts.create(account, command),
    done: isMachine
      ? [
          `Đã tạo tài khoản máy ${login}.`,
          'Không ai đăng nhập bằng tài khoản này.',
          `Tạo mã: npm run kntc -- tokens create ${login} …`,
        ]
      : first === undefined
        ? [
            `Đã tạo tài khoản ${login}.`,
            'Tài khoản không có mật khẩu.',
            `Gắn với danh tính của tỉnh: npm run kntc -- accounts link ${login} --code …`,
          ]
        : [`Đã tạo tài khoản ${login}.`, passwordLine(first), 'Người dùng đăng nhập và đổi mật khẩu ngay.'],
  });
}

export async function resetPassword(
  shell: Shell,
  login: string,
  options: OperationOptions & { readonly forgetCode?: true; readonly passwordStdin?: true },
): Promise<ExitCode> {
  const first = await firstPassword(login, options.passwordStdin === true, shell.terminal);
  const hash = await hashOf(first.password);
  return change(shell, {
    name: options.forgetCode === true ? 'accounts reset --forget-code' : 'accounts reset',
    login,
    options,
    act: ({ accounts }, command) => accounts.reset(login, hash, options.forgetCode === true, command),
    done: [
      `Đã đặt lại mật khẩu của ${login}.`,
      passwordLine(first),
      `${ENDED} Người dùng đăng nhập và đổi mật khẩu ngay.`,
    ],
  });
}

export function grantRights(
  shell: Shell,
  login: string,
  options: OperationOptions & { readonly roles: readonly UserRole[]; readonly agencies: string },
): Promise<ExitCode> {
  const rights = { roles: options.roles, agencies: agenciesOf(options.agencies, shell.place()) };
  return change(shell, {
    name: 'accounts grant',
    login,
    options,
    act: ({ accounts }, command) => accounts.grant(login, rights, command),
    done: [`Đã đặt quyền của ${login}: ${options.roles.join(', ')}.`, ENDED, 'Người dùng đăng nhập lại.'],
  });
}

export function disableAccount(shell: Shell, login: string, options: OperationOptions): Promise<ExitCode> {
  return change(shell, {
    name: 'accounts disable',
    login,
    options,
    act: ({ accounts }, command) => accounts.disable(login, command),
    done: [
      `Đã khoá tài khoản ${login}.`,
      `${ENDED} Mã truy cập của nó cũng ngừng.`,
      `Mở lại: npm run kntc -- accounts unlock ${login} …`,
    ],
  });
}

export function unlockAccount(shell: Shell, login: string, options: OperationOptions): Promise<ExitCode> {
  return change(shell, {
    name: 'accounts unlock',
    login,
    options,
    act: ({ accounts, keyedDigest }, command) =>
      accounts.unlock(login, (id) => tryKeysOf(keyedDigest, login, id), command),
    done: [
      `Đã mở tài khoản ${login}.`,
      'Các lần thử sai trước đây không tính nữa.',
      'Đăng nhập lại sau vài giây.',
    ],
  });
}

/** For good: only what is shut already, and what holds no account in the national system. */
export function removeAccount(shell: Shell, login: string, options: OperationOptions): Promise<ExitCode> {
  return change(shell, {
    name: 'accounts remove',
    login,
    options,
    act: ({ removal }, command) => removal.remove(login, command),
    done: [...OPERATION_DONE['account-removed'], 'Không phải làm gì.'],
  });
}

/** Which person of the provider: the identifier it uses (`sub`), or the code that the sign-in showed to that person. */
export function linkIdentity(
  shell: Shell,
  login: string,
  options: OperationOptions & IdentityWish,
): Promise<ExitCode> {
  const issuer = issuerOf(options, shell.place());
  return change(shell, {
    name: 'accounts link',
    login,
    options,
    act: ({ accounts, keyedDigest }, command) =>
      accounts.link(login, { issuer, code: codeOf(options, issuer, keyedDigest) }, command),
    done: [
      `Đã gắn tài khoản ${login} với danh tính của tỉnh.`,
      'Người đó đăng nhập được qua hệ thống của tỉnh.',
      'Không phải làm gì.',
    ],
  });
}

export function unlinkIdentity(shell: Shell, login: string, options: OperationOptions): Promise<ExitCode> {
  return change(shell, {
    name: 'accounts unlink',
    login,
    options,
    act: ({ accounts }, command) => accounts.unlink(login, command),
    done: [
      `Đã gỡ mọi danh tính của tỉnh khỏi tài khoản ${login}.`,
      ENDED,
      `Khoá hẳn tài khoản: npm run kntc -- accounts disable ${login} …`,
    ],
  });
}

async function change(shell: Shell, { name, login, options, done, act }: Change): Promise<ExitCode> {
  const command = commandOf(options);
  const answer = await withAccounts(shell.place(), options, (open) =>
    perform(
      { name, target: login, command, done, missing: MISSING, act: () => act(open, command) },
      open.questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

function passwordLine({ password, isNew }: FirstPassword): string {
  return isNew ? `Mật khẩu đầu tiên (chỉ in một lần): ${password}` : 'Mật khẩu đầu tiên: như đã nhập.';
}
