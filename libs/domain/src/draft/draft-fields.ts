import type { DraftFieldType, DraftShape, ValueOf } from './draft-field';

const PERSON = {
  fullName: { type: 'personName', label: 'Họ tên' },
  idNumber: { type: 'identityNumber', label: 'Số định danh' },
  idIssuedDate: { type: 'date', label: 'Ngày cấp giấy tờ' },
  idIssuedPlace: { type: 'text', label: 'Nơi cấp giấy tờ' },
  gender: { type: 'choice', choices: ['male', 'female'], label: 'Giới tính' },
  birthDate: { type: 'date', label: 'Ngày sinh' },
  phone: { type: 'phone', label: 'Số điện thoại' },
  province: { type: 'code', list: 1, label: 'Tỉnh' },
  district: { type: 'code', list: 1, label: 'Huyện' },
  ward: { type: 'code', list: 1, label: 'Xã' },
  addressDetail: { type: 'text', label: 'Địa chỉ chi tiết' },
  nationality: { type: 'code', list: 3, label: 'Quốc tịch' },
  ethnicity: { type: 'code', list: 4, label: 'Dân tộc' },
} as const satisfies DraftShape;

const FIGURES = {
  moneyRecovered: { type: 'money', label: 'Thu hồi tiền' },
  residentialLandRecovered: { type: 'area', label: 'Thu hồi đất ở' },
  productionLandRecovered: { type: 'area', label: 'Thu hồi đất sản xuất' },
  moneyReturned: { type: 'money', label: 'Trả lại tiền' },
  residentialLandReturned: { type: 'area', label: 'Trả lại đất ở' },
  productionLandReturned: { type: 'area', label: 'Trả lại đất sản xuất' },
} as const satisfies DraftShape;

const ENFORCEMENT = {
  date: { type: 'date', label: 'Ngày thi hành' },
  agency: { type: 'code', list: 2, label: 'Cơ quan thi hành' },
  ...FIGURES,
  peopleHandled: { type: 'integer', label: 'Số người bị xử lý' },
  collectivesHandled: { type: 'integer', label: 'Số tập thể bị xử lý' },
  assetsValue: { type: 'money', label: 'Tài sản quy ra tiền' },
  finesPaid: { type: 'money', label: 'Số tiền nộp phạt' },
  peopleProsecuted: { type: 'integer', label: 'Số đối tượng đã khởi tố' },
} as const satisfies DraftShape;

/**
 * Every field a source file may feed. The mapping engine validates field names against it (and proposes the
 * nearest), converts values by type, and intake judges the result; {@link CaseDraft} is its TypeScript shape.
 */
