import type { WorkingDays } from '../calendar/working-days';
import { toVietnameseDate, type PartialDate } from '../case/partial-date';
import { daysBetween } from '../subject/due-on';
import type { DeadlineStage } from './deadline-rules';

/** Working days before the end of a term, or before a case shows as late, from which people are warned. */
const WARN_WORKING_DAYS = 3;

/** Today, and the last day of those on which something is soon. */
export function deadlineDays(
  calendar: WorkingDays,
  today: PartialDate,
): { readonly today: PartialDate; readonly soon: PartialDate } {
  return { today, soon: calendar.after(today, WARN_WORKING_DAYS) };
}

/** What a stage is called on screens. */
export const STAGE_LABELS: Readonly<Record<DeadlineStage, string>> = {
  handling: 'xử lý đơn',
  acceptance: 'thụ lý',
  resolution: 'giải quyết',
};

interface Told {
  readonly stage: DeadlineStage | null;
  readonly dueOn: PartialDate | null;
  readonly lateOn: PartialDate | null;
  /** Class of the ledger. */
  readonly class: string | null;
}

/** What to do about what is not sent, by where the record stands. */
const TO_DO: Readonly<Record<string, string>> = {
  waiting:
    'Cổng gửi hồ sơ này trước các hồ sơ khác; nếu kết nối đang dừng thì xem trang Tổng quan (kntc status).',
  quarantined: 'Bổ sung thông tin còn thiếu: xem lý do của hồ sơ ở danh sách chờ bổ sung.',
  held: 'Người có thẩm quyền quyết định cho hồ sơ đang tạm dừng.',
  confirmed:
    'Cổng đã gửi mọi nội dung đã có: hoàn thành giải quyết, hoặc nhập tay việc tạm đình chỉ, gia hạn trên CSDLQG (kntc no-channel).',
  unknown: 'Cổng đang tra cứu kết quả lần gửi trước; nếu kéo dài thì xem danh sách hồ sơ chưa rõ.',
};

/** What happened, what it means for the case, what to do; about both clocks as far as they run. @param today in Vietnam */
export function deadlineText(
  { stage, dueOn, lateOn, class: standing }: Told,
  today: PartialDate,
): readonly string[] {
  return [
    ...(stage === null ? [] : legalText(stage, dueOn, today)),
    ...(lateOn === null
      ? []
      : [lateText(lateOn, standing, today), TO_DO[standing ?? ''] ?? 'Xem trạng thái của hồ sơ.']),
  ];
}

function legalText(stage: DeadlineStage, dueOn: PartialDate | null, today: PartialDate): readonly string[] {
  const label = STAGE_LABELS[stage];
  if (dueOn === null)
    return [
      `Thời hạn ${label} đang tạm dừng do tạm đình chỉ.`,
      'Ngày tạm đình chỉ không tính vào thời hạn.',
      'Khi tiếp tục giải quyết, nhập ngày tiếp tục vào phần mềm.',
    ];
  const left = daysBetween(today, dueOn);
  const on = toVietnameseDate(dueOn);
  if (left < 0)
    return [
      `Đã quá hạn ${label} ${-left} ngày (hạn ${on}).`,
      `Vụ việc được tính là ${label} không đúng hạn.`,
      `Hoàn thành bước ${label} và nhập kết quả vào phần mềm; nếu đã gia hạn hoặc tạm đình chỉ thì nhập ngày.`,
    ];
  return [
    left === 0 ? `Hôm nay là ngày cuối của thời hạn ${label}.` : `Còn ${left} ngày để ${label} (hạn ${on}).`,
    `Sau ngày đó vụ việc được tính là ${label} không đúng hạn.`,
    `Hoàn thành bước ${label} trước hạn và nhập kết quả vào phần mềm.`,
  ];
}

function lateText(lateOn: PartialDate, standing: string | null, today: PartialDate): string {
  const left = daysBetween(today, lateOn);
  const from = toVietnameseDate(lateOn);
  if (standing === 'confirmed')
    return left <= 0
      ? `CSDLQG hiển thị vụ việc là chậm từ ${from}: ở đó không có tạm đình chỉ, gia hạn.`
      : `CSDLQG sẽ hiển thị vụ việc là chậm từ ${from} (sau ${left} ngày) nếu chưa có kết quả giải quyết: ở đó không có tạm đình chỉ, gia hạn.`;
  return left <= 0
    ? `CSDLQG hiển thị vụ việc là chậm từ ${from} vì còn nội dung chưa gửi được.`
    : `CSDLQG sẽ hiển thị vụ việc là chậm từ ${from} (sau ${left} ngày) nếu chưa gửi được nội dung còn lại.`;
}
