import { OPERATION_DONE, REASONS, shownValue, vietnamTime } from '@kntc/domain';
import type { ReasonCode } from '@kntc/domain';
import { Command } from 'commander';
import { count, cursor, reasonCode, said } from '../arguments';
import { pageAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import type { PageRequest, StandingRow } from '../database/questions';
import { withOperationOptions } from '../operation-answer';
import type { OperationOptions } from '../operation-answer';
import { ownerName, reasonLines, table } from '../output';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { decide } from './holds';
import { decideAll } from './quarantine-decide-all';
import { takeBackAll } from './quarantine-take-back-all';

const MAX_PAGE = 500;
const PAGE = 50;

interface ListOptions extends PageRequest, ReaderOptions {
  readonly json?: true;
}

interface DecideOptions extends OperationOptions {
  readonly include?: true;
  readonly exclude?: true;
  readonly namesake?: true;
  readonly cause?: ReasonCode;
  readonly field?: string;
  readonly dryRun?: true;
}

interface TakeBackOptions extends OperationOptions {
  readonly cause?: ReasonCode;
  readonly decision?: string;
  readonly dryRun?: true;
}

/** `kntc quarantine`: what cannot become a valid case yet, and the question only a person answers: does it belong here. */
export function quarantineCommand(shell: Shell): Command {
  const command = new Command('quarantine').description('Hồ sơ chờ bổ sung thông tin.');
  withReader(command.command('list'))
    .description('Danh sách hồ sơ chờ bổ sung, với lý do.')
    .option('--code <lý do>', 'chỉ một lý do', reasonCode('quarantined'))
    .option('--limit <số>', 'số dòng một trang', count(MAX_PAGE), PAGE)
    .option('--cursor <next>', 'tiếp từ trang trước', cursor, '0')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  decisionCommands(command, shell);
  return command;
}

function decisionCommands(command: Command, shell: Shell): void {
  withOperationOptions(command.command('decide'))
    .description(
      'Quyết định hồ sơ nhận trước ngày bắt đầu, chưa kết thúc, hoặc dòng không có nội dung hay người đứng đơn: có cập nhật lên CSDLQG hay không.',
    )
    .argument('[source]', 'mã nguồn; cùng --cause: chỉ nguồn này')
    .argument('[localKey]', 'khoá của hồ sơ ở nguồn')
    .option('--include', 'thuộc diện cập nhật')
    .option('--exclude', 'không thuộc diện cập nhật')
    .option(
      '--namesake',
      'người có tên trong trường đó không phải người tố cáo, chỉ trùng tên (cần --approver)',
    )
    .option('--cause <lý do>', 'một lượt cho mọi hồ sơ chờ vì lý do này', reasonCode('quarantined'))
    .option('--field <trường>', 'cùng --cause: chỉ khi lý do nói về trường này, ví dụ content', said)
    .option('--dry-run', 'cùng --cause: chỉ đếm, không ghi nhận gì')
    .action(
      shell.does((source: string | undefined, localKey: string | undefined, options: DecideOptions) =>
        decideScope(shell, { source, localKey }, options),
      ),
    );
  takeBackCommand(command, shell);
}

function takeBackCommand(command: Command, shell: Shell): void {
  withOperationOptions(command.command('take-back'))
    .description('Rút lại quyết định không thuộc diện cập nhật; hồ sơ được xét lại như chưa ai quyết định.')
    .argument('[source]', 'mã nguồn; cùng --cause: chỉ nguồn này')
    .argument('[localKey]', 'khoá của hồ sơ ở nguồn')
    .option('--cause <lý do>', 'một lượt cho mọi hồ sơ bị loại vì lý do này', reasonCode('quarantined'))
    .option('--decision <khoá>', 'cùng --cause: chỉ các hồ sơ bị loại trong lượt decide có khoá này', said)
    .option('--dry-run', 'cùng --cause: chỉ đếm, không rút lại gì')
    .action(
      shell.does((source: string | undefined, localKey: string | undefined, options: TakeBackOptions) =>
        takeBack(shell, { source, localKey }, options),
      ),
    );
}

async function list(shell: Shell, options: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const page = await withCurrentDatabase(place, (database) =>
    pageAs(place, database, {
      what: 'quarantine list',
      by: options,
      page: (scope) => database.questions.quarantined(options, scope),
    }),
  );
  const items = page.items.map(toListed);
  shell.answer(options.json, { items, next: page.next }, () => [
    ...table(
      ['Nguồn', 'Khoá ở nguồn', 'Lý do', 'Ai xử lý', 'Chuyện gì', 'Từ lúc'],
      items.flatMap((item) =>
        item.reasons.map((reason, index) => [
          index === 0 ? item.source : '',
          index === 0 ? item.localKey : '',
          reason.code,
          ownerName(reason.owner),
          reason.text[0],
          index === 0 ? vietnamTime(item.changedAt) : '',
        ]),
      ),
    ),
    items.length === 0 ? 'Không có hồ sơ nào chờ bổ sung.' : `${items.length} hồ sơ`,
    ...(page.next === null ? [] : [`Trang sau: --cursor ${page.next}`]),
  ]);
  return 0;
}

function toListed({ id, source, localKey, agency, changedAt, reasons }: StandingRow) {
  return {
    id,
    source,
    localKey,
    agency,
    changedAt,
    reasons: reasons.map(({ agreement: _agreement, ...reason }) => ({
      ...reason,
      owner: REASONS[reason.code].owner,
      text: reasonLines(reason.code, reason.field, shownValue(reason)),
    })),
  };
}

interface Named {
  readonly source: string | undefined;
  readonly localKey: string | undefined;
}

async function takeBack(
  shell: Shell,
  { source, localKey }: Named,
  options: TakeBackOptions,
): Promise<ExitCode> {
  const { cause, decision: decisionKey, dryRun } = options;
  if (cause !== undefined && localKey === undefined)
    return takeBackAll(shell, { code: cause, source, decisionKey }, { ...options, dryRun });
  if (
    source === undefined ||
    localKey === undefined ||
    cause !== undefined ||
    (decisionKey ?? dryRun) !== undefined
  )
    throw wrongUsage(
      'Chưa rõ rút lại quyết định về hồ sơ nào.',
      'Nêu nguồn và khoá của một hồ sơ, hoặc --cause LÝ_DO [--decision KHOÁ] cho mọi hồ sơ bị loại vì lý do đó.',
    );
  const words = {
    name: 'quarantine take-back',
    target: `${source}/${localKey}`,
    options,
    done: TAKEN_BACK,
  };
  return decide(shell, words, (operations, how) => operations.decide(source, localKey, 'undecided', how));
}

async function decideScope(
  shell: Shell,
  { source, localKey }: Named,
  options: DecideOptions,
): Promise<ExitCode> {
  const decision = decisionOf(options);
  const { cause, field, dryRun } = options;
  if (cause !== undefined && decision === 'namesake')
    throw wrongUsage(
      'Không ghi nhận trùng tên cho nhiều hồ sơ một lượt.',
      'Nêu nguồn và khoá của từng hồ sơ.',
    );
  if (cause !== undefined && localKey === undefined && decision !== 'namesake')
    return decideAll(shell, { code: cause, field, source, decision }, { ...options, dryRun });
  if (
    source === undefined ||
    localKey === undefined ||
    cause !== undefined ||
    (field ?? dryRun) !== undefined
  )
    throw wrongUsage(
      'Chưa rõ quyết định cho hồ sơ nào.',
      'Nêu nguồn và khoá của một hồ sơ, hoặc --cause LÝ_DO cho mọi hồ sơ chờ vì lý do đó.',
    );
  const words = {
    name: 'quarantine decide',
    target: `${source}/${localKey}`,
    options,
    done: DECIDED[decision],
  };
  return decide(shell, words, (operations, how) => operations.decide(source, localKey, decision, how));
}

type Decided = 'include' | 'exclude' | 'namesake';

function decisionOf({ include, exclude, namesake }: DecideOptions): Decided {
  const chosen = [include && 'include', exclude && 'exclude', namesake && 'namesake'].filter(
    (one): one is Decided => one !== undefined,
  );
  const [decision] = chosen;
  if (decision !== undefined && chosen.length === 1) return decision;
  throw wrongUsage('Chưa rõ quyết định.', 'Dùng đúng một trong ba: --include, --exclude hoặc --namesake.');
}

const NOTHING_TO_DO = 'Không phải làm gì.';
const TAKEN_BACK = [...OPERATION_DONE.undecided, 'Xem: npm run kntc -- quarantine list.'] as const;

const DECIDED = {
  include: [...OPERATION_DONE.include, NOTHING_TO_DO],
  exclude: [...OPERATION_DONE.exclude, NOTHING_TO_DO],
  namesake: [...OPERATION_DONE.namesake, NOTHING_TO_DO],
} as const;