export const DRAFT_FIELDS = {
  kind: { type: 'choice', choices: ['KN', 'TC', 'KNPA'], label: 'Loại đơn' },
  registerNo: { type: 'text', label: 'Số đơn' },
  receivingAgency: { type: 'code', list: 2, label: 'Cơ quan tiếp nhận' },
  receivedDate: { type: 'date', label: 'Ngày tiếp nhận' },
  writtenDate: { type: 'date', label: 'Ngày viết đơn' },
  channel: { type: 'code', list: 5, label: 'Nguồn đơn' },
  forwardedBy: {
    label: 'Cơ quan chuyển đơn',
    one: {
      agency: { type: 'code', list: 2, label: 'Cơ quan chuyển đơn' },
      documentNo: { type: 'text', label: 'Số văn bản đến' },
      documentDate: { type: 'date', label: 'Ngày văn bản đến' },
    },
  },
  classification: {
    label: 'Lĩnh vực',
    many: { code: { type: 'code', list: 6, label: 'Loại khiếu tố' } },
  },
  content: { type: 'longText', label: 'Nội dung đơn' },
  request: { type: 'longText', label: 'Yêu cầu' },
  hasOriginals: { type: 'boolean', label: 'Kèm giấy tờ gốc' },
  copyIndex: { type: 'integer', label: 'Lần gửi' },
  anonymous: { type: 'boolean', label: 'Đơn nặc danh' },
  impersonated: { type: 'boolean', label: 'Đơn mạo danh' },
  petitionerType: {
    type: 'choice',
    choices: ['individual', 'group', 'organisation'],
    label: 'Loại người khiếu nại, tố cáo',
  },
  headCount: { type: 'integer', label: 'Số người đứng tên' },
  representativeCount: { type: 'integer', label: 'Số người đại diện' },
  organisationName: { type: 'text', label: 'Tên cơ quan, tổ chức' },
  organisationAddress: { type: 'text', label: 'Địa chỉ cơ quan, tổ chức' },
  petitioners: { label: 'Người khiếu nại, tố cáo', many: PERSON },
  agent: {
    label: 'Người được uỷ quyền',
    one: {
      ...PERSON,
      type: { type: 'choice', choices: ['lawyer', 'legal-aid', 'other'], label: 'Loại người được uỷ quyền' },
    },
  },
  respondents: {
    label: 'Người bị khiếu nại, tố cáo',
    many: {
      ...PERSON,
      fullName: { type: 'partyName', label: 'Họ tên' },
      type: {
        type: 'choice',
        choices: ['person', 'organisation'],
        label: 'Loại đối tượng bị khiếu nại, tố cáo',
      },
      position: { type: 'text', label: 'Chức vụ' },
      organisation: { type: 'text', label: 'Tên cơ quan, tổ chức' },
    },
  },
  priorResolution: {
    label: 'Cơ quan đã giải quyết',
    one: {
      agency: { type: 'code', list: 2, label: 'Cơ quan đã giải quyết' },
      round: { type: 'integer', label: 'Lần giải quyết' },
      decidedDate: { type: 'date', label: 'Ngày ban hành' },
      decisionType: { type: 'code', list: 8, label: 'Loại quyết định' },
      result: { type: 'longText', label: 'Kết quả giải quyết' },
    },
  },
  reception: {
    label: 'Tiếp công dân',
    one: {
      date: { type: 'date', label: 'Ngày tiếp' },
      leader: { type: 'text', label: 'Lãnh đạo tiếp' },
      periodic: { type: 'boolean', label: 'Tiếp định kỳ' },
      delegated: { type: 'boolean', label: 'Uỷ quyền' },
      delegatedBy: { type: 'text', label: 'Lãnh đạo uỷ quyền' },
      // Of a visit that no petition came of; a case says these in its handling.
      repeat: { type: 'boolean', label: 'Đã đến về việc này trước đó' },
      competent: { type: 'boolean', label: 'Thuộc thẩm quyền' },
      guidedTo: { type: 'code', list: 2, label: 'Hướng dẫn đến cơ quan' },
      documentNo: { type: 'text', label: 'Số văn bản hướng dẫn' },
      result: { type: 'longText', label: 'Theo dõi kết quả' },
      note: { type: 'longText', label: 'Ghi chú' },
    },
  },
  handling: {
    label: 'Xử lý đơn',
    one: {
      decidedDate: { type: 'date', label: 'Ngày xử lý' },
      eligible: { type: 'boolean', label: 'Đủ điều kiện xử lý' },
      ineligibleReason: { type: 'text', label: 'Lý do không đủ điều kiện' },
      direction: { type: 'code', list: 13, label: 'Hướng xử lý' },
      agency: { type: 'code', list: 2, label: 'Cơ quan xử lý' },
      nextAgency: { type: 'code', list: 2, label: 'Cơ quan xử lý tiếp' },
      documentNo: { type: 'text', label: 'Số văn bản' },
      handledBy: { type: 'text', label: 'Cán bộ xử lý' },
      approvedBy: { type: 'text', label: 'Cán bộ duyệt' },
      summary: { type: 'longText', label: 'Tóm tắt xử lý' },
    },
  },
  /** Vụ việc phức tạp (NĐ 124/2020 Đ3a, Luật Tố cáo Đ30), as the agency determined in writing: its terms are longer. */
  complexity: {
    type: 'choice',
    choices: ['normal', 'complex', 'very-complex'],
    label: 'Mức độ phức tạp',
  },
  remoteArea: { type: 'boolean', label: 'Vùng sâu, vùng xa' },
  acceptance: {
    label: 'Thụ lý',
    one: {
      date: { type: 'date', label: 'Ngày thụ lý' },
      dueDate: { type: 'date', label: 'Hạn giải quyết' },
      agency: { type: 'code', list: 2, label: 'Cơ quan thụ lý' },
      documentNo: { type: 'text', label: 'Số quyết định thụ lý' },
      approvedBy: { type: 'text', label: 'Cán bộ duyệt' },
    },
  },
  verification: {
    label: 'Xác minh',
    one: {
      decisionNo: { type: 'text', label: 'Số quyết định xác minh' },
      decisionDate: { type: 'date', label: 'Ngày quyết định xác minh' },
      unit: { type: 'text', label: 'Đơn vị xác minh' },
      dueDate: { type: 'date', label: 'Hạn xác minh' },
      reportDate: { type: 'date', label: 'Ngày báo cáo xác minh' },
    },
  },
  dialogues: {
    label: 'Đối thoại',
    many: {
      date: { type: 'date', label: 'Ngày đối thoại' },
      place: { type: 'text', label: 'Nơi đối thoại' },
      minutes: { type: 'longText', label: 'Biên bản' },
    },
  },
  rounds: {
    label: 'Giải quyết',
    many: {
      round: { type: 'integer', label: 'Lần giải quyết' },
      decisionNo: { type: 'text', label: 'Số quyết định' },
      issuedDate: { type: 'date', label: 'Ngày ban hành' },
      agency: { type: 'code', list: 2, label: 'Cơ quan ban hành' },
      result: { type: 'code', list: 10, label: 'Loại kết quả' },
      form: { type: 'code', list: 8, label: 'Hình thức giải quyết' },
      rightToSue: { type: 'boolean', label: 'Quyền khởi kiện' },
      summary: { type: 'longText', label: 'Tóm tắt nội dung giải quyết' },
      ...FIGURES,
      peopleToInvestigation: { type: 'integer', label: 'Số người chuyển điều tra' },
      peopleRightsRestored: { type: 'integer', label: 'Số người được trả quyền lợi' },
      administrativeFine: { type: 'money', label: 'Xử phạt hành chính' },
      disciplinedPeople: {
        label: 'Cá nhân bị xử lý',
        many: {
          name: { type: 'personName', label: 'Họ tên' },
          position: { type: 'text', label: 'Chức vụ' },
          measure: { type: 'text', label: 'Hình thức xử lý' },
        },
      },
      disciplinedOrganisations: {
        label: 'Tổ chức bị xử lý',
        many: {
          name: { type: 'text', label: 'Tên tổ chức' },
          measure: { type: 'text', label: 'Hình thức xử lý' },
        },
      },
      enforcements: { label: 'Thi hành', many: ENFORCEMENT },
    },
  },
  suspensions: {
    label: 'Tạm đình chỉ',
    many: {
      date: { type: 'date', label: 'Ngày tạm đình chỉ' },
      resumedDate: { type: 'date', label: 'Ngày tiếp tục' },
      documentNo: { type: 'text', label: 'Số quyết định' },
    },
  },
  extensions: {
    label: 'Gia hạn',
    many: {
      date: { type: 'date', label: 'Ngày gia hạn' },
      dueDate: { type: 'date', label: 'Hạn giải quyết mới' },
      documentNo: { type: 'text', label: 'Số văn bản gia hạn' },
    },
  },
  withdrawal: {
    label: 'Rút đơn',
    one: {
      date: { type: 'date', label: 'Ngày rút đơn' },
      documentNo: { type: 'text', label: 'Số quyết định đình chỉ' },
      partial: { type: 'boolean', label: 'Rút một phần' },
    },
  },
  closedDate: { type: 'date', label: 'Ngày kết thúc' },
  /** Closed, although no date says when: enough for the rule about the start date, never sent. */
  closed: { type: 'boolean', label: 'Đã kết thúc' },
  attachments: {
    label: 'Tài liệu đính kèm',
    many: {
      type: { type: 'code', list: 11, label: 'Loại tài liệu' },
      title: { type: 'text', label: 'Tên tài liệu' },
      fileName: { type: 'text', label: 'Tên tệp' },
      summary: { type: 'longText', label: 'Tóm tắt' },
      content: { type: 'file', label: 'Tệp' },
    },
  },
  national: {
    label: 'Đã có trên CSDLQG',
    one: {
      caseId: { type: 'text', label: 'Mã vụ việc trên CSDLQG' },
      handling: { type: 'boolean', label: 'Kết quả xử lý đã có trên CSDLQG' },
      acceptance: { type: 'boolean', label: 'Thụ lý đã có trên CSDLQG' },
    },
  },
  confidentiality: { type: 'choice', choices: ['normal', 'restricted', 'secret'], label: 'Độ mật' },
} as const satisfies DraftShape;

type DraftOf<S> = {
  readonly [K in keyof S]?:
    | (S[K] extends { readonly type: 'choice'; readonly choices: readonly (infer C)[] }
        ? C
        : S[K] extends { readonly type: infer T extends DraftFieldType }
          ? ValueOf[T]
          : S[K] extends { readonly one: infer O }
            ? DraftOf<O>
            : S[K] extends { readonly many: infer M }
              ? readonly DraftOf<M>[]
              : never)
    | undefined;
};

/** A record after mapping and normalisation, before judgement: everything optional, codes still local. */
export type CaseDraft = DraftOf<typeof DRAFT_FIELDS>;
export type PersonDraft = DraftOf<typeof PERSON>;
export type RoundDraft = NonNullable<CaseDraft['rounds']>[number];
export type EnforcementDraft = DraftOf<typeof ENFORCEMENT>;
