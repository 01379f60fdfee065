import {
  OPERATION_DONE,
  PROPOSAL_STATE_NAMES,
  PROPOSAL_STATES,
  PROPOSAL_TEXTS,
  type ProposalState,
  vietnamTime,
} from '@kntc/domain';
import { PgLists, PgProposals, type ProposalView, type WantedProposalDecision } from '@kntc/storage';
import { randomIds } from '@kntc/platform';
import { Command, Option } from 'commander';
import { count, guid, reference, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withCurrentDatabase } from '../database/open-database';
import { withKeys, type OpenKeys } from '../database/open-keys';
import { commandOf, perform, withOperationOptions, type OperationOptions } from '../operation-answer';
import { pairs, table } from '../output';
import { Refusal, wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import type { ExitCode } from '../terminal';
import { printAnswer } from './holds';

interface ListOptions extends ReaderOptions {
  readonly state?: ProposalState;
  readonly agency?: string;
  readonly limit: number;
  readonly json?: true;
}

interface ShowOptions extends ReaderOptions {
  readonly json?: true;
}

interface DecideOptions extends OperationOptions {
  readonly link?: string;
  readonly awaited?: true;
  readonly notOurs?: true;
  readonly ignore?: true;
  readonly undecided?: true;
}

const PAGE = 50;
const MOST = 1_000;
const ID = 'mã đề xuất (proposals list)';

/** `kntc proposals`: cases that only the far side knows, and what a clerk says of them. Nothing is created or sent by it. */
export function proposalsCommand(shell: Shell): Command {
  const command = new Command('proposals').description(
    'Vụ việc chỉ có trên CSDLQG cho cơ quan của tỉnh: xem, so với hồ sơ địa phương, quyết định.',
  );
  withReader(command.command('list'))
    .description('Danh sách, lâu nhất trước; không có tên người.')
    .addOption(new Option('--state <trạng thái>', 'chỉ một trạng thái').choices(PROPOSAL_STATES))
    .option('--agency <mã cơ quan>', 'chỉ của một cơ quan', said)
    .option('--limit <số>', 'số dòng', count(MOST), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withReader(command.command('show'))
    .description('Một vụ việc: tên đã che (đơn tố cáo: không có), hồ sơ địa phương có thể trùng.')
    .argument('<id>', ID, guid)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: ShowOptions) => show(shell, id, options)));
  withOperationOptions(command.command('decide'))
    .description('Ghi nhận quyết định; rút lại được bằng --undecided cho tới khi cổng nhận mã.')
    .argument('<id>', ID, guid)
    .option('--link <mã hồ sơ>', 'là hồ sơ địa phương này (cần --approver)', reference)
    .option('--awaited', 'sẽ nhập vào phần mềm của đơn vị')
    .option('--not-ours', 'ghi nhầm trên CSDLQG: đề nghị chỉnh sửa')
    .option('--ignore', 'bỏ qua')
    .option('--undecided', 'rút lại quyết định')
    .action(shell.does((id: string, options: DecideOptions) => decide(shell, id, options)));
  return command;
}

async function list(shell: Shell, { state, agency, limit, json, ...by }: ListOptions): Promise<ExitCode> {
  const place = shell.place();
  const asked = { filter: { state, agency }, after: undefined, limit };
  const items = await withCurrentDatabase(place, (database) =>
    readAs(place, database, {
      what: 'proposals list',
      kind: 'judgement',
      by,
      read: async (scope) => (await new PgLists(database.dataSource).proposals(asked, scope)).items,
    }),
  );
  shell.answer(json, { items }, () =>
    items.length === 0
      ? ['Không có vụ việc nào chỉ có trên CSDLQG (chỉ kết nối có kênh thay đổi mới tìm được).']
      : [
          ...table(
            ['Mã đề xuất', 'Mã CSDLQG', 'Cơ quan', 'Loại', 'Ngày nhận', 'Trạng thái', 'Thấy từ'],
            items.map((one) => [
              one.id,
              one.nationalId,
              one.agency,
              one.kind ?? '?',
              one.receivedOn ?? '?',
              PROPOSAL_STATE_NAMES[one.state],
              vietnamTime(one.firstSeenAt),
            ]),
          ),
          `${items.length} vụ việc. Xem từng vụ việc: npm run kntc -- proposals show <mã đề xuất>.`,
        ],
  );
  return 0;
}

