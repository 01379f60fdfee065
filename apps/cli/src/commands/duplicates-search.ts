import { setTimeout as rest } from 'node:timers/promises';
import { OPERATION_DONE, partialDate, wrongSearchPeriod } from '@kntc/domain';
import type { DuplicateSearch } from '@kntc/storage';
import type { Command } from 'commander';
import { isoDate, said } from '../arguments';
import { withBothProofs } from '../database/open-approvals';
import { withKeys } from '../database/open-keys';
import { searchLine, searchTable } from '../duplicates/search-lines';
import { commandOf, perform, type OperationAnswer, type OperationOptions } from '../operation-answer';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { duplicatesIn } from './duplicates-pairs';
import { printAnswer } from './holds';

interface Period {
  readonly from: string;
  readonly to: string;
  readonly agency?: string;
}

type SearchOptions = Partial<OperationOptions> &
  Partial<Period> & {
    /** `false`: asked for, and not waited for. */
    readonly wait: boolean;
  };

const LOOK_AGAIN_MS = 1_000;
/** Nobody has begun within this time: no process with the role runs, or nothing is checked here. */
const PATIENCE_MS = 30_000;

/** `kntc duplicates search`: what was asked to be compared again, or a period to compare, with its progress. */
export function addSearch(command: Command, shell: Shell): void {
  withBothProofs(command.command('search'))
    .description(
      'So lại các đơn nhận trong một kỳ với mọi đơn đã có; không có --from thì xem các lần đã yêu cầu. Không gửi gì.',
    )
    .option('--from <ngày>', 'ngày nhận đầu tiên của kỳ', isoDate)
    .option('--to <ngày>', 'ngày nhận cuối cùng của kỳ', isoDate)
    .option('--agency <mã cơ quan>', 'chỉ đơn của một cơ quan', said)
    .option('--actor <tên>', 'người yêu cầu; cần với --from', said)
    .option('--reason <lý do>', 'lý do; cần với --from', said)
    .option('--approver <tên>', 'người duyệt, nếu có', said)
    .option('--key <khoá>', 'khoá chống làm lặp (Idempotency-Key); mặc định: ngẫu nhiên', said)
    .option('--no-wait', 'không chờ xem tiến độ')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: SearchOptions) => search(shell, options)));
}

async function search(shell: Shell, options: SearchOptions): Promise<ExitCode> {
  const { from, to, agency, actor, reason } = options;
  if (from === undefined && to === undefined) return show(shell, options.json);
  if (from === undefined || to === undefined)
    throw wrongUsage('Kỳ cần cả ngày đầu và ngày cuối.', 'Ghi cả --from và --to.');
  const wrong = wrongPeriod(from, to);
  if (wrong !== undefined) throw wrongUsage(`Kỳ không dùng được: ${wrong}.`, 'Sửa --from, --to.');
  if (actor === undefined || reason === undefined)
    throw wrongUsage('Chưa rõ ai yêu cầu so lại và vì sao.', 'Thêm --actor <tên> --reason <lý do>.');
  const period = { from, to, ...(agency !== undefined && { agency }) };
  const answer = await ask(shell, period, { ...options, actor, reason });
  if (answer.exitCode !== 0 || !options.wait) {
    printAnswer(shell, answer, options.json);
    return answer.exitCode;
  }
  return follow(shell, period, options.json);
}

function wrongPeriod(from: string, to: string): string | undefined {
  const [first, last] = [partialDate(from), partialDate(to)];
  return first === undefined || last === undefined ? 'ngày không có thật' : wrongSearchPeriod(first, last);
}

function ask(
  shell: Shell,
  { from, to, agency }: Period,
  options: OperationOptions,
): Promise<OperationAnswer> {
  const command = commandOf(options);
  return withKeys(shell.place(), options, (open) =>
    perform(
      {
        name: 'duplicates search',
        target: `${from} ${to}`,
        command,
        act: () => duplicatesIn(shell, open).search({ from, to, agency }, command),
        done: [...OPERATION_DONE['duplicate-search'], 'Xem tiến độ: npm run kntc -- duplicates search.'],
        missing: [
          `Không có hồ sơ nào của cơ quan ${agency ?? ''}.`,
          'Không có gì để so.',
          'Xem mã cơ quan trong config/agencies.yaml.',
        ],
      },
      open.database.questions,
    ),
  );
}

/** Ctrl-C ends the looking on, not the comparison. */
async function follow(shell: Shell, period: Period, isJson: true | undefined): Promise<ExitCode> {
  const isIt = ({ from, to, agency }: DuplicateSearch): boolean =>
    from === period.from && to === period.to && agency === (period.agency ?? null);
  return withKeys(shell.place(), {}, async (open) => {
    const duplicates = duplicatesIn(shell, open);
    let shown = '';
    for (let silentMs = 0; ; silentMs += LOOK_AGAIN_MS) {
      const one = (await duplicates.searches('everything')).find(isIt);
      if (one?.finishedAt != null) {
        shell.answer(isJson, { search: one }, () => [searchLine(one), LISTED]);
        return 0;
      }
      const line = one === undefined ? '' : searchLine(one);
      if (line !== shown) {
        shell.terminal.err(line);
        silentMs = 0;
      } else if (silentMs >= PATIENCE_MS) {
        for (const text of NOBODY) shell.terminal.err(text);
        return 1;
      }
      shown = line;
      await rest(LOOK_AGAIN_MS);
    }
  });
}

const LISTED = 'Cặp tìm thấy: npm run kntc -- duplicates list --state open.';
const NOBODY = [
  'Chưa có tiến trình nào so tiếp trong 30 giây.',
  'Yêu cầu vẫn chờ, không mất; kết quả đã có vẫn giữ.',
  'Chạy cổng với ROLES có intake và có config/duplicates.yaml; đơn mới luôn được so trước (kntc duplicates status).',
];

async function show(shell: Shell, isJson: true | undefined): Promise<ExitCode> {
  const items = await withKeys(shell.place(), {}, (open) => duplicatesIn(shell, open).searches('everything'));
  shell.answer(isJson, { items }, () => searchTable(items));
  return 0;
}
