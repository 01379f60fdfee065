import { DECISION_WAYS, MERGE_WAYS, OPERATION_DONE, type MergeWay } from '@kntc/domain';
import { PgLists, type ConflictFilter, type ConflictListRow } from '@kntc/storage';
import { Command, Option } from 'commander';
import { count, reference, said } from '../arguments';
import { conflictLines, listLines, previewLines } from '../conflicts/conflict-lines';
import { decidingConflicts, wantedOf, type ResolveOptions } from '../conflicts/deciding-conflicts';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

const PAGE = 50;
const MOST = 500;

interface ListOptions extends ReaderOptions {
  readonly agency?: string;
  readonly field?: string;
  readonly way?: MergeWay;
  readonly group?: string;
  readonly limit: number;
  readonly json?: true;
}

/** `kntc conflicts`: fields both sides see differently, and what people decide about them. Nothing here sends. */
export function conflictsCommand(shell: Shell): Command {
  const command = new Command('conflicts').description(
    'Trường khác nhau giữa cổng và CSDLQG: xem, quyết định, rút quyết định. Không tự gửi gì, không in giá trị.',
  );
  withReader(command.command('list'))
    .description('Hồ sơ có trường khác nhau, lâu nhất trước.')
    .option('--agency <mã cơ quan>', 'chỉ của một cơ quan', said)
    .option('--field <trường>', 'chỉ một trường, ví dụ petitioners[0].fullName', said)
    .addOption(new Option('--way <cách>', 'chỉ một cách xử lý').choices(MERGE_WAYS))
    .option('--group <mã nhóm>', 'chỉ các sai khác giống hệt nhau', said)
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withReader(command.command('show'))
    .description('Một hồ sơ: từng trường, phía nào đã đổi, quyết định nào đang chờ.')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .option('--json', 'in kết quả cho máy đọc')
    .action(
      shell.does((target: string, options: ReaderOptions & { readonly json?: true }) =>
        show(shell, target, options),
      ),
    );
  withOperationOptions(command.command('resolve'))
    .description('Quyết định một trường: ours, theirs, hoặc typed (giá trị đọc từ đầu vào chuẩn).')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .requiredOption('--field <trường>', 'trường khác nhau', said)
    .addOption(
      new Option('--take <phía>', 'ours: bản của tỉnh; theirs: bản CSDLQG, không gửi gì; typed: giá trị khác')
        .choices(DECISION_WAYS)
        .makeOptionMandatory(),
    )
    .option('--preview', 'chỉ xem bước nào sẽ có và cần mấy người')
    .action(shell.does((target: string, options: ResolveOptions) => resolve(shell, target, options)));
  withOperationOptions(command.command('undo'))
    .description('Rút quyết định của một hồ sơ, hoặc một trường, khi chưa gửi.')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .option('--field <trường>', 'chỉ một trường', said)
    .action(
      shell.does((target: string, options: OperationOptions & { readonly field?: string }) =>
        undo(shell, target, options),
      ),
    );
  return command;
}

async function list(shell: Shell, { limit, json, ...options }: ListOptions): Promise<ExitCode> {
  const { agency, field, way, group } = options;
  const items = await read(shell, { filter: { agency, field, way, group }, limit, by: options });
  shell.answer(json, { items: items.map(shown) }, () => listLines(items));
  return 0;
}

async function show(
  shell: Shell,
  target: string,
  { json, ...by }: ReaderOptions & { readonly json?: true },
): Promise<ExitCode> {
  const items = await read(shell, { filter: { reference: target }, limit: MOST, by, isCase: target });
  shell.answer(json, { items: items.map(shown) }, () => conflictLines(items));
  return items.length > 0 ? 0 : 1;
}

interface Reading {
  readonly filter: ConflictFilter;
  readonly limit: number;
  readonly by: ReaderOptions;
  /** Its reference. */
  readonly isCase?: string;
}

function read(shell: Shell, { filter, limit, by, isCase }: Reading): Promise<readonly ConflictListRow[]> {
  const place = shell.place();
  return withCurrentDatabase(place, (database) => {
    const lists = new PgLists(database.dataSource);
    return readAs(place, database, {
      what: isCase ?? 'conflicts list',
      isCase: isCase !== undefined,
      kind: 'judgement',
      by,
      read: async (scope) => (await lists.conflicts({ filter, after: undefined, limit }, scope)).items,
    });
  });
}

/** Without digests. */
function shown({ fields, ...row }: ConflictListRow): object {
  return { ...row, fields: fields.map(({ field, way, owner }) => ({ field, way, owner })) };
}

async function resolve(shell: Shell, target: string, options: ResolveOptions): Promise<ExitCode> {
  const place = shell.place();
  const { field, take } = options;
  if (options.preview === true) {
    const steps = await decidingConflicts(place, options, ({ steps: follow }) => follow(target, field, take));
    shell.answer(options.json, steps, () => previewLines(steps));
    return 0;
  }
  const text = take === 'typed' ? await typed(shell) : undefined;
  const command = commandOf(options);
  const answer = await decidingConflicts(place, options, ({ conflicts, shownOf, questions }) =>
    perform(
      {
        name: 'conflicts resolve',
        target: `${target} ${field}`,
        command,
        done: RESOLVED,
        act: async () => {
          const wanted = wantedOf(field, take, text);
          const shownNow = take === 'ours' ? undefined : await shownOf(target);
          return conflicts.resolve(target, { wanted, shown: shownNow }, command);
        },
      },
      questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

async function undo(
  shell: Shell,
  target: string,
  options: OperationOptions & { readonly field?: string },
): Promise<ExitCode> {
  const command = commandOf(options);
  const { field } = options;
  const named = [target, field].join(' ').trim();
  const answer = await decidingConflicts(shell.place(), options, ({ conflicts, questions }) =>
    perform(
      {
        name: 'conflicts undo',
        target: named,
        command,
        done: UNDONE,
        act: () => conflicts.undo(target, field, command),
      },
      questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

async function typed(shell: Shell): Promise<string> {
  const text = ((await shell.terminal.input?.()) ?? '').trim();
  if (text === '')
    throw wrongUsage('Chưa có giá trị.', 'Gõ giá trị rồi Enter, Ctrl-D; hoặc đưa từ tệp: … < gia-tri.txt.');
  return text;
}

const RESOLVED = [
  ...OPERATION_DONE.resolved,
  'Xem: npm run kntc -- conflicts show <mã>; đổi ý khi chưa gửi: conflicts undo <mã>.',
] as const;
const UNDONE = [
  ...OPERATION_DONE.unresolved,
  'Quyết định lại: npm run kntc -- conflicts resolve <mã> …',
] as const;
