import {
  DUPLICATE_BANDS,
  DUPLICATE_DECISIONS,
  DUPLICATE_SITUATIONS,
  DUPLICATE_STATES,
  OPERATION_DONE,
  type DuplicateBand,
  type DuplicateDecision,
  type DuplicateSituation,
  type DuplicateState,
  type OperationDone,
} from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { PgDuplicates, PgDuplicateTerms, PgLists, type OperationResult } from '@kntc/storage';
import { Option, type Command } from 'commander';
import { count, guid, said } from '../arguments';
import { nationalSettings } from '../composition/national-side';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { withKeys, type OpenKeys } from '../database/open-keys';
import { pairLines, pairTable } from '../duplicates/pair-lines';
import { loadModel } from '../duplicates/shipped-model';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { Refusal } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface ListOptions extends ReaderOptions {
  readonly state?: DuplicateState;
  readonly band?: DuplicateBand;
  readonly situation?: DuplicateSituation;
  readonly agency?: string;
  readonly escalated?: true;
  readonly limit: number;
  readonly json?: true;
}

interface DecideOptions extends OperationOptions {
  readonly as: DuplicateDecision;
  readonly laterHead?: true;
}

const PAGE = 50;
const MOST = 1_000;
const ID = 'mã cặp (duplicates list)';

/** `kntc duplicates list|show|decide|undo|status`: pairs that may be one matter, and what people say. Nothing here sends. */
export function addPairs(command: Command, shell: Shell): void {
  withReader(command.command('list'))
    .description('Cặp đơn có thể trùng, tìm thấy lâu nhất trước; không có tên người.')
    .addOption(new Option('--state <trạng thái>', 'chỉ một trạng thái').choices(DUPLICATE_STATES))
    .addOption(new Option('--band <dải>', 'chỉ một dải').choices(DUPLICATE_BANDS))
    .addOption(new Option('--situation <tình huống>', 'chỉ một tình huống').choices(DUPLICATE_SITUATIONS))
    .option('--agency <mã cơ quan>', 'chỉ của một cơ quan', said)
    .option('--escalated', 'chỉ cặp đã chuyển lên người phụ trách')
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withReader(command.command('show'))
    .description('Một cặp đơn và lý do, bằng lời; đơn tố cáo: chỉ cơ quan cần liên hệ.')
    .argument('<id>', ID, guid)
    .action(shell.does((id: string, options: ReaderOptions) => show(shell, id, options)));
  withOperationOptions(command.command('decide'))
    .description('Quyết định về một cặp đơn. attach và mọi quyết định về tố cáo cần --approver.')
    .argument('<id>', ID, guid)
    .addOption(new Option('--as <quyết định>', 'là gì').choices(DUPLICATE_DECISIONS).makeOptionMandatory())
    .option('--later-head', 'với link: đơn đến sau đứng đầu nhóm')
    .action(shell.does((id: string, options: DecideOptions) => decide(shell, id, options)));
  withOperationOptions(command.command('undo'))
    .description('Rút quyết định; đơn đã gửi để gắn vụ việc thì không rút được.')
    .argument('<id>', ID, guid)
    .action(shell.does((id: string, options: OperationOptions) => undo(shell, id, options)));
  command
    .command('status')
    .description('Bao nhiêu vụ việc chưa được so, quá hạn so, đang giữ.')
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: { readonly json?: true }) => status(shell, options.json)));
}

async function list(shell: Shell, { limit, json, ...options }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const { state, band, situation, agency, escalated: isEscalated } = options;
  const asked = { filter: { state, band, situation, agency, isEscalated }, after: undefined, limit };
  const items = await withCurrentDatabase(place, (database) =>
    readAs(place, database, {
      what: 'duplicates list',
      kind: 'judgement',
      by: options,
      read: async (scope) => (await new PgLists(database.dataSource).duplicates(asked, scope)).items,
    }),
  );
  shell.answer(json, { items }, () => pairTable(items));
  return 0;
}

async function show(shell: Shell, id: string, by: ReaderOptions): Promise<ExitCode> {
  const place = shell.place();
  const model = loadModel(place.environment.configDir, undefined);
  const [view] = await withKeys(place, by, (open) =>
    readAs(place, open.database, {
      what: `duplicates show ${id}`,
      kind: 'judgement',
      by,
      read: async (scope) =>
        [await duplicatesIn(shell, open).view(id, scope)].filter((one) => one !== undefined),
    }),
  );
  if (view === undefined) throw new Refusal(missing(id));
  shell.print(pairLines(view, model));
  return 0;
}

function decide(shell: Shell, id: string, options: DecideOptions): Promise<ExitCode> {
  const { as: decision, laterHead: isLaterHead } = options;
  return performed(shell, options, {
    id,
    name: `duplicates ${decision}`,
    as: `duplicate-${decision}`,
    act: (open) => duplicatesIn(shell, open).decide(id, { decision, isLaterHead }, commandOf(options)),
  });
}

function undo(shell: Shell, id: string, options: OperationOptions): Promise<ExitCode> {
  return performed(shell, options, {
    id,
    name: 'duplicates undo',
    as: 'duplicate-undo',
    act: (open) => duplicatesIn(shell, open).undo(id, commandOf(options)),
  });
}

interface Performed {
  readonly id: string;
  readonly name: string;
  readonly as: OperationDone;
  readonly act: (open: OpenKeys) => Promise<OperationResult>;
}

async function performed(
  shell: Shell,
  options: OperationOptions,
  { id, name, as, act }: Performed,
): Promise<ExitCode> {
  const given = { ...options, key: options.key ?? randomIds.uuid() };
  const answer = await withKeys(shell.place(), options, (open) =>
    perform(
      {
        name,
        target: id,
        command: commandOf(given),
        done: [...OPERATION_DONE[as], `Xem: npm run kntc -- duplicates show ${id}.`],
        missing: missing(id),
        act: () => act(open),
      },
      open.database.questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

async function status(shell: Shell, json: true | undefined): Promise<ExitCode> {
  const { unchecked, overdue, held } = await withKeys(shell.place(), {}, ({ database, audit }) =>
    new PgDuplicateTerms({ dataSource: database.dataSource, ids: randomIds, audit }).standing(),
  );
  shell.answer(json, { unchecked, overdue, held }, () => [
    `Chưa so với đơn khác: ${unchecked} vụ việc (chạy nền; so lại tất cả khi bộ chuẩn hoá đổi phiên bản).`,
    `Quá hạn chờ so, được gửi dù chưa so: ${overdue} vụ việc.`,
    `Đang giữ vì có thể trùng: ${held} hồ sơ. Xem: npm run kntc -- duplicates list --state open.`,
  ]);
  return 0;
}

/** What people see and decide of pairs, on an open database. */
export function duplicatesIn(shell: Shell, { database, audit, approvals }: OpenKeys): PgDuplicates {
  const mayAttach = nationalSettings(shell.place().environment).attach === 'decided';
  return new PgDuplicates({ dataSource: database.dataSource, ids: randomIds, audit, approvals, mayAttach });
}

function missing(id: string): readonly [string, string, string] {
  return [
    `Không có cặp đơn ${id}.`,
    'Không có gì thay đổi.',
    'Xem mã đúng: npm run kntc -- duplicates list.',
  ];
}
