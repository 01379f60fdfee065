import { nationalAccountSheets } from '@kntc/documents';
import {
  CONFIRMATION_STATES,
  dateInVietnam,
  DUTY_NAMES,
  OPERATION_DONE,
  readDuties,
  toVietnameseDate,
} from '@kntc/domain';
import type { ConfirmationState, FormDuty, PartialDate } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import type { ListedNationalAccount, OperationResult } from '@kntc/storage';
import { Command } from 'commander';
import { login } from '../accounts/rights';
import { count, isoDate, oneOf, said } from '../arguments';
import { withReader, type ReaderOptions } from '../database/list-reading';
import { commandOf, withOperationOptions, type Operation, type OperationOptions } from '../operation-answer';
import { table } from '../output';
import { withRegister, type OpenRegister } from '../people/open-register';
import { writeSheets } from '../people/write-file';
import { wrongUsage, type ThreeLines } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface ListOptions extends ReaderOptions {
  readonly agency?: string;
  readonly state?: ConfirmationState;
  readonly limit: number;
  readonly json?: true;
}

interface RecordOptions extends OperationOptions {
  readonly name: string;
  readonly duties: readonly FormDuty[];
  readonly since: string;
}

const PAGE = 200;
const MOST = 10_000;
const MISSING: ThreeLines = [
  'Không có tài khoản này trong sổ, hoặc không còn dùng.',
  'Không có gì thay đổi.',
  'Xem: npm run kntc -- national-accounts list.',
];
const NO_HOLDER: ThreeLines = [
  'Không có người giữ này ở cổng.',
  'Chưa ghi gì.',
  'Xem tên đăng nhập: npm run kntc -- users list.',
];

/** `kntc national-accounts`: who holds which account in the national system, confirmed each quarter. */
export function nationalAccountsCommand(shell: Shell): Command {
  const command = new Command('national-accounts').description(
    'Sổ tài khoản trên CSDLQG: ai giữ, xác nhận mỗi quý. Chỉ ghi sổ, không mở, không khoá gì ở CSDLQG.',
  );
  withReader(command.command('list'))
    .description('Các tài khoản, lâu chưa xác nhận nhất trước.')
    .option('--agency <mã cơ quan>', 'chỉ của một cơ quan', said)
    .option('--state <tình trạng>', CONFIRMATION_STATES.join(', '), (text) =>
      oneOf(CONFIRMATION_STATES, text),
    )
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withReader(command.command('export'))
    .description('Xuất sổ ra tệp .xlsx để rà soát và ký.')
    .requiredOption('--out <tệp>', 'tệp .xlsx, chưa được có', said)
    .action(shell.does((options: ReaderOptions & { readonly out: string }) => write(shell, options)));
  decidingCommands(command, shell);
  return command;
}

function decidingCommands(command: Command, shell: Shell): void {
  withOperationOptions(command.command('record'))
    .description('Ghi một tài khoản đã được cấp trên CSDLQG. Không bao giờ ghi mật khẩu.')
    .argument('<login>', 'tài khoản ở cổng của người giữ', login)
    .requiredOption('--name <tên>', 'tên tài khoản trên CSDLQG', said)
    .requiredOption('--duties <nhiệm vụ>', 'số 1–5, cách nhau bằng dấu phẩy', duties)
    .requiredOption('--since <ngày>', 'từ ngày', isoDate)
    .action(shell.does((holder: string, options: RecordOptions) => record(shell, holder, options)));
  withOperationOptions(command.command('confirm'))
    .description('Xác nhận các tài khoản này vẫn cần dùng.')
    .argument('<id...>', 'id trong sổ')
    .action(shell.does((ids: readonly string[], options: OperationOptions) => confirm(shell, ids, options)));
  withOperationOptions(command.command('end'))
    .description('Ghi: tài khoản này trên CSDLQG không còn dùng.')
    .argument('<id>', 'id trong sổ')
    .requiredOption('--ended <ngày>', 'ngày ngừng dùng', isoDate)
    .action(
      shell.does((id: string, options: OperationOptions & { readonly ended: string }) =>
        end(shell, id, options),
      ),
    );
}

function duties(text: string): readonly FormDuty[] {
  const read = readDuties(text);
  if (read !== undefined && read.length > 0) return read;
  throw wrongUsage(`«${text}» không phải nhiệm vụ.`, 'Ghi số 1 đến 5, cách nhau bằng dấu phẩy.');
}

