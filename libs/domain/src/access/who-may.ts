import type { ApprovalKind } from './approvals';

/** Who may have a thing done, for somebody who was refused it. Says nothing of the case it was about. */
export const WHO_MAY: Readonly<Record<ApprovalKind, string>> = {
  'technical-resend': 'Một người có vai trò operator hoặc approver của cơ quan quản lý hồ sơ.',
  'bulk-resend':
    'Một người có vai trò operator hoặc approver đề nghị, một người khác có vai trò approver duyệt.',
  judgement: 'Một người có vai trò operator, inspector hoặc approver của cơ quan quản lý hồ sơ.',
  content:
    'Cán bộ của cơ quan quản lý hồ sơ đề nghị; người đứng đầu cơ quan đó, hoặc người có văn bản uỷ quyền còn hiệu lực (access delegate), có vai trò approver, duyệt. Cơ quan bị loại trừ: cơ quan cấp trên.',
  figures:
    'Cán bộ (operator, inspector, approver) của cơ quan có kỳ báo cáo đề nghị, một người khác có vai trò approver của cơ quan đó duyệt; kỳ của cả tỉnh: người làm việc cho cả tỉnh.',
  queues:
    'Một người có vai trò operator hoặc approver của cơ quan đó; cả CSDLQG, hoặc một nguồn: người làm việc cho cả tỉnh.',
  alerts: 'Một người làm việc cho cả tỉnh, có vai trò operator, inspector, approver hoặc config-admin.',
  policy: 'Hai người: một approver (thanh tra) và một config-admin (công nghệ thông tin).',
  mapping: 'Hai người: một approver (thanh tra) và một config-admin (công nghệ thông tin).',
  brakes: 'Hai người: một approver (thanh tra) và một config-admin (công nghệ thông tin).',
  access:
    'Hai người ở hai vai trò khác nhau trong: approver, config-admin, auditor; không ai về quyền của chính mình.',
  accounts: 'Một người có vai trò config-admin.',
  unmask: 'Thanh tra viên đề nghị; một người khác có vai trò approver của cơ quan quản lý hồ sơ duyệt.',
  'person-search': 'Một người có vai trò inspector hoặc approver; chỉ tìm thấy hồ sơ mà người đó được xem.',
  'identity-search':
    'Một người có vai trò inspector hoặc approver tìm, một người khác có vai trò approver đồng ý; chỉ tìm thấy hồ sơ mà cả hai được xem.',
  subject: 'Một người có vai trò inspector hoặc approver; chỉ về hồ sơ mà người đó được xem.',
  'subject-export':
    'Một người có vai trò inspector hoặc approver đề nghị; người đứng đầu cơ quan quản lý đơn tố cáo, hoặc người có văn bản uỷ quyền còn hiệu lực, có vai trò approver, duyệt. Đơn của cơ quan khác không có trong bản xuất.',
  keys: 'Một người có vai trò key-custodian (người giữ khoá).',
  restore: 'Hai người ở hai vai trò khác nhau trong: approver, config-admin, auditor.',
  tokens:
    'Chủ tài khoản, có mã cá nhân (--token-file); mã của tài khoản máy, hoặc thu hồi: một người có vai trò config-admin.',
};
