import { dueOn, partialDate } from '@kntc/domain';
import { loadSubjectRules } from '@kntc/platform';
import type { AccessRefusal } from '@kntc/domain';
import type { NewSubjectRequest, SubjectRequestKind, SubjectResult } from '@kntc/storage';
import type { Command } from 'commander';
import { accessRefusal, isAccessRefusal } from '../access-refusal';
import { isoDate, said } from '../arguments';
import { withProof, type ProofOptions } from '../database/open-approvals';
import type { Place } from '../database/place';
import { Refusal, wrongUsage, type ThreeLines } from '../refusal';

/** What stands on the paper of a request, and who saw the papers of whoever asks. */
export interface PaperOptions extends ProofOptions {
  readonly documentNo?: string;
  readonly received?: string;
  readonly due?: string;
  readonly verifiedBy?: string;
  readonly verifiedHow?: string;
  readonly actor: string;
  readonly json?: true;
}

/** Adds the options of {@link PaperOptions}. */
export function withPaper(command: Command): Command {
  return withProof(command)
    .requiredOption('--actor <tên>', 'người ghi nhận', said)
    .option('--document-no <số>', 'số văn bản yêu cầu; không ghi tên người yêu cầu', said)
    .option('--received <ngày>', 'ngày nhận yêu cầu, yyyy-MM-dd', isoDate)
    .option('--due <ngày>', 'hạn trả lời; bỏ trống: theo subject-requests.yaml', isoDate)
    .option('--verified-by <tên>', 'người kiểm tra giấy tờ tuỳ thân', said)
    .option('--verified-how <cách>', 'kiểm tra bằng cách nào', said)
    .option('--json', 'in kết quả cho máy đọc');
}

/** @throws Refusal for what is missing, an impossible order of days, and a due day that nobody has laid down */
export function paperOf(place: Place, kind: SubjectRequestKind, options: PaperOptions): NewSubjectRequest {
  const { documentNo, received, verifiedBy, verifiedHow, actor, due } = options;
  if (
    documentNo === undefined ||
    received === undefined ||
    verifiedBy === undefined ||
    verifiedHow === undefined
  )
    throw wrongUsage(
      'Thiếu thông tin của yêu cầu.',
      'Ghi đủ --document-no, --received, --verified-by, --verified-how.',
    );
  const day = partialDate(received);
  const days = loadSubjectRules(place.environment.configDir).answerWithinDays[kind];
  const dueDay = due ?? (day === undefined || days === undefined ? undefined : dueOn(day, days));
  if (dueDay === undefined)
    throw wrongUsage(
      'Chưa có hạn trả lời.',
      'Ghi --due <ngày>, hoặc bộ phận pháp chế ghi số ngày vào config/subject-requests.yaml.',
    );
  if (dueDay < received) throw wrongUsage('Hạn trả lời trước ngày nhận.', 'Sửa lại --received hoặc --due.');
  return { documentNo, receivedOn: received, dueOn: dueDay, verifiedBy, verifiedHow, recordedBy: actor };
}

type Refused = Extract<SubjectResult, { kind: 'refused' }>;

/** Why an act on a request was refused: by what it asks for, or by who asks. */
export function refusalOf({ why, of = 'subject' }: Refused): Refusal {
  if (isOwn(why)) return new Refusal(REFUSED[why]);
  return new Refusal(isAccessRefusal(why) ? accessRefusal(why, of) : REFUSED['no-request']);
}

type OwnWhy = Exclude<Refused['why'], Exclude<AccessRefusal, 'same-person' | 'not-approved'>>;

function isOwn(why: Refused['why']): why is OwnWhy {
  return Object.hasOwn(REFUSED, why);
}

const REFUSED: Readonly<Record<OwnWhy, ThreeLines>> = {
  'no-request': [
    'Không có yêu cầu này.',
    'Không có gì thay đổi.',
    'Xem mã yêu cầu: npm run kntc -- subject list.',
  ],
  'same-person': [
    'Người duyệt và người ghi nhận là cùng một người.',
    'Yêu cầu vẫn chờ duyệt, chưa tìm gì.',
    'Để một người khác duyệt: --actor <tên>.',
  ],
  'not-proposed': [
    'Yêu cầu này không chờ duyệt.',
    'Không có gì thay đổi.',
    'Xem: npm run kntc -- subject list --all.',
  ],
  'not-approved': [
    'Yêu cầu có đơn tố cáo này chưa được người thứ hai duyệt.',
    'Chưa tìm và chưa ghi gì.',
    'Người khác chạy: npm run kntc -- subject approve <mã> --actor <tên>.',
  ],
  'other-identity': [
    'Người đọc từ đầu vào không phải người của yêu cầu đã ghi nhận.',
    'Chưa tìm và chưa ghi gì: việc duyệt chỉ có giá trị cho đúng người đó.',
    'Đưa lại đúng các dòng đã ghi lúc đầu, hoặc ghi nhận yêu cầu mới.',
  ],
  'no-record': [
    'Không có hồ sơ này.',
    'Không lưu gì.',
    'Kiểm tra lại mã hồ sơ địa phương: npm run kntc -- cases find.',
  ],
  'no-person': ['Hồ sơ không có người ở vị trí này.', 'Không lưu gì.', 'Kiểm tra lại --role và --place.'],
  'not-open': [
    'Yêu cầu này đã kết thúc.',
    'Không có gì thay đổi.',
    'Xem: npm run kntc -- subject list --all.',
  ],
  'not-changed': [
    'Cổng chưa nhận được phiên bản nào của hồ sơ mà trường này đã đổi.',
    'Yêu cầu vẫn mở.',
    'Sửa trong phần mềm đơn thư rồi chờ cổng đọc lại; nếu không sửa: --outcome refused hoặc withdrawn.',
  ],
  'wrong-outcome': [
    'Kết quả này không dùng cho loại yêu cầu đó.',
    'Yêu cầu vẫn mở.',
    'Sửa dữ liệu: corrected | refused | withdrawn. Hạn chế, phản đối: accepted | refused | withdrawn.',
  ],
};
