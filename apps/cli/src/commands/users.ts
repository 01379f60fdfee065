import { userForm, userResult } from '@kntc/documents';
import {
  ACCOUNT_STATES,
  DUTY_NAMES,
  OPERATION_DONE,
  UNUSED_AFTER_DAYS,
  USER_PROBLEMS,
  userLines,
} from '@kntc/domain';
import type { AccountState, PlannedUser } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import type { ListedUser } from '@kntc/storage';
import { Command } from 'commander';
import { count, oneOf, said } from '../arguments';
import { withReader, type ReaderOptions } from '../database/list-reading';
import { commandOf } from '../operation-answer';
import { table } from '../output';
import { formAt, seenVersion, withFormOptions, type FormOptions } from '../people/form-at';
import { withRegister } from '../people/open-register';
import { writeForm, writeSheets } from '../people/write-file';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface UseOptions extends ReaderOptions {
  readonly unused: number;
  readonly json?: true;
}

type ListOptions = UseOptions & {
  readonly agency?: string;
  readonly state?: AccountState;
  readonly limit: number;
};

const PAGE = 100;
const MOST = 5_000;
const MOST_DAYS = 3_650;
const DAY_MS = 86_400_000;

/** `kntc users`: people from Biểu số 2 and their accounts. One account by hand: `kntc accounts`. */
export function usersCommand(shell: Shell): Command {
  const command = new Command('users').description(
    'Người dùng (Biểu số 2) và tài khoản: nộp biểu, danh sách, số lượng, xuất.',
  );
  withFormOptions(command.command('import'))
    .description(
      'Nộp Biểu số 2: xem trước từng dòng (--preview), rồi ghi nhận đúng phiên bản đã xem; đổi quyền: hai người.',
    )
    .action(shell.does((options: FormOptions) => take(shell, options)));
  withUse(command.command('list'))
    .description('Tài khoản, người dùng, đơn vị, quyền, còn dùng không.')
    .option('--agency <mã cơ quan>', 'chỉ của một cơ quan', said)
    .option('--state <tình trạng>', ACCOUNT_STATES.join(', '), (text) => oneOf(ACCOUNT_STATES, text))
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withUse(command.command('counts'))
    .description('Số tài khoản quản trị, người dùng của từng cơ quan, và bao nhiêu còn dùng.')
    .action(shell.does((options: UseOptions) => counts(shell, options)));
  withReader(command.command('export'))
    .description('Xuất Biểu số 2 của người chưa bị khoá; có thông tin liên hệ, nộp lại được.')
    .requiredOption('--out <tệp>', 'tệp .xlsx, chưa được có', said)
    .action(shell.does((options: ReaderOptions & { readonly out: string }) => write(shell, options)));
  return command;
}

function withUse(command: Command): Command {
  return withReader(command)
    .option(
      '--unused <số ngày>',
      'không đăng nhập bấy nhiêu ngày thì coi là không dùng',
      count(MOST_DAYS),
      UNUSED_AFTER_DAYS,
    )
    .option('--json', 'in kết quả cho máy đọc');
}

async function take(shell: Shell, options: FormOptions): Promise<ExitCode> {
  const command = commandOf(options);
  const { sheets, sha256 } = await formAt(options, 'users');
  const lines = userLines(sheets) ?? [];
  const { from: on } = options;
  return withRegister(shell, options, async ({ users, perform, read }) => {
    if (options.preview === true) {
      const { plan, seen } = await users.plan(lines, on, []);
      await read('users preview', options, async () => plan);
      return told(shell, options, { plan, seen });
    }
    const seen = seenVersion(options);
    let plan: readonly PlannedUser[] = [];
    const answer = await perform({
      name: 'users import',
      target: sha256,
      command,
      done: [
        ...OPERATION_DONE['users-imported'],
        'Mật khẩu đầu tiên: npm run kntc -- accounts reset <tên> …; hoặc accounts link.',
      ],
      act: async () => {
        const taken = await users.import(lines, { on, seen, sha256 }, command);
        ({ plan } = taken);
        return taken.result;
      },
    });
    printAnswer(shell, answer, options.json);
    if (answer.exitCode === 0) await told(shell, options, { plan });
    return answer.exitCode;
  });
}

