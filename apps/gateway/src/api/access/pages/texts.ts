import type { ChangeOutcome, SignInOutcome } from '@kntc/access';
import { MAX_PASSWORD, MIN_PASSWORD } from '@kntc/domain';
import type { UserRole } from '@kntc/domain';

export const ROLE_NAMES: Readonly<Record<UserRole, string>> = {
  operator: 'nhân viên vận hành',
  inspector: 'thanh tra viên',
  approver: 'người duyệt',
  'config-admin': 'quản trị cấu hình',
  auditor: 'kiểm tra an toàn',
  'key-custodian': 'người giữ khoá',
};

export type Objection = Extract<ChangeOutcome, { kind: 'objection' }>['why'] | 'not-again';

export const OBJECTIONS: Readonly<Record<Objection, string>> = {
  'too-short': `Mật khẩu mới ngắn quá: cần ít nhất ${MIN_PASSWORD} ký tự. Mật khẩu cũ vẫn dùng được.`,
  'too-long': `Mật khẩu mới dài quá ${MAX_PASSWORD} ký tự. Mật khẩu cũ vẫn dùng được.`,
  common: 'Mật khẩu mới dễ đoán (từ hay dùng, dãy phím, năm sinh). Chọn vài từ không liên quan với nhau.',
  'like-login': 'Mật khẩu mới giống tên đăng nhập. Chọn mật khẩu khác.',
  same: 'Mật khẩu mới trùng mật khẩu hiện tại. Chọn mật khẩu khác.',
  'not-again': 'Hai lần nhập mật khẩu mới không giống nhau. Nhập lại cả hai.',
};

export const FORGED =
  'Trang này đã cũ, trình duyệt chặn cookie, hoặc yêu cầu không đến từ trang của cổng. Không có gì thay đổi; nhập lại từ đầu.';

/** What a page says about a try that did not succeed, and with which status. */
export interface Said {
  readonly status: number;
  readonly text: string;
  readonly retryAfterS?: number;
}

type Failed = Exclude<SignInOutcome, { kind: 'session' }>;

/** @param refused what was wrong, as far as it may be told */
export function saidAbout(outcome: Failed, refused: string, now: Date): Said {
  switch (outcome.kind) {
    case 'refused':
      return { status: 401, text: refused };
    case 'busy':
      return {
        status: 503,
        text: 'Đang có quá nhiều người đăng nhập. Thử lại sau vài giây.',
        retryAfterS: 5,
      };
    case 'wait': {
      const seconds = Math.max(1, Math.ceil((outcome.until.getTime() - now.getTime()) / 1_000));
      const wait = seconds < 90 ? `${seconds} giây` : `${Math.ceil(seconds / 60)} phút`;
      const text = `Đã thử sai nhiều lần. Chờ khoảng ${wait} rồi thử lại; nếu không phải bạn đã thử, báo người quản trị cổng.`;
      return { status: 429, text, retryAfterS: seconds };
    }
  }
}
