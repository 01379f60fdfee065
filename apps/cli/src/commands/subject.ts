import { dateInVietnam, daysBetween, partialDate, SUBJECT_FIELDS } from '@kntc/domain';
import type { SubjectField, SubjectRole } from '@kntc/domain';
import { systemClock } from '@kntc/platform';
import type { CloseOutcome, NewCorrection, SubjectRequestRow } from '@kntc/storage';
import { Command } from 'commander';
import { count, guid, oneOf, reference, said } from '../arguments';
import { readAs, withReader, type ReaderOptions } from '../database/list-reading';
import { withProof, type ProofOptions } from '../database/open-approvals';
import { withSubjects } from '../database/open-keys';
import { table } from '../output';
import { wrongUsage } from '../refusal';
import type { Shell } from '../shell';
import { paperOf, refusalOf, withPaper, type PaperOptions } from '../subject/request-options';
import type { ExitCode } from '../terminal';
import { exportCommand } from './subject-export';

type RecordedKind = NewCorrection['kind'];

interface RecordOptions extends PaperOptions {
  readonly field: SubjectField | 'other';
  readonly role: SubjectRole;
  readonly place: number;
  readonly kind?: RecordedKind;
}

interface ApproveOptions extends ProofOptions {
  readonly actor: string;
  readonly json?: true;
}

interface CloseOptions extends ApproveOptions {
  readonly outcome: CloseOutcome;
  readonly reason: string;
}

interface ListOptions extends ReaderOptions {
  readonly all?: true;
  readonly limit: number;
  readonly json?: true;
}

const PAGE = 100;
const MAX_PAGE = 1_000;
const MAX_PLACE = 500;
const FIELDS = [...SUBJECT_FIELDS, 'other'] as const;
const ROLES: readonly SubjectRole[] = ['petitioner', 'agent', 'respondent'];
const OUTCOMES: readonly CloseOutcome[] = ['corrected', 'accepted', 'refused', 'withdrawn'];

/** `kntc subject`: what people ask about their own data, from the paper to its end. */
export function subjectCommand(shell: Shell): Command {
  const command = new Command('subject').description(
    'Yêu cầu của chủ thể dữ liệu: xuất, sửa, hạn chế, phản đối.',
  );
  exportCommand(command, shell);
  recordCommands(command, shell);
  withProof(command.command('approve'))
    .description('Người thứ hai duyệt yêu cầu xuất có đơn tố cáo; đã xem giấy tờ của yêu cầu.')
    .argument('<id>', 'mã yêu cầu', guid)
    .requiredOption('--actor <tên>', 'người duyệt, khác người ghi nhận', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: ApproveOptions) => approve(shell, id, options)));
  withReader(command.command('list'))
    .description('Các yêu cầu chưa xong, gần hạn trước; bước đã tới của yêu cầu sửa.')
    .option('--all', 'cả yêu cầu đã xong')
    .option('--limit <số>', 'số dòng', count(MAX_PAGE), PAGE)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((options: ListOptions) => list(shell, options)));
  withProof(command.command('close'))
    .description('Kết thúc một yêu cầu.')
    .argument('<id>', 'mã yêu cầu', guid)
    .requiredOption('--actor <tên>', 'người kết thúc', said)
    .requiredOption('--outcome <kết quả>', OUTCOMES.join(' | '), (text) => oneOf(OUTCOMES, text))
    .requiredOption('--reason <lý do>', 'căn cứ, số văn bản trả lời; không ghi tên, giá trị', said)
    .option('--json', 'in kết quả cho máy đọc')
    .action(shell.does((id: string, options: CloseOptions) => close(shell, id, options)));
  return command;
}

function recordCommands(command: Command, shell: Shell): void {
  withField(withPaper(command.command('correct')))
    .description('Ghi nhận yêu cầu sửa một trường và theo dõi tới khi nguồn đã sửa. Không sửa gì trong cổng.')
    .action(
      shell.does((target: string, options: RecordOptions) =>
        record(shell, target, { ...options, kind: 'correction' }),
      ),
    );
  withField(withPaper(command.command('record')))
    .description('Ghi nhận yêu cầu hạn chế xử lý hoặc phản đối xử lý; chỉ ghi nhận.')
    .requiredOption('--kind <loại>', 'restriction | objection', (text) =>
      oneOf(['restriction', 'objection'] as const, text),
    )
    .action(shell.does((target: string, options: RecordOptions) => record(shell, target, options)));
}

function withField(command: Command): Command {
  return command
    .argument('<reference>', 'mã hồ sơ địa phương', reference)
    .option('--field <trường>', FIELDS.join(' | '), (text) => oneOf(FIELDS, text), 'other' as const)
    .option('--role <vai trò>', ROLES.join(' | '), (text) => oneOf(ROLES, text), 'petitioner' as const)
    .option('--place <số>', 'người thứ mấy trong vai trò đó', count(MAX_PLACE), 1);
}

