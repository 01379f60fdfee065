import type { Reason } from './reason';

/** Of visits: those no petition came of, and those that say so of something that is a case already. */
export const RECEPTION_REASONS = {
  RECEPTION_WITHOUT_PETITION: {
    class: 'noChannel',
    owner: 'province',
    vi: [
      'Lượt tiếp công dân không phát sinh đơn; CSDLQG chưa có bản tin nhận loại này.',
      'Lượt tiếp được đếm ở nhóm «chưa có kênh liên thông», không gửi đi.',
      'Xuất Sổ tiếp công dân, nhập tay trên CSDLQG rồi ghi nhận đã nhập (kntc receptions export, receptions entered).',
    ],
    en: 'A visit no petition came of: the national interface has no message for it.',
  },
  CASE_WITHOUT_PETITION: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Nguồn nay ghi lượt tiếp này không phát sinh đơn, nhưng trước đây hồ sơ đã là một đơn.',
      'Hồ sơ chờ; những gì đã gửi lên CSDLQG vẫn giữ nguyên.',
      'Kiểm tra trong phần mềm của đơn vị: có đơn thì sửa lại đánh dấu; nhập nhầm thì lập đề nghị chỉnh sửa.',
    ],
    en: 'The source calls a record a visit without a petition that was a case before.',
  },
} as const satisfies Readonly<Record<string, Reason>>;