async function show(shell: Shell, id: string, { json, ...by }: ShowOptions): Promise<ExitCode> {
  const place = shell.place();
  const [view] = await withKeys(place, by, (open) =>
    readAs(place, open.database, {
      what: `proposals show ${id}`,
      kind: 'judgement',
      by,
      read: async (scope) => [await proposalsIn(open).view(id, scope)].filter((one) => one !== undefined),
    }),
  );
  if (view === undefined) throw new Refusal(missing(id));
  shell.answer(
    json,
    { ...view.row, petitioners: view.who, matches: view.matches, linkedTo: view.linkedTo },
    () => lines(view),
  );
  return 0;
}

function lines({ row, who, matches, linkedTo }: ProposalView): readonly string[] {
  return [
    ...pairs([
      ['Mã CSDLQG', row.nationalId],
      ['Cơ quan', `${row.agency} (${row.way === 'entered' ? 'nhập cho cơ quan' : 'được chuyển đến'})`],
      ['Loại đơn', row.kind ?? 'không rõ'],
      ['Ngày nhận đơn', row.receivedOn ?? 'không rõ'],
      ['Phân loại', row.classification ?? ''],
      ['Bước đã có', row.steps.join(', ')],
      ['Người đứng đơn', who.names.length > 0 ? who.names.join('; ') : `${who.people} người, không hiện tên`],
      ['Trạng thái', PROPOSAL_STATE_NAMES[row.state]],
      ['Người quyết định', [row.decidedBy, row.approver].filter((one) => one !== null).join(', ')],
      ['Lý do', row.reason ?? ''],
      ['Hồ sơ đã liên kết', linkedTo ?? ''],
    ]),
    ...(matches.length === 0
      ? ['Không thấy hồ sơ địa phương nào cùng mã, hoặc cùng số giấy tờ và ngày tiếp nhận.']
      : table(
          ['Hồ sơ có thể trùng', 'Cơ quan', 'Vì', 'Mã CSDLQG của hồ sơ'],
          matches.map((one) => [
            one.reference,
            one.agency,
            one.basis === 'reference' ? 'cùng mã hồ sơ' : 'cùng số giấy tờ và ngày',
            one.nationalId ?? '(chưa có)',
          ]),
        )),
    ...PROPOSAL_TEXTS[row.state],
  ];
}

async function decide(shell: Shell, id: string, options: DecideOptions): Promise<ExitCode> {
  const wanted = wantedOf(options);
  const command = commandOf(options);
  const answer = await withKeys(shell.place(), options, (open) =>
    perform(
      {
        name: `proposals ${wanted.decision}`,
        target: id,
        command,
        done: [
          ...OPERATION_DONE[`proposal-${wanted.decision}`],
          `Xem: npm run kntc -- proposals show ${id}; đổi ý: proposals decide … --undecided.`,
        ],
        missing: missing(id),
        act: () => proposalsIn(open).decide(id, wanted, command),
      },
      open.database.questions,
    ),
  );
  printAnswer(shell, answer, options.json);
  return answer.exitCode;
}

function wantedOf({ link, awaited, notOurs, ignore, undecided }: DecideOptions): WantedProposalDecision {
  const all: readonly (WantedProposalDecision | undefined)[] = [
    link === undefined ? undefined : { decision: 'link', reference: link },
    awaited && { decision: 'awaited' },
    notOurs && { decision: 'not-ours' },
    ignore && { decision: 'ignored' },
    undecided && { decision: 'undecided' },
  ];
  const [wanted, ...more] = all.filter((one) => one !== undefined);
  if (wanted !== undefined && more.length === 0) return wanted;
  throw wrongUsage(
    'Cần đúng một quyết định.',
    'Chọn một: --link <mã hồ sơ>, --awaited, --not-ours, --ignore hoặc --undecided.',
  );
}

function proposalsIn({ database, audit, approvals, house }: OpenKeys): PgProposals {
  return new PgProposals({ dataSource: database.dataSource, ids: randomIds, audit, approvals, house });
}

function missing(id: string): readonly [string, string, string] {
  return [`Không có đề xuất ${id}.`, 'Không có gì thay đổi.', 'Xem mã đúng: npm run kntc -- proposals list.'];
}
