import { isSamePerson, OPERATION_REFUSALS, vietnamTime } from '@kntc/domain';
import type { OperationRefusal } from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import type { Command as OperationCommand, OperationResult } from '@kntc/storage';
import type { Command } from 'commander';
import { accessRefusal, isAccessRefusal } from './access-refusal';
import { said } from './arguments';
import { withBothProofs, type ProofOptions } from './database/open-approvals';
import type { OperationRow, Questions } from './database/questions';
import { wrongUsage, type ThreeLines } from './refusal';
import type { ExitCode } from './terminal';

type Why = Extract<OperationResult, { kind: 'refused' }>['why'];

/** Who, why and the key: the options every operation takes. */
export interface OperationOptions extends ProofOptions {
  readonly actor: string;
  readonly reason: string;
  readonly approver?: string;
  readonly key?: string;
  readonly json?: true;
}

/** Adds the options of {@link OperationOptions} to a command. */
export function withOperationOptions(command: Command): Command {
  return withBothProofs(command)
    .requiredOption('--actor <tên>', 'người thực hiện', said)
    .requiredOption('--reason <lý do>', 'lý do, được lưu cùng lệnh', said)
    .option('--approver <tên>', 'người duyệt, khác người thực hiện', said)
    .option('--key <khoá>', 'khoá chống làm lặp (Idempotency-Key); mặc định: ngẫu nhiên', said)
    .option('--json', 'in kết quả cho máy đọc');
}

/** @throws Refusal when actor and approver are one person */
export function commandOf(options: OperationOptions): OperationCommand {
  const { actor, reason, approver } = options;
  if (approver !== undefined && isSamePerson(actor, approver))
    throw wrongUsage(
      'Người duyệt và người thực hiện là cùng một người.',
      'Để một người khác duyệt: --approver <tên>.',
    );
  return { actor, reason, approver, idempotencyKey: options.key ?? randomIds.uuid() };
}

export interface OperationAnswer {
  readonly target: string;
  readonly result: OperationResult['kind'];
  readonly why?: Why | undefined;
  readonly idempotencyKey: string;
  readonly text: ThreeLines;
  readonly exitCode: ExitCode;
}

/** What an operation asks of the storage, with the name under which it is recorded there. */
export interface Operation {
  readonly name: string;
  readonly target: string;
  readonly command: OperationCommand;
  readonly act: () => Promise<OperationResult>;
  /** What a person reads when it is done: it, what follows, what to do now. */
  readonly done: ThreeLines;
  /** The same when there is no such target; default: there is no such record. */
  readonly missing?: ThreeLines;
}

/** Runs an operation and words its result. A key used before answers with what the first call did. */
export async function perform(operation: Operation, questions: Questions): Promise<OperationAnswer> {
  const { command, target } = operation;
  const result = await actOnce(operation.act);
  const before = result.kind === 'repeated' ? await questions.operation(command.idempotencyKey) : undefined;
  return {
    target,
    result: result.kind,
    why: result.kind === 'refused' ? result.why : undefined,
    idempotencyKey: command.idempotencyKey,
    ...words(operation, result, before),
  };
}

/** Two calls with one key at the same moment: the unique key lets one through, the other is a repetition. */
async function actOnce(act: Operation['act']): Promise<OperationResult> {
  try {
    return await act();
  } catch (err) {
    const isTwin = err instanceof Error && 'code' in err && err.code === '23505';
    if (isTwin) return { kind: 'repeated' };
    throw err;
  }
}

function words(
  operation: Operation,
  result: OperationResult,
  before: OperationRow | undefined,
): Pick<OperationAnswer, 'text' | 'exitCode'> {
  switch (result.kind) {
    case 'done':
      return { text: operation.done, exitCode: 0 };
    case 'repeated':
      return repeated(operation, before);
    case 'not-found':
      return {
        text: operation.missing ?? [
          `Không có hồ sơ ${operation.target}.`,
          'Không có gì thay đổi.',
          'Kiểm tra lại mã bằng npm run kntc -- holds list hoặc quarantine list.',
        ],
        exitCode: 1,
      };
    case 'refused':
      return { text: refusedLines(result), exitCode: 1 };
  }
}