/** @returns 1 where a row cannot be used */
async function told(
  shell: Shell,
  { json, result, preview }: FormOptions,
  { plan, seen }: { readonly plan: readonly PlannedUser[]; readonly seen?: string },
): Promise<ExitCode> {
  if (result !== undefined) await writeSheets(result, userResult(plan));
  const rows = plan.map(({ line: { line }, login, state, rights, before, problems }) => ({
    line,
    login,
    state,
    rights,
    before,
    problems,
  }));
  if (preview === true || json !== true)
    shell.answer(json, { preview: preview === true, version: seen, rows }, () => [
      ...table(
        ['Dòng', 'Tài khoản', 'Kết quả', 'Quyền', 'Vì sao, làm gì'],
        rows.map(({ line, login, state, rights, problems }) => [
          line,
          login ?? '',
          state,
          rightsText(rights),
          problems.flatMap((one) => USER_PROBLEMS[one]).join(' '),
        ]),
      ),
      ...(seen === undefined ? [] : [`Chưa ghi nhận gì. Đúng như vậy thì chạy lại với --version ${seen}.`]),
    ]);
  return rows.some(({ state }) => state === 'refused') ? 1 : 0;
}

function rightsText(rights: PlannedUser['rights']): string {
  if (rights === undefined) return '';
  return `${rights.roles.join(', ')} (${rights.agencies === 'all' ? 'all' : rights.agencies.join(', ')})`;
}

async function list(
  shell: Shell,
  { agency, state, limit, unused, json, ...by }: ListOptions,
): Promise<ExitCode> {
  const filter = { agency, ...(state !== undefined && { state: { is: state, since: since(unused) } }) };
  const items = await withRegister(shell, by, ({ users, read }) =>
    read(
      'users list',
      by,
      async (scope) => (await users.page({ filter, after: undefined, limit }, scope, unused)).items,
    ),
  );
  shell.answer(json, { items: items.map(({ details, ...one }) => ({ ...one, ...details })) }, () =>
    items.length === 0
      ? ['Không có tài khoản nào như vậy.']
      : table(['Tài khoản', 'Họ tên', 'Đơn vị', 'Nhiệm vụ', 'Quyền', 'Tình trạng'], items.map(row)),
  );
  return 0;
}

function row(one: ListedUser): readonly string[] {
  return [
    one.login,
    one.details?.fullName ?? '',
    one.office ?? '',
    (one.duties ?? []).map((duty) => DUTY_NAMES[duty]).join('; '),
    rightsText({ roles: one.roles, agencies: one.agencies ?? 'all' }),
    one.state,
  ];
}

async function counts(shell: Shell, { unused, json, ...by }: UseOptions): Promise<ExitCode> {
  const items = await withRegister(shell, by, ({ users, read }) =>
    read('users counts', by, (scope) => users.counts(scope, since(unused))),
  );
  shell.answer(json, { items }, () =>
    table(
      ['Cơ quan', 'Quản trị', 'Người dùng', 'Máy', 'Đang dùng', 'Lâu không dùng', 'Chưa từng', 'Đã khoá'],
      items.map((one) => [
        one.agency,
        one.administrators,
        one.users,
        one.machines,
        one.active,
        one.unused,
        one.never,
        one.disabled,
      ]),
    ),
  );
  return 0;
}

async function write(
  shell: Shell,
  { out, ...by }: ReaderOptions & { readonly out: string },
): Promise<ExitCode> {
  const written = await withRegister(shell, by, ({ users, province, read }) =>
    read('users export', by, async (scope) => {
      const book = await users.book(scope);
      await writeForm(out, userForm(book.users, book.offices, province.name));
      return book.users;
    }),
  );
  shell.print([
    `Đã ghi ${out}: ${written.length} người, có email và điện thoại.`,
    'Chỉ chủ tệp đọc được; lượt xuất đã vào nhật ký.',
    'Sửa rồi nộp lại: kntc users import. Dùng xong thì xoá tệp.',
  ]);
  return 0;
}

function since(days: number): Date {
  return new Date(systemClock.now().getTime() - days * DAY_MS);
}
