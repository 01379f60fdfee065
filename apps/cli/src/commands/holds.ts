import { OPERATION_DONE } from '@kntc/domain';
import type { ReasonCode } from '@kntc/domain';
import type { PgOperations } from '@kntc/storage';
import { Command } from 'commander';
import { count, cursor, guid, reasonCode, reference } from '../arguments';
import { withReader } from '../database/list-reading';
import { withOperations } from '../database/open-audit';
import { commandOf, perform, withOperationOptions } from '../operation-answer';
import type { Operation, OperationAnswer, OperationOptions } from '../operation-answer';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { listHolds, showHold, type ShowOptions } from './holds-reading';
import { releaseAll } from './holds-release-all';

const MAX_PAGE = 500;
const PAGE = 50;

interface ReleaseOptions extends OperationOptions {
  readonly code?: ReasonCode;
  readonly all?: true;
}

interface ResolveOptions extends OperationOptions {
  readonly nationalId?: string;
  readonly notThere?: true;
}

/** `kntc holds`: what stands still for a person, and the decisions that let it go on. Nothing here sends. */
export function holdsCommand(shell: Shell): Command {
  const command = new Command('holds').description('Hồ sơ tạm dừng, chờ ý kiến.');
  readingCommands(command, shell);
  withOperationOptions(command.command('release'))
    .description('Cho hồ sơ đi tiếp: gửi lại bước bị từ chối, không phải đơn trùng, hoặc duyệt thay đổi.')
    .argument('[reference]', 'mã hồ sơ địa phương', reference)
    .option('--code <lý do>', 'cùng với --all: mọi hồ sơ tạm dừng vì lý do này', reasonCode('held'))
    .option('--all', 'mọi hồ sơ có lý do đã nêu ở --code')
    .action(
      shell.does((target: string | undefined, options: ReleaseOptions) => release(shell, target, options)),
    );
  withOperationOptions(command.command('keep'))
    .description('Ghi nhận hồ sơ ở lại, không gửi: đơn đúng là trùng, hoặc (cần --approver) có lý do khác.')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .action(
      shell.does((target: string, options: OperationOptions) =>
        decide(shell, { name: 'holds keep', target, options, done: KEPT }, (operations, how) =>
          operations.keep(target, how),
        ),
      ),
    );
  withOperationOptions(command.command('resolve'))
    .description('Ghi nhận kết quả tra cứu trên CSDLQG cho lần gửi chưa rõ.')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .option('--national-id <mã>', 'đã có trên CSDLQG với mã này (GUID); mã của vụ việc cần người duyệt', guid)
    .option('--not-there', 'đã tra cứu, không có trên CSDLQG (cần người duyệt)')
    .action(shell.does((target: string, options: ResolveOptions) => resolve(shell, target, options)));
  return command;
}

function readingCommands(command: Command, shell: Shell): void {
  withReader(command.command('list'))
    .description('Danh sách hồ sơ tạm dừng.')
    .option('--code <lý do>', 'chỉ một lý do', reasonCode('held'))
    .option('--limit <số>', 'số dòng một trang', count(MAX_PAGE), PAGE)
    .option('--cursor <next>', 'tiếp từ trang trước', cursor, '0')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: Parameters<typeof listHolds>[1]) => listHolds(shell, options)));
  withReader(command.command('show'))
    .description('Một hồ sơ: lý do tạm dừng, các bước đã xác nhận, các lần gửi, cách giải quyết.')
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((target: string, options: ShowOptions) => showHold(shell, target, options)));
}

async function release(shell: Shell, target: string | undefined, options: ReleaseOptions): Promise<ExitCode> {
  if (target !== undefined && options.all === undefined && options.code === undefined) {
    return decide(shell, { name: 'holds release', target, options, done: RELEASED }, (operations, how) =>
      operations.release(target, how),
    );
  }
  if (target !== undefined || options.all === undefined || options.code === undefined) {
    throw wrongUsage(
      'Chưa rõ cho hồ sơ nào đi tiếp.',
      'Nêu một mã hồ sơ, hoặc --code REJECTED --all cho mọi hồ sơ bị từ chối.',
    );
  }
  // The other reasons ask about one case: a person answers for each of them alone.
  if (!['REJECTED', 'ATTACHMENT_CHANGED'].includes(options.code)) {
    throw wrongUsage(
      `Không thể cho đi tiếp hàng loạt các hồ sơ ${options.code}.`,
      'Quyết định từng hồ sơ một: npm run kntc -- holds release <mã> …',
    );
  }
  return releaseAll(shell, options.code, options);
}

async function resolve(shell: Shell, target: string, options: ResolveOptions): Promise<ExitCode> {
  const { nationalId, notThere } = options;
  if ((nationalId === undefined) === (notThere === undefined)) {
    throw wrongUsage(
      'Chưa rõ kết quả tra cứu.',
      'Dùng đúng một trong hai: --national-id <mã> hoặc --not-there.',
    );
  }
  const words = {
    name: 'holds resolve',
    target,
    options,
    done: nationalId === undefined ? NOT_THERE : FOUND,
  };
  return decide(shell, words, (operations, how) =>
    nationalId === undefined
      ? operations.resolveNotThere(target, how)
      : operations.resolveWithId(target, nationalId, how),
  );
}

interface Decision extends Pick<Operation, 'name' | 'target' | 'done' | 'missing'> {
  readonly options: OperationOptions;
}

/** Performs one operation on one record and prints what came of it. */
export async function decide(
  shell: Shell,
  { options, ...words }: Decision,
  act: (operations: PgOperations, how: Operation['command']) => ReturnType<Operation['act']>,
): Promise<ExitCode> {
  const command = commandOf(options);
  const answer = await withOperations(shell.place(), options, (operations, { questions }) =>
    perform({ ...words, command, act: () => act(operations, command) }, questions),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

/** The three lines, or the answer for programs. */
export function printAnswer(shell: Shell, answer: OperationAnswer, isJson: true | undefined): void {
  if (isJson !== true && answer.exitCode !== 0) {
    for (const line of answer.text) shell.terminal.err(line);
    return;
  }
  const { exitCode: _exitCode, ...rest } = answer;
  shell.answer(isJson, rest, () => [...answer.text]);
}

const RELEASED = [...OPERATION_DONE.released, 'Xem kết quả: npm run kntc -- holds show <mã>.'] as const;
const KEPT = [
  ...OPERATION_DONE.kept,
  'Không phải làm gì; nếu đổi ý: npm run kntc -- holds release <mã>.',
] as const;
const FOUND = [...OPERATION_DONE.found, 'Không phải làm gì.'] as const;
const NOT_THERE = [...OPERATION_DONE['not-there'], 'Xem kết quả: npm run kntc -- holds show <mã>.'] as const;
