import type { Reason } from './reason';

/** Reasons that concern the names of petitioners, and what people completed; part of `REASONS`. */
export const PEOPLE_REASONS = {
  MANY_PEOPLE_IN_ONE_FIELD: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Trường {field} chứa tên của nhiều người.',
      'Hồ sơ chưa gửi được vì không tách tên bằng phỏng đoán.',
      'Nhập từng người thành một dòng trong phần mềm của đơn vị.',
    ],
    en: 'One name field holds several people.',
  },
  NOT_A_PERSON: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Trường {field} không chứa tên của một người: đơn không có tên người gửi, hoặc đó là tên cơ quan, tổ chức, tập thể.',
      'Hồ sơ chưa gửi được, để không ghi lên CSDLQG một người không có thật.',
      'Trong tệp nguồn, đánh dấu đơn nặc danh (anonymous) hoặc tổ chức (petitionerType, organisationName) bằng when … matches; hoặc sửa tên trong phần mềm của đơn vị.',
    ],
    en: 'A petitioner who is not marked as anonymous or as an organisation has no name of a natural person.',
  },
  IDENTITY_IN_OPEN_FIELD: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Trường {field} của đơn tố cáo trùng với tên, số giấy tờ, điện thoại hoặc địa chỉ của chính người tố cáo.',
      'Đơn tố cáo chưa gửi: trường này lên CSDLQG nguyên văn, sẽ lộ người tố cáo (chính sách withheld).',
      'Nếu nhập nhầm: sửa trong phần mềm của đơn vị, cổng tự đọc lại. Nếu là người khác trùng tên: hai người ghi nhận ở «Người khác trùng tên» (kntc quarantine decide … --namesake --approver).',
    ],
    en: 'A field of a withheld denunciation that leaves as it is names the denouncer.',
  },
  OVERLAY_CONFLICT: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Nguồn nay có giá trị ở trường {field}, khác thông tin bổ sung đã ghi nhận cho trường đó.',
      'Hồ sơ chưa gửi: cổng không tự chọn giữa hai giá trị; giá trị của nguồn giữ nguyên.',
      'Nguồn đúng: bấm «Rút thông tin bổ sung» (kntc overlays withdraw). Thông tin bổ sung đúng: sửa giá trị trong phần mềm của đơn vị.',
    ],
    en: 'The source has come to say something else than what a person completed.',
  },
} as const satisfies Record<string, Reason>;