export function refusedLines({ why, of }: Extract<OperationResult, { kind: 'refused' }>): ThreeLines {
  return isAccessRefusal(why) ? accessRefusal(why, of ?? 'judgement') : REFUSED[why];
}

function repeated(
  { name, target }: Operation,
  before: OperationRow | undefined,
): Pick<OperationAnswer, 'text' | 'exitCode'> {
  if (before !== undefined && (before.command !== name || before.target !== target)) {
    return {
      text: [
        `Khoá này đã dùng cho lệnh khác (${before.command} ${before.target}).`,
        'Lệnh này chưa làm gì.',
        'Bỏ --key hoặc dùng một khoá mới.',
      ],
      exitCode: 1,
    };
  }
  const wasDone = before === undefined || before.result === 'done';
  const when = before === undefined ? '' : ` lúc ${vietnamTime(before.at)}`;
  return wasDone
    ? {
        text: [`Lệnh này đã làm xong từ trước${when}.`, 'Không làm lại lần nữa.', 'Không phải làm gì.'],
        exitCode: 0,
      }
    : {
        text: [
          `Lệnh với khoá này đã được trả lời${when}, và lần đó không thực hiện được (${before.result}).`,
          'Không có gì thay đổi.',
          'Nếu nay muốn làm, chạy lại với khoá mới (bỏ --key).',
        ],
        exitCode: 1,
      };
}

