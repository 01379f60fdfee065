import type { Reason } from './reason';

/** Reasons that concern attached files; part of `REASONS`. */
export const FILE_REASONS = {
  FILE_MISSING: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Không tìm thấy tệp đính kèm ở trường {field}.',
      'Nếu nguồn bắt buộc có tệp thì hồ sơ chưa gửi được; nếu không, hồ sơ được gửi thiếu tệp này.',
      'Đặt lại tệp vào đúng thư mục lưu tệp của phần mềm; cổng tự tìm lại.',
    ],
    en: 'A file named by path is not there.',
  },
  FILE_TOO_LARGE: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Tệp đính kèm ở trường {field} vượt quá dung lượng cho phép của nguồn.',
      'Hồ sơ chưa gửi được lên CSDLQG.',
      'Giảm dung lượng tệp (nén, quét lại ở độ phân giải thấp hơn) rồi thay tệp cũ; cổng tự tìm lại.',
    ],
    en: 'A file, or all files of the record together, are larger than the source allows.',
  },
  FILE_NOT_ALLOWED: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Đường dẫn tệp ở trường {field} trỏ ra ngoài thư mục được phép hoặc không phải là tệp.',
      'Hồ sơ chưa gửi được; cổng không mở tệp ngoài thư mục đã khai.',
      'Sửa đường dẫn trong phần mềm của đơn vị, hoặc khai đúng thư mục gốc (root) trong tệp nguồn.',
    ],
    en: 'A file path leaves its allowed folder or names no regular file.',
  },
  ATTACHMENT_CHANGED: {
    class: 'held',
    owner: 'province',
    vi: [
      'Tệp đính kèm đã bị thay đổi hoặc không còn ở chỗ cũ kể từ khi cổng đọc hồ sơ.',
      'Bước này chưa gửi, để không gửi lên CSDLQG một tệp khác với tệp đã kiểm tra.',
      'Nếu tệp được thay bằng bản mới thì không phải làm gì, cổng tự đọc lại; nếu tệp bị mất, đặt lại tệp cũ rồi bấm «Cho đi tiếp» (kntc holds release …).',
    ],
    en: 'A file changed or vanished since the record was read.',
  },
} as const satisfies Record<string, Reason>;
