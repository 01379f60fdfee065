import { FAILURES } from '../errors/gateway-error';
import type { FailureCode } from '../errors/gateway-error';
import type { Owner } from '../errors/reason';
import type { DrainEstimate } from './drain-estimate';
import { WHOLE_FAR_SIDE } from './outage';

const OWNERS: Readonly<Record<Owner, string>> = {
  province: 'đơn vị',
  gateway: 'cổng liên thông (tự xử lý)',
  national: 'đơn vị vận hành CSDLQG',
  operator: 'người vận hành cổng',
};

/** A span as people say it: «dưới 1 phút», «45 phút», «2 giờ 5 phút», «3 ngày 4 giờ». */
export function spanText(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 1) return 'dưới 1 phút';
  if (whole < 60) return `${whole} phút`;
  const hours = Math.floor(whole / 60);
  if (hours < 48) return `${hours} giờ${whole % 60 === 0 ? '' : ` ${whole % 60} phút`}`;
  return `${Math.floor(hours / 24)} ngày${hours % 24 === 0 ? '' : ` ${hours % 24} giờ`}`;
}

/** How long the backlog takes, and from what that is told. */
export function drainText(drain: DrainEstimate | undefined): string {
  if (drain === undefined) return 'chưa ước được: chưa có số liệu gửi thực tế và không khai giới hạn tốc độ';
  const rate = Math.max(1, Math.round(drain.recordsPerMinute));
  const basis =
    drain.from === 'measured'
      ? `trung bình 5 phút gửi nhiều nhất trong 24 giờ qua, ${rate} hồ sơ/phút`
      : `giới hạn tốc độ đã khai, khoảng ${rate} hồ sơ/phút`;
  return `khoảng ${spanText(drain.minutes)} từ lúc gửi lại được (ước tính theo ${basis}; tăng tốc từng bước sau gián đoạn)`;
}

/** Which part of the connection is interrupted. */
export function scopeText(scope: string): string {
  return scope === WHOLE_FAR_SIDE
    ? 'toàn bộ kết nối tới CSDLQG'
    : `tài khoản CSDLQG của nhóm cơ quan «${scope}»`;
}

/** What happened, for people. */
export function failureText(code: FailureCode): string {
  return FAILURES[code].vi;
}

/** Who must act. */
export function actorText(code: FailureCode): string {
  return OWNERS[FAILURES[code].owner];
}
