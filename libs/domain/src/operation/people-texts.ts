import type { TwoLines } from './two-lines';

/** What a person reads of a decision about offices, people and their accounts. */
export const PEOPLE_DONE = {
  'offices-imported': [
    'Đã ghi nhận Biểu số 1: các dòng dùng được có hiệu lực từ ngày đã chọn.',
    'Đơn vị không có trong biểu giữ nguyên; tên cũ, đơn vị cũ vẫn còn với thời hạn của nó.',
  ],
  'users-imported': [
    'Đã ghi nhận Biểu số 2: các dòng dùng được đã có tài khoản và quyền như đã xem.',
    'Tài khoản mới chưa có mật khẩu; người không có trong biểu giữ nguyên. Ai đổi quyền thì phải đăng nhập lại.',
  ],
  'account-disabled': [
    'Đã khoá tài khoản.',
    'Phiên đang mở và mã truy cập của nó ngừng ngay; tên, đơn vị vẫn còn.',
  ],
  'account-removed': [
    'Đã xoá tài khoản: tên đăng nhập, mật khẩu và thông tin liên hệ không còn.',
    'Nhật ký kiểm toán vẫn giữ tên đã làm từng việc; tên đó không cấp lại cho ai.',
  ],
  'national-account-recorded': [
    'Đã ghi tài khoản trên CSDLQG vào sổ.',
    'Chỉ ghi sổ: cổng không mở, không khoá tài khoản nào ở CSDLQG.',
  ],
  'national-accounts-confirmed': [
    'Đã xác nhận: các tài khoản này trên CSDLQG vẫn cần dùng.',
    'Quý sau cổng hỏi lại.',
  ],
  'national-account-ended': [
    'Đã ghi: tài khoản trên CSDLQG này không còn dùng.',
    'Chỉ ghi sổ: cổng không khoá được tài khoản ở CSDLQG.',
  ],
} as const satisfies Readonly<Record<string, TwoLines>>;

/** Why one was not carried out. */
export const PEOPLE_REFUSALS = {
  'form-nothing': [
    'Biểu không có dòng nào để ghi nhận.',
    'Mọi dòng đã như trong danh sách, hoặc chưa dùng được.',
  ],
  'form-changed': [
    'Kết quả xem trước đã khác: danh sách hoặc biểu đổi sau khi xem.',
    'Chưa ghi nhận dòng nào.',
  ],
  'day-ahead': ['Ngày này muộn hơn hôm nay.', 'Chưa ghi nhận gì.'],
  'login-retired': [
    'Tên đăng nhập này là của một tài khoản đã xoá, còn đứng trong nhật ký.',
    'Không tạo tài khoản, để nhật ký không chỉ nhầm người.',
  ],
  'not-disabled': ['Tài khoản đang mở.', 'Chỉ xoá tài khoản đã khoá; chưa có gì thay đổi.'],
  'holds-national-account': [
    'Người này còn giữ tài khoản trên CSDLQG theo sổ.',
    'Chưa xoá gì, để không ai quên tài khoản đó.',
  ],
  'national-account-known': ['Tài khoản này trên CSDLQG đã có trong sổ.', 'Không ghi thêm lần nữa.'],
  'ended-before-since': ['Ngày ngừng dùng trước ngày bắt đầu dùng.', 'Chưa ghi nhận gì.'],
} as const satisfies Readonly<Record<string, TwoLines>>;