/** What to do at the command line, after what happened and what it means. */
const NEXT: Readonly<Record<OperationRefusal, string>> = {
  'not-held': 'Xem trạng thái: npm run kntc -- holds show <mã>.',
  'wrong-hold': 'Xem lý do và cách giải quyết đúng: npm run kntc -- holds show <mã>.',
  'needs-approver': 'Chạy lại với --approver <tên người duyệt>.',
  'no-open-attempt': 'Xem các lần gửi: npm run kntc -- holds show <mã>.',
  'id-taken': 'Tra cứu lại trên CSDLQG; nếu mã đúng là của hồ sơ này, báo người vận hành xem hồ sơ kia.',
  'other-id': 'Xem mã bằng npm run kntc -- holds show <mã>, tra cứu lại trên CSDLQG rồi ghi đúng mã.',
  'login-taken':
    'Chọn tên khác; hoặc đặt lại mật khẩu cho tài khoản cũ: npm run kntc -- accounts reset <tên>.',
  'identity-taken':
    'Xem npm run kntc -- accounts list, kiểm tra lại mã (sub) do hệ thống đăng nhập của tỉnh cấp.',
  'is-machine':
    'Cho máy: npm run kntc -- tokens create. Cho một người: lập tài khoản khác bằng accounts create.',
  'not-undecided':
    'Chỉ quyết định cho hồ sơ BEFORE_START_OPEN, --exclude cho dòng thiếu nội dung hay người đứng đơn (MISSING_MANDATORY), --namesake cho IDENTITY_IN_OPEN_FIELD: xem npm run kntc -- quarantine list.',
  'not-completable':
    'Viết đúng tên trường, có số thứ tự từ 0 cho người và lần giải quyết: channel, petitioners[0].idNumber, rounds[0].issuedDate. Tệp đính kèm, độ mật, mã đã có trên CSDLQG có cách riêng.',
  unreadable: 'Viết như trong phần mềm của đơn vị: ngày 15/07/2026, số 12, có; mã thì viết mã của đơn vị.',
  'said-by-source': 'Giá trị sai thì sửa trong phần mềm của đơn vị; cổng tự đọc lại.',
  'no-place': 'Bổ sung lần lượt: petitioners[0] rồi mới đến petitioners[1].',
  'completed-already':
    'Xem bằng npm run kntc -- overlays list; nếu sai thì overlays withdraw rồi ghi nhận lại.',
  'not-completed': 'Xem bằng npm run kntc -- overlays list.',
  'not-read': 'Không phải làm gì; đơn tố cáo được gửi không kèm danh tính.',
  'nothing-missing': 'Xem tình hình: npm run kntc -- sources list.',
  'in-flight': 'Chờ vài phút rồi chạy lại nếu vẫn cần.',
  'changed-meanwhile': 'Xem bảng đang dùng: npm run kntc -- crosswalk list.',
  'overlapping-days': 'Sửa ngày trong config/crosswalks rồi nạp lại: npm run kntc -- crosswalk import.',
  'unknown-codes': 'Xem gợi ý: npm run kntc -- crosswalk suggest.',
  'folder-decides': 'Sửa config/crosswalks rồi chạy npm run kntc -- crosswalk import.',
  'no-list-waits': 'Xem các danh mục đang chờ: npm run kntc -- crosswalk lists.',
  'other-version': 'Xem lại thay đổi: npm run kntc -- crosswalk lists.',
  'doubtful-list': 'Hỏi Thanh tra Chính phủ. Nếu đúng là như vậy, chạy lại lệnh và thêm --even-if-most-gone.',
  'too-far-ahead': 'Sửa --from rồi chạy lại; nếu đúng là ngày đó, duyệt lại khi còn không quá một năm.',
  'list-refused-already': 'Nếu đổi ý: npm run kntc -- crosswalk accept-list <danh mục>.',
  'gone-at-source': 'Xem lại dòng đó trong phần mềm của đơn vị.',
  'in-shadow': 'Xem: npm run kntc -- shadow status.',
  'newer-attempt': 'Xem các lần gửi: npm run kntc -- holds show <mã>.',
  'nothing-chosen': 'Xem: npm run kntc -- status, holds list, quarantine list.',
  'too-many-records': 'Thu hẹp bằng --source, --agency, --kind, làm từng phần.',
  'resync-ended': 'Xem: npm run kntc -- resync list.',
  'alert-over': 'Xem: npm run kntc -- alerts list.',
  'paused-already': 'Xem: npm run kntc -- queues.',
  'not-paused':
    'Xem: npm run kntc -- queues; cổng tự tạm dừng (GW_N209) thì hai người chạy: npm run kntc -- delivery resume.',
  'no-conflict': 'Xem: npm run kntc -- conflicts list.',
  'decided-already': 'Muốn đổi: npm run kntc -- conflicts undo <mã>, rồi quyết định lại.',
  'not-decided': 'Xem: npm run kntc -- conflicts show <mã>.',
  'sent-already': 'Chờ lần đối soát sau (npm run kntc -- reconcile); còn sai khác thì quyết định lại.',
  'not-takeable': 'Chọn --take ours, hoặc sửa trong phần mềm của đơn vị.',
  'not-decidable-here': 'Sửa ở phía sai; CSDLQG sai thì đề nghị Thanh tra Chính phủ sửa.',
  'far-side-silent': 'Chạy lại sau vài phút; kiểm tra kết nối: npm run kntc -- doctor.',
  'changed-there': 'Đối soát lại: npm run kntc -- reconcile --agency <cơ quan>, xem lại rồi quyết định.',
  'restoration-open': 'Xem chênh lệch, rồi hai người ký xác nhận: npm run kntc -- restoration status.',
  'delivery-paused':
    'Xem: npm run kntc -- delivery status; hai người cho gửi tiếp: npm run kntc -- delivery resume.',
  'queue-paused': 'Xem: npm run kntc -- queues; cho đi tiếp: npm run kntc -- resume.',
  'by-hand': 'Xuất danh sách rồi so: npm run kntc -- batch compare --agency <mã> --file <tệp> ….',
  'not-by-hand': 'Bắt đầu: npm run kntc -- batch begin --agency <mã>.',
  'nothing-to-enter': 'Xem: npm run kntc -- batch; hồ sơ tạm dừng: holds list.',
  'not-a-batch': 'Nộp đúng tệp .xlsx của đợt; tải lại: npm run kntc -- batch workbook <đợt>.',
  'batch-cancelled': 'Xem hồ sơ: npm run kntc -- holds list.',
  'batch-ended': 'Không phải làm gì.',
  'run-open': 'Chờ lượt đó xong (npm run kntc -- reconcile) rồi chạy lại.',
  'entered-already': 'Xem: npm run kntc -- no-channel list, receptions list.',
  'period-not-over': 'Chốt sau ngày cuối kỳ.',
  'period-closed-already': 'Thay đổi sau khi chốt: npm run kntc -- forms changes, rồi forms adjust.',
  'period-not-closed': 'Chốt trước: npm run kntc -- forms close.',
  'nothing-to-adjust': 'Không phải làm gì.',
  'request-recorded': 'Xem: npm run kntc -- requests list.',
  'request-replied': 'Xem: npm run kntc -- requests list --replied.',
  'day-before': 'Sửa --received, --due hoặc --replied rồi chạy lại.',
  'not-correctable':
    'Xem: npm run kntc -- findings list; proposals list --state not-ours; crosswalk missing.',
  'in-request': 'Xem: npm run kntc -- corrections list.',
  'not-draft': 'Xem: npm run kntc -- corrections list.',
  'correction-ended': 'Không phải làm gì.',
  'proposal-ended': 'Xem: npm run kntc -- proposals show <mã đề xuất>.',
  'no-local-record': 'Xem mã hồ sơ bằng npm run kntc -- holds list; bổ sung thông tin cho hồ sơ trước.',
  'other-kind': 'Xem lại hai bên; sửa loại đơn trong phần mềm của đơn vị nếu sai ở đó.',
  'further-there':
    'Đề nghị Thanh tra Chính phủ hướng dẫn; tạm thời: proposals decide … --awaited để cổng không gửi hồ sơ này.',
  'duplicate-decided': 'Muốn đổi: npm run kntc -- duplicates undo <mã cặp>, rồi quyết định lại.',
  'duplicate-undecided': 'Xem: npm run kntc -- duplicates show <mã cặp>.',
  'attached-already': 'Nếu gắn nhầm: lập văn bản đề nghị Thanh tra Chính phủ hướng dẫn.',
  'attach-impossible': 'Chọn link, hoặc gắn bằng tay trên CSDLQG rồi chọn supplement.',
  'not-one-matter': 'Chọn related hoặc reject.',
  'sent-alone-already': 'Chọn link để liên kết trong tỉnh.',
  'head-not-there': 'Chờ đơn trước được gửi rồi quyết định lại; hoặc chọn link.',
  'audit-too-low': 'Quyết định thêm các cặp: npm run kntc -- duplicates list --band auto --state open.',
  'form-nothing': 'Xem từng dòng trong kết quả xem trước; sửa dòng chưa dùng được rồi nộp lại.',
  'form-changed': 'Xem trước lại, rồi chạy với --version của lần đó.',
  'day-ahead': 'Sửa ngày rồi chạy lại.',
  'login-retired': 'Chọn tên đăng nhập khác.',
  'not-disabled': 'Khoá trước: npm run kntc -- accounts disable <tên> …',
  'holds-national-account':
    'Trả tài khoản đó cho Thanh tra Chính phủ khoá, rồi ghi: npm run kntc -- national-accounts end <id> …',
  'national-account-known': 'Xem: npm run kntc -- national-accounts list.',
  'ended-before-since': 'Sửa ngày rồi chạy lại.',
  'key-reused': 'Bỏ --key hoặc dùng một khoá mới.',
};

/** Why an operation was refused, for the person who asked for it. */
export const REFUSED = Object.fromEntries(
  Object.entries(NEXT).map(([why, next]) => [why, [...OPERATION_REFUSALS[why as OperationRefusal], next]]),
) as unknown as Readonly<Record<OperationRefusal, ThreeLines>>;
