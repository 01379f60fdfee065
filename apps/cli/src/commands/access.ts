import { PERMISSIONS, POSITIONS } from '@kntc/domain';
import { loadAccess } from '@kntc/platform';
import { Command } from 'commander';
import { acceptSettings, type Accepting } from '../access/accept-settings';
import { applyPreset, type Applying } from '../access/apply-preset';
import {
  delegate,
  endDelegation,
  exclude,
  lift,
  link,
  type By,
  type Delegating,
  type Excluding,
  type Linking,
} from '../access/change-access';
import { explain, list, type ExplainOptions, type ListOptions } from '../access/tell-access';
import { login } from '../accounts/rights';
import { digest, guid, isoDate, oneOf, reference, said } from '../arguments';
import { withBothProofs } from '../database/open-approvals';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';

/** `kntc access`: whose account is whose, who decides for whom, who must not know of which case. */
export function accessCommand(shell: Shell): Command {
  const command = new Command('access').description(
    'Phân quyền: gắn người, uỷ quyền, loại trừ, bộ vai trò mẫu.',
  );
  readingCommands(command, shell);
  personCommands(command, shell);
  caseCommands(command, shell);
  presetCommands(command, shell);
  settingsCommand(command, shell);
  return command;
}

function readingCommands(command: Command, shell: Shell): void {
  command
    .command('list')
    .description('Tài khoản đã gắn người, uỷ quyền và hiệu lực, loại trừ theo mã hồ sơ.')
    .option('--account <tên>', 'chỉ của tài khoản này', login)
    .option('--case <mã>', 'chỉ loại trừ khỏi hồ sơ này', reference)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  command
    .command('explain')
    .description('Vì sao một tài khoản được hoặc không được xem, đề nghị, duyệt. Không in nội dung hồ sơ.')
    .requiredOption('--account <tên>', 'tên đăng nhập', login)
    .option('--case <mã>', 'với hồ sơ này', reference)
    .option('--permission <quyền>', 'với quyền này của API', (text) => oneOf(PERMISSIONS, text))
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ExplainOptions) => explain(shell, options)));
}

function personCommands(command: Command, shell: Shell): void {
  byTwo(command.command('link'))
    .description('Gắn tài khoản với người thật, để người bị tố cáo không thấy vụ việc của mình.')
    .requiredOption('--account <tên>', 'tên đăng nhập', login)
    .requiredOption('--agency <id>', 'cơ quan công tác, id trong agencies.yaml', said)
    .requiredOption('--position <chức vụ>', POSITIONS.join(' | '), (text) => oneOf(POSITIONS, text))
    .requiredOption('--person-file <tệp>', 'dòng 1: số định danh, dòng 2: họ tên; chỉ lưu dấu băm', said)
    .action(shell.does((options: Linking) => link(shell, options)));
  byTwo(command.command('delegate'))
    .description('Ghi nhận văn bản uỷ quyền của người đứng đầu.')
    .requiredOption('--account <tên>', 'tên đăng nhập của người được uỷ quyền', login)
    .requiredOption('--agency <id>', 'cơ quan uỷ quyền', said)
    .requiredOption('--document-no <số>', 'số văn bản', said)
    .requiredOption('--from <ngày>', 'có hiệu lực từ, yyyy-MM-dd', isoDate)
    .requiredOption('--until <ngày>', 'đến hết, yyyy-MM-dd', isoDate)
    .action(shell.does((options: Delegating) => delegate(shell, options)));
  byTwo(command.command('end-delegation'))
    .description('Chấm dứt một uỷ quyền trước hạn.')
    .argument('<id>', 'mã uỷ quyền ở access list', guid)
    .action(shell.does((id: string, options: By) => endDelegation(shell, id, options)));
}

function caseCommands(command: Command, shell: Shell): void {
  byTwo(command.command('exclude'))
    .description('Loại trừ một tài khoản hoặc cả một cơ quan khỏi một vụ việc.')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .option('--account <tên>', 'tên đăng nhập', login)
    .option('--agency <id>', 'id của cơ quan', said)
    .action(shell.does((target: string, options: Excluding) => exclude(shell, target, options)));
  byTwo(command.command('lift'))
    .description('Bỏ một loại trừ do hai người đã ghi.')
    .argument('<id>', 'mã loại trừ ở access list', guid)
    .action(shell.does((id: string, options: By) => lift(shell, id, options)));
}

function presetCommands(command: Command, shell: Shell): void {
  command
    .command('presets')
    .description('Các bộ vai trò mẫu trong access.yaml, đã kiểm tra.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => presets(shell, options.json)));
  byTwo(command.command('apply-preset'))
    .description('Cấp vai trò của một bộ mẫu cho các tài khoản đã có, ở một cơ quan.')
    .argument('<bộ>', 'id của bộ ở access presets', said)
    .requiredOption('--agency <id>', 'cơ quan mà bộ này dùng cho', said)
    .requiredOption('--as <người=tên...>', 'ai trong bộ là tài khoản nào, ví dụ can-bo=lan.tt')
    .action(shell.does((id: string, options: Applying) => applyPreset(shell, id, options)));
}

function settingsCommand(command: Command, shell: Shell): void {
  withBothProofs(command.command('accept-settings'))
    .description('Duyệt quy định mà access.yaml nới ra. Không có --version: chỉ xem thay đổi.')
    .option('--version <phiên bản>', 'đúng phiên bản đã xem (12 ký tự đầu, lệnh in ra khi xem)', digest)
    .option('--actor <tên>', 'người đề nghị', said)
    .option('--approver <tên>', 'người duyệt, ở phía kia (thanh tra hoặc công nghệ thông tin)', said)
    .option('--reason <lý do>', 'lý do, được ghi vào nhật ký', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: Accepting) => acceptSettings(shell, options)));
}

function byTwo(command: Command): Command {
  return withBothProofs(command)
    .requiredOption('--recorded-by <tên>', 'người ghi nhận', said)
    .requiredOption('--second-person <tên>', 'người thứ hai xác nhận', said)
    .requiredOption('--reason <lý do>', 'lý do, văn bản', said)
    .option('--json', 'in kết quả cho máy đọc');
}

async function presets(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const { presets: all } = loadAccess(shell.place().environment.configDir);
  shell.answer(isJson, all, () =>
    all.flatMap(({ id, name, people }) => [
      `${id}: ${name}`,
      ...people.map((one) => `  ${one.id} (${one.at}): ${one.roles.join(', ')} – ${one.name}`),
    ]),
  );
  return 0;
}
