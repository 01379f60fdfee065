import type { Reason } from './reason';

/** Reasons that concern what the far side confirmed, changed on either side; part of `REASONS`. */
export const CORRECTION_REASONS = {
  CORRECTION_NEEDS_DECISION: {
    class: 'held',
    owner: 'province',
    vi: [
      'Thông tin đã được CSDLQG xác nhận nay thay đổi: {field}.',
      'Thay đổi chưa gửi; bản trên CSDLQG giữ nguyên.',
      'Người có thẩm quyền bấm «Cho đi tiếp», có người duyệt và lý do (kntc holds release … --approver TÊN); CSDLQG cũng đổi thì chọn từng trường ở trang hồ sơ (kntc conflicts show MÃ); hoặc sửa lại trong phần mềm.',
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
  NATIONAL_DIFFERS: {
    class: 'held',
    owner: 'operator',
    vi: [
      'Đối soát thấy bản ghi trên CSDLQG không còn là hồ sơ này, không còn ở đó, hoặc đã có dưới mã khác.',
      'Hồ sơ tạm dừng để không ghi vào vụ việc của người khác và không tạo bản ghi trùng.',
      'Phía quốc gia sửa lại thì hồ sơ tự đi tiếp; nếu không, tra cứu rồi bấm «Đã có trên CSDLQG với mã …» hoặc «Đã tra cứu, không có», có người duyệt (kntc holds resolve … --national-id MÃ, --not-there).',
    ],
    en: 'Reconciliation found that the national record is gone, is another case or stands under another id.',
  },
} as const satisfies Record<string, Reason>;
