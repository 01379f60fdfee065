import { OPERATION_DONE } from '@kntc/domain';
import type { OperationResult, PgCorrections, WantedCode, WantedCorrections } from '@kntc/storage';
import { Command } from 'commander';
import { guid, isoDate, said } from '../arguments';
import { withKeys, type OpenKeys } from '../database/open-keys';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { addReadingCommands, CORRECTION_ID as ID, correctionsIn, missing } from './corrections-reading';
import { printAnswer } from './holds';

interface DraftOptions extends OperationOptions {
  readonly finding: readonly string[];
  readonly proposal: readonly string[];
  readonly code: readonly WantedCode[];
  readonly all?: true;
}

/** `kntc corrections`: what nobody here can correct, asked for in writing; it prepares letters and sends nothing. */
export function correctionsCommand(shell: Shell): Command {
  const command = new Command('corrections').description(
    'Đề nghị Thanh tra Chính phủ chỉnh sửa trên CSDLQG hoặc bổ sung danh mục: dự thảo công văn, theo dõi kết quả.',
  );
  addReadingCommands(command, shell);
  withOperationOptions(command.command('draft'))
    .description('Lập dự thảo từ sai khác, vụ việc ghi nhầm, hoặc mã danh mục còn thiếu.')
    .option('--finding <số>', 'một sai khác (findings list --json); lặp lại được', more, [])
    .option('--proposal <mã>', 'một vụ việc ghi nhầm (proposals list); lặp lại được', moreGuids, [])
    .option('--all', 'mọi sai khác và vụ việc ghi nhầm đề nghị được')
    .option(
      '--code <nguồn:danh mục:mã=tên>',
      'một mã còn thiếu (crosswalk missing); lặp lại được',
      moreCodes,
      [],
    )
    .action(shell.does((options: DraftOptions) => draft(shell, options)));
  withOperationOptions(command.command('sent'))
    .description('Ghi nhận công văn đã ký và gửi.')
    .argument('<id>', ID, guid)
    .requiredOption('--document-no <số>', 'số, ký hiệu công văn', said)
    .requiredOption('--document-date <ngày>', 'ngày công văn, năm-tháng-ngày', isoDate)
    .action(
      shell.does((id: string, options: OperationOptions & { documentNo: string; documentDate: string }) =>
        decide(
          shell,
          { id, name: 'corrections sent', done: 'correction-sent', options },
          (corrections, how) => corrections.sent(id, options, how),
        ),
      ),
    );
  withOperationOptions(command.command('withdraw'))
    .description('Rút đề nghị; các mục trong đó có thể đưa vào đề nghị khác.')
    .argument('<id>', ID, guid)
    .action(
      shell.does((id: string, options: OperationOptions) =>
        decide(
          shell,
          { id, name: 'corrections withdraw', done: 'correction-withdraw', options },
          (corrections, how) => corrections.withdraw(id, how),
        ),
      ),
    );
  return command;
}

async function draft(shell: Shell, options: DraftOptions): Promise<ExitCode> {
  const command = commandOf(options);
  const made: { id?: string | undefined } = {};
  const answer = await withKeys(shell.place(), options, async (open) => {
    const wanted = await wantedOf(options, open);
    return perform(
      {
        name: 'corrections draft',
        target: wanted.kind,
        command,
        done: [
          ...OPERATION_DONE['correction-draft'],
          'Xem: npm run kntc -- corrections list; tải tệp: corrections export.',
        ],
        act: async () => noted(made, await correctionsIn(open).draft(wanted, command)),
      },
      open.database.questions,
    );
  });
  printAnswer(shell, answer, options.json);
  if (made.id !== undefined && options.json !== true) shell.print([`Mã đề nghị: ${made.id}`]);
  return answer.exitCode;
}

function noted(made: { id?: string | undefined }, result: OperationResult): OperationResult {
  if (result.kind === 'done') made.id = result.id;
  return result;
}

async function wantedOf(
  { finding, proposal, code, all }: DraftOptions,
  open: OpenKeys,
): Promise<WantedCorrections> {
  const isAboutCases = all === true || finding.length > 0 || proposal.length > 0;
  if (isAboutCases === code.length > 0)
    throw wrongUsage(
      'Chọn hoặc vụ việc, hoặc mã danh mục.',
      'Dùng --finding, --proposal, --all; hoặc --code nguồn:danh mục:mã=tên.',
    );
  if (code.length > 0) return { kind: 'codes', codes: code };
  if (all !== true) return { kind: 'cases', findings: finding, proposals: proposal };
  return { kind: 'cases', ...(await correctionsIn(open).correctable()) };
}

interface Decision {
  readonly id: string;
  readonly name: string;
  readonly done: 'correction-sent' | 'correction-withdraw';
  readonly options: OperationOptions;
}

async function decide(
  shell: Shell,
  { id, name, done, options }: Decision,
  act: (corrections: PgCorrections, how: ReturnType<typeof commandOf>) => Promise<OperationResult>,
): Promise<ExitCode> {
  const command = commandOf(options);
  const answer = await withKeys(shell.place(), options, (open) =>
    perform(
      {
        name,
        target: id,
        command,
        done: [...OPERATION_DONE[done], `Xem: npm run kntc -- corrections show ${id}.`],
        missing: missing(id),
        act: () => act(correctionsIn(open), command),
      },
      open.database.questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

/** Every value of an option that may be given several times. */
function more(text: string, before: readonly string[]): readonly string[] {
  if (/^\d{1,18}$/.test(text)) return [...before, text];
  throw wrongUsage(`«${text.slice(0, 40)}» không phải số của một sai khác.`, 'Xem id: findings list --json.');
}

function moreGuids(text: string, before: readonly string[]): readonly string[] {
  return [...before, guid(text)];
}

const CODE = /^(?<source>[^:=]{1,80}):(?<list>\d{1,2}):(?<localCode>[^=]{1,200})=(?<name>.{1,200})$/u;

function moreCodes(text: string, before: readonly WantedCode[]): readonly WantedCode[] {
  const { source, list, localCode, name } = CODE.exec(text.trim())?.groups ?? {};
  if (
    source !== undefined &&
    localCode !== undefined &&
    name !== undefined &&
    Number(list) >= 1 &&
    Number(list) <= 14
  )
    return [...before, { source, list: Number(list), localCode, name: name.trim() }];
  throw wrongUsage(
    `«${text.slice(0, 80)}» không đúng dạng.`,
    'Viết nguồn:danh mục:mã=tên, ví dụ so-don:2:BQLDA=Ban Quản lý dự án tỉnh.',
  );
}
