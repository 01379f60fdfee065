import type { Reason } from './reason';

/** Reasons that concern changes of what the far side confirmed; part of `REASONS`. */
export const CORRECTION_REASONS = {
  CORRECTION_NEEDS_DECISION: {
    class: 'held',
    owner: 'province',
    vi: [
      'Thông tin đã được CSDLQG xác nhận nay thay đổi: {field}.',
      'Thay đổi chưa gửi; bản trên CSDLQG giữ nguyên.',
      'Người có thẩm quyền quyết định: kntc holds release … --approver TÊN --reason LÝ DO, hoặc sửa lại trong phần mềm.',
    ],
    en: 'Confirmed people, type, content, dates or results changed locally.',
  },
  CORRECTION_IMPOSSIBLE: {
    class: 'held',
    owner: 'national',
    vi: [
      'Bước đã xác nhận thay đổi theo cách mà kết nối này không sửa được: {field}.',
      'Bản trên CSDLQG giữ nguyên.',
      'Khôi phục giá trị đã gửi trong phần mềm thì hồ sơ tự tiếp tục; nếu giá trị mới đúng, đề nghị Thanh tra Chính phủ sửa bản trên CSDLQG.',
    ],
    en: 'A confirmed step changed in a way this interface cannot correct.',
  },
} as const satisfies Record<string, Reason>;