async function record(shell: Shell, target: string, options: RecordOptions): Promise<ExitCode> {
  const { kind = 'correction', field, role, place: person, json: isJson } = options;
  if (kind === 'correction' && field === 'other')
    throw wrongUsage('Chưa rõ sửa trường nào.', `Ghi --field: ${SUBJECT_FIELDS.join(', ')}.`);
  const place = shell.place();
  const paper = paperOf(place, kind, options);
  const result = await withSubjects(place, options, ({ requests }) =>
    requests.recordCorrection({ ...paper, kind, reference: target, role, place: person, field }),
  );
  if (result.kind === 'refused') throw refusalOf(result);
  const road = kind === 'correction' ? CORRECT_ROAD : RECORDED_ONLY;
  shell.answer(isJson, { recorded: true, id: result.id, dueOn: paper.dueOn, road }, () => [
    `Đã ghi nhận yêu cầu ${result.id ?? ''}, hạn trả lời ${vietnamDay(paper.dueOn)}.`,
    ...road,
  ]);
  return 0;
}

async function approve(
  shell: Shell,
  id: string,
  { json: isJson, ...person }: ApproveOptions,
): Promise<ExitCode> {
  const result = await withSubjects(shell.place(), person, ({ requests }) =>
    requests.approve(id, person.actor),
  );
  if (result.kind === 'refused') throw refusalOf(result);
  shell.answer(isJson, { approved: true, id }, () => [
    'Đã duyệt: yêu cầu này được xuất, cho đúng người đã ghi nhận.',
    'Chưa tìm gì.',
    `Tiếp: npm run kntc -- subject export --request ${id} --actor <tên> --out <tệp>.`,
  ]);
  return 0;
}

async function close(shell: Shell, id: string, { json: isJson, ...by }: CloseOptions): Promise<ExitCode> {
  const result = await withSubjects(shell.place(), by, ({ requests }) => requests.close(id, by));
  if (result.kind === 'refused') throw refusalOf(result);
  shell.answer(isJson, { closed: true, id, outcome: by.outcome }, () => [
    'Đã kết thúc yêu cầu.',
    'Việc kết thúc nằm trong nhật ký kiểm toán.',
    'Trả lời người yêu cầu bằng văn bản.',
  ]);
  return 0;
}

async function list(shell: Shell, { all, limit, json: isJson, ...by }: ListOptions): Promise<ExitCode> {
  const today = dateInVietnam(systemClock.now());
  const place = shell.place();
  const found = await withSubjects(place, by, ({ requests, database }) =>
    readAs(place, database, {
      what: 'subject list',
      kind: 'subject',
      by,
      read: (scope) => requests.list({ all: all === true, limit }, scope),
    }),
  );
  const items = found.map((row) => {
    const due = partialDate(row.dueOn);
    const isEnded = row.state === 'done' || row.state === 'closed';
    return { ...row, daysLeft: due === undefined || isEnded ? null : daysBetween(today, due) };
  });
  shell.answer(isJson, { items }, () =>
    items.length === 0
      ? ['Không có yêu cầu nào chưa xong.']
      : table(
          ['Mã', 'Loại', 'Số văn bản', 'Nhận', 'Hạn', 'Còn', 'Hồ sơ', 'Trường', 'Tình trạng'],
          items.map((row) => [
            row.id,
            KINDS[row.kind],
            row.documentNo,
            vietnamDay(row.receivedOn),
            vietnamDay(row.dueOn),
            left(row.daysLeft),
            row.reference ?? '',
            row.field ?? '',
            standing(row),
          ]),
        ),
  );
  return 0;
}

function left(days: number | null): string {
  if (days === null) return '';
  return days < 0 ? `quá hạn ${-days} ngày` : `${days} ngày`;
}

function standing({ state, progress, outcome }: SubjectRequestRow): string {
  if (state === 'closed') return `đã kết thúc: ${outcome ?? ''}`;
  if (state === 'done') return 'đã xuất';
  if (state === 'proposed') return 'chờ người thứ hai duyệt';
  return progress === null ? 'đang mở' : PROGRESS[progress];
}

function vietnamDay(day: string): string {
  return day.split('-').toReversed().join('/');
}

const KINDS = { export: 'xuất', correction: 'sửa', restriction: 'hạn chế', objection: 'phản đối' } as const;
const PROGRESS = {
  unchanged: 'chờ sửa ở nguồn',
  'taken-in': 'nguồn đã sửa, cổng đã nhận, chưa gửi',
  held: 'chờ hai người (CORRECTION_NEEDS_DECISION)',
  delivered: 'đã nhận bản sửa, phần phải gửi đã gửi',
} as const;
const CORRECT_ROAD = [
  '1. Cán bộ sửa trường đó trong phần mềm đơn thư; cổng không sửa thay và không giữ giá trị mới.',
  '2. Cổng đọc lại. Hồ sơ đã lên CSDLQG thì tạm dừng CORRECTION_NEEDS_DECISION: hai người quyết định bằng holds release.',
  '3. Theo dõi: npm run kntc -- subject list. Xong: subject close <mã> --outcome corrected.',
] as const;
const RECORDED_ONLY = [
  'Cổng chỉ ghi nhận, không tự dừng hay đổi gì.',
  'Người có thẩm quyền quyết định; trả lời bằng văn bản rồi: npm run kntc -- subject close <mã>.',
] as const;