function record(shell: Shell, holder: string, options: RecordOptions): Promise<ExitCode> {
  const { name, duties: held, since } = options;
  return decide(shell, options, {
    name: 'national-accounts record',
    target: holder,
    missing: NO_HOLDER,
    done: [
      ...OPERATION_DONE['national-account-recorded'],
      'Xác nhận lại mỗi quý: national-accounts confirm.',
    ],
    act: ({ nationalAccounts }, command) =>
      nationalAccounts.record({ login: holder, name, duties: held, since }, command),
  });
}

function confirm(shell: Shell, ids: readonly string[], options: OperationOptions): Promise<ExitCode> {
  ids.forEach(mustBeId);
  return decide(shell, options, {
    name: 'national-accounts confirm',
    target: `${ids.length}`,
    missing: MISSING,
    done: [...OPERATION_DONE['national-accounts-confirmed'], 'Không phải làm gì.'],
    act: ({ nationalAccounts }, command) => nationalAccounts.confirm(ids, command),
  });
}

function end(
  shell: Shell,
  id: string,
  options: OperationOptions & { readonly ended: string },
): Promise<ExitCode> {
  mustBeId(id);
  return decide(shell, options, {
    name: 'national-accounts end',
    target: id,
    missing: MISSING,
    done: [...OPERATION_DONE['national-account-ended'], 'Đề nghị Thanh tra Chính phủ khoá, nếu chưa khoá.'],
    act: ({ nationalAccounts }, command) => nationalAccounts.end(id, options.ended, command),
  });
}

interface Decision extends Pick<Operation, 'name' | 'target' | 'done' | 'missing'> {
  readonly act: (open: OpenRegister, command: Operation['command']) => Promise<OperationResult>;
}

async function decide(
  shell: Shell,
  options: OperationOptions,
  { act, ...words }: Decision,
): Promise<ExitCode> {
  const command = commandOf(options);
  const answer = await withRegister(shell, options, (open) =>
    open.perform({ ...words, command, act: () => act(open, command) }),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

function mustBeId(id: string): void {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw wrongUsage('Id không đúng.', 'Lấy id từ npm run kntc -- national-accounts list.');
}

async function list(shell: Shell, { agency, state, limit, json, ...by }: ListOptions): Promise<ExitCode> {
  const filter = { agency, ...(state !== undefined && { state: { is: state, today: today() } }) };
  const items = await withRegister(shell, by, ({ nationalAccounts, read }) =>
    read(
      'national-accounts list',
      by,
      async (scope) => (await nationalAccounts.page({ filter, after: undefined, limit }, scope)).items,
    ),
  );
  shell.answer(json, { items }, () =>
    items.length === 0
      ? ['Sổ chưa có tài khoản nào như vậy.']
      : table(
          ['Id', 'Tài khoản CSDLQG', 'Người giữ', 'Cơ quan', 'Nhiệm vụ', 'Xác nhận', 'Tình trạng'],
          items.map(row),
        ),
  );
  return 0;
}

function row(one: ListedNationalAccount): readonly string[] {
  return [
    one.id,
    one.name ?? '',
    one.holder ?? one.login,
    one.agency,
    one.duties.map((duty) => DUTY_NAMES[duty]).join('; '),
    toVietnameseDate(one.confirmedOn as PartialDate),
    one.state,
  ];
}

async function write(
  shell: Shell,
  { out, ...by }: ReaderOptions & { readonly out: string },
): Promise<ExitCode> {
  const items = await withRegister(shell, by, ({ nationalAccounts, province, read }) =>
    read('national-accounts export', by, async (scope) => {
      const asked = { filter: {}, after: undefined, limit: MOST };
      const page = await nationalAccounts.page(asked, scope);
      const names = new Map(province.agencies.map(({ id, name }) => [id, name]));
      const lines = page.items.map((one) => ({ ...one, agency: names.get(one.agency) ?? province.name }));
      await writeSheets(out, nationalAccountSheets(lines, today()));
      return page.items;
    }),
  );
  shell.print([
    `Đã ghi ${out}: ${items.length} tài khoản.`,
    'Chỉ chủ tệp đọc được; lượt xuất đã vào nhật ký.',
    'Rà soát, ký, rồi xác nhận: kntc national-accounts confirm.',
  ]);
  return 0;
}

function today(): string {
  return dateInVietnam(systemClock.now());
}
