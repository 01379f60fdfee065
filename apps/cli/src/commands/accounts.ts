import type { UserRole } from '@kntc/domain';
import type { AccountListing } from '@kntc/storage';
import { Command } from 'commander';
import {
  createAccount,
  disableAccount,
  grantRights,
  linkIdentity,
  removeAccount,
  resetPassword,
  unlinkIdentity,
  unlockAccount,
} from '../accounts/change-account';
import type { IdentityWish } from '../accounts/identity';
import { withAccounts } from '../accounts/open-accounts';
import { login, roles } from '../accounts/rights';
import { said } from '../arguments';
import { withOperationOptions, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

interface CreateOptions extends OperationOptions {
  readonly roles: readonly UserRole[];
  readonly agencies: string;
  readonly sso?: true;
  readonly machine?: true;
  readonly code: boolean;
  readonly passwordStdin?: true;
}

type ResetOptions = OperationOptions & { readonly forgetCode?: true; readonly passwordStdin?: true };
type GrantOptions = OperationOptions & Pick<CreateOptions, 'roles' | 'agencies'>;
type LinkOptions = OperationOptions & IdentityWish;

/** `kntc accounts`: who may sign in, as what, for which agencies. The first account of a gateway is made here. */
export function accountsCommand(shell: Shell): Command {
  const command = new Command('accounts').description('Tài khoản đăng nhập: tạo, cấp quyền, khoá, mở.');
  command
    .command('list')
    .description('Các tài khoản, vai trò và tình trạng.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => list(shell, options.json)));
  makingCommands(command, shell);
  changingCommands(command, shell);
  return command;
}

function makingCommands(command: Command, shell: Shell): void {
  withOperationOptions(command.command('create'))
    .description('Tạo tài khoản. Mật khẩu đầu tiên in ra một lần và phải đổi khi đăng nhập lần đầu.')
    .argument('<login>', 'tên đăng nhập, chữ không dấu', login)
    .requiredOption(
      '--roles <vai trò>',
      'operator, inspector, approver, config-admin, auditor, key-custodian',
      roles,
    )
    .option('--agencies <mã>', 'các cơ quan được làm việc, hoặc all', 'all')
    .option('--sso', 'không có mật khẩu: chỉ đăng nhập qua hệ thống của tỉnh (accounts link)')
    .option(
      '--machine',
      'tài khoản máy: không ai đăng nhập, không quyết định gì; mã truy cập do config-admin tạo',
    )
    .option('--no-code', 'không bắt buộc xác thực hai bước')
    .option('--password-stdin', 'đọc mật khẩu đầu tiên từ đầu vào chuẩn')
    .action(shell.does((name: string, options: CreateOptions) => createAccount(shell, name, options)));
  withOperationOptions(command.command('reset'))
    .description('Đặt lại mật khẩu; mọi phiên của tài khoản kết thúc.')
    .argument('<login>', 'tên đăng nhập', login)
    .option('--forget-code', 'mất điện thoại: thiết lập lại xác thực hai bước')
    .option('--password-stdin', 'đọc mật khẩu đầu tiên từ đầu vào chuẩn')
    .action(shell.does((name: string, options: ResetOptions) => resetPassword(shell, name, options)));
}

function changingCommands(command: Command, shell: Shell): void {
  withOperationOptions(command.command('grant'))
    .description('Đặt vai trò và cơ quan của tài khoản, thay cho những gì đang có; mọi phiên kết thúc.')
    .argument('<login>', 'tên đăng nhập', login)
    .requiredOption('--roles <vai trò>', 'như ở accounts create', roles)
    .requiredOption('--agencies <mã>', 'các cơ quan, hoặc all')
    .action(shell.does((name: string, options: GrantOptions) => grantRights(shell, name, options)));
  withOperationOptions(command.command('disable'))
    .description('Khoá tài khoản ngay: phiên và mã truy cập của nó không dùng được nữa.')
    .argument('<login>', 'tên đăng nhập', login)
    .action(shell.does((name: string, options: OperationOptions) => disableAccount(shell, name, options)));
  withOperationOptions(command.command('remove'))
    .description('Xoá hẳn một tài khoản đã khoá: tên, mật khẩu, liên hệ không còn; nhật ký giữ tên.')
    .argument('<login>', 'tên đăng nhập', login)
    .action(shell.does((name: string, options: OperationOptions) => removeAccount(shell, name, options)));
  withOperationOptions(command.command('unlock'))
    .description('Mở tài khoản đã khoá, và bỏ thời gian chờ do thử sai nhiều lần.')
    .argument('<login>', 'tên đăng nhập', login)
    .action(shell.does((name: string, options: OperationOptions) => unlockAccount(shell, name, options)));
  withOperationOptions(command.command('link'))
    .description('Gắn tài khoản với danh tính ở hệ thống đăng nhập của tỉnh.')
    .argument('<login>', 'tên đăng nhập', login)
    .option('--code <mã>', 'mã liên kết mà trang đăng nhập hiện cho người đó', said)
    .option('--subject <mã>', 'hoặc mã (sub) của người đó ở hệ thống ấy', said)
    .option('--issuer <địa chỉ>', 'hệ thống khác KNTC_OIDC_ISSUER', said)
    .action(shell.does((name: string, options: LinkOptions) => linkIdentity(shell, name, options)));
  withOperationOptions(command.command('unlink'))
    .description('Gỡ tài khoản khỏi mọi danh tính ở hệ thống đăng nhập của tỉnh; mọi phiên kết thúc.')
    .argument('<login>', 'tên đăng nhập', login)
    .action(shell.does((name: string, options: OperationOptions) => unlinkIdentity(shell, name, options)));
}

async function list(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const accounts = await withAccounts(shell.place(), {}, ({ accounts: open }) => open.list());
  shell.answer(isJson, { items: accounts }, () =>
    accounts.length === 0
      ? ['Chưa có tài khoản nào. Tạo: npm run kntc -- accounts create <tên> --roles … --actor … --reason …']
      : table(
          ['Tên', 'Vai trò', 'Cơ quan', 'Xác thực hai bước', 'Tình trạng'],
          accounts.map((one) => [
            one.login,
            one.roles.join(', '),
            one.agencies?.join(', ') ?? 'tất cả',
            one.hasCode ? 'đã bật' : one.needsCode ? 'chưa thiết lập' : 'không bắt buộc',
            stateOf(one),
          ]),
        ),
  );
  return 0;
}

function stateOf({ disabledAt, mustChange, hasPassword, identities, isMachine }: AccountListing): string {
  if (disabledAt !== null) return 'đã khoá';
  if (isMachine) return 'tài khoản máy';
  if (!hasPassword) return identities.length > 0 ? 'qua hệ thống của tỉnh' : 'chưa gắn danh tính của tỉnh';
  return mustChange ? 'chờ đổi mật khẩu đầu tiên' : 'đang dùng';
}
