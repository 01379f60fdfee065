import type { Reason } from './reason';

/** Reasons that concern codes and agencies through time; part of `REASONS`. */
export const CODE_REASONS = {
  CODE_SPLIT: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Mã «{value}» ở trường {field} ứng với nhiều mã quốc gia vào ngày của hồ sơ: đơn vị đã được chia tách.',
      'Hồ sơ chưa gửi được lên CSDLQG: cổng không tự chọn thay người.',
      'Chọn đơn vị mới theo thôn, tổ trong phần mềm của đơn vị; nếu chắc chắn chỉ một đơn vị đúng thì sửa bảng đối chiếu.',
    ],
    en: 'A local code stands for several national ones on the date of the record.',
  },
  CODE_NOT_NATIONAL: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Mã «{value}» ở trường {field} đã được đối chiếu, nhưng mã quốc gia khai cho nó không có trong danh mục vào ngày của hồ sơ.',
      'Mọi hồ sơ dùng mã này từ ngày đó chờ bổ sung.',
      'Sửa mã quốc gia của dòng này ở màn hình Nguồn và đối chiếu danh mục, nút «Đối chiếu» (kntc crosswalk missing, crosswalk list; config/crosswalks).',
    ],
    en: 'A local code is mapped to a code that its national list does not have on the date of the record.',
  },
  AGENCY_CLOSED: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Cơ quan «{value}» ở trường {field} đã kết thúc hoạt động trước ngày tiếp nhận đơn.',
      'Hồ sơ chưa gửi được lên CSDLQG.',
      'Khai cơ quan kế thừa cho mã này từ ngày đó trong bảng đối chiếu (config/crosswalks), hoặc sửa ngày, cơ quan trong phần mềm của đơn vị.',
    ],
    en: 'The receiving agency had ended before the petition came in.',
  },
} as const satisfies Record<string, Reason>;
