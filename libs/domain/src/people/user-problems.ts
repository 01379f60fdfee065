/** Why a row of Biểu số 2 is not taken: what is wrong, what to do. */
export const USER_PROBLEMS = {
  'no-name': ['Thiếu tên người dùng, hoặc tên dài quá 100 ký tự.', 'Ghi họ và tên một người.'],
  'no-email': [
    'Thiếu email, hoặc email không đúng dạng.',
    'Ghi một email công vụ, ví dụ lan.tt@tinh.gov.vn.',
  ],
  'no-login': [
    'Không lập được tên đăng nhập từ email này.',
    'Thêm cột Tên đăng nhập: chữ không dấu, số, dấu chấm, gạch; tối đa 40 ký tự.',
  ],
  'no-position': ['Chức vụ dài quá 200 ký tự.', 'Ghi ngắn chức vụ.'],
  'wrong-phone': ['Số điện thoại không đúng dạng.', 'Ghi một số điện thoại Việt Nam, hoặc để trống.'],
  'no-duty': [
    'Thiếu nhiệm vụ, hoặc có chữ không phải nhiệm vụ.',
    'Ghi số: 1 Tiếp công dân, 2 Xử lý đơn, 3 Lãnh đạo, 4 Giải quyết, 5 Tổng hợp; nhiều số cách nhau bằng dấu phẩy.',
  ],
  'no-rule': [
    'Nhiệm vụ này chưa được quy định vai trò ở ngày này.',
    'Khai nhiệm vụ đó trong config/duties.yaml, có hiệu lực ngày này.',
  ],
  'email-doubled': ['Email này có ở nhiều dòng của biểu.', 'Mỗi người một email; xoá dòng thừa.'],
  'login-doubled': [
    'Nhiều dòng của biểu ra cùng một tên đăng nhập.',
    'Thêm cột Tên đăng nhập, mỗi người một tên khác nhau.',
  ],
  'office-unknown': [
    'Không có đơn vị, phòng này trong danh sách đang dùng.',
    'Ghi đúng tên như Biểu số 1; phòng thì ghi «Tên phòng, Tên đơn vị». Đơn vị mới: nộp Biểu số 1 trước.',
  ],
  'office-ambiguous': ['Nhiều đơn vị có phòng cùng tên này.', 'Ghi «Tên phòng, Tên đơn vị».'],
  'office-ended': [
    'Đơn vị này đã kết thúc hoặc đổi tên trước ngày này.',
    'Ghi đơn vị kế thừa; xem trang Người dùng & đơn vị.',
  ],
  'office-not-yet': ['Đơn vị này chưa có ở ngày này.', 'Chọn ngày hiệu lực từ ngày đầu của đơn vị.'],
  'office-without-agency': [
    'Đơn vị này chưa gắn với cơ quan nào trong config/agencies.yaml, nên không biết được xem hồ sơ của cơ quan nào.',
    'Khai cơ quan đó (cùng tên) trong agencies.yaml, hoặc ghi đơn vị cấp trên đã có ở đó.',
  ],
  'login-taken': [
    'Tên đăng nhập này đang là của một người khác, có email khác.',
    'Thêm cột Tên đăng nhập và chọn tên khác; cùng một người đổi email thì ghi tên đăng nhập ở cột đó.',
  ],
  'email-taken': [
    'Email này đang là của một tài khoản khác.',
    'Sửa email hoặc tên đăng nhập; một người có một tài khoản.',
  ],
  'login-retired': [
    'Tên đăng nhập này là của một tài khoản đã xoá, còn đứng trong nhật ký.',
    'Thêm cột Tên đăng nhập và chọn tên khác.',
  ],
  'is-machine': ['Tên đăng nhập này là của một tài khoản máy.', 'Chọn tên đăng nhập khác.'],
  'is-disabled': ['Tài khoản của người này đang khoá.', 'Mở lại (accounts unlock) trước, hoặc bỏ dòng này.'],
  'own-access': [
    'Dòng này đổi quyền của chính người nộp hoặc người duyệt.',
    'Nhờ hai người khác nộp và duyệt dòng này.',
  ],
  'beyond-own': [
    'Dòng này cho quyền ở cơ quan mà người nộp hoặc người duyệt không làm việc.',
    'Nhờ người của cơ quan đó, hoặc người làm việc cho cả tỉnh.',
  ],
} as const satisfies Readonly<Record<string, readonly [what: string, action: string]>>;
export type UserProblem = keyof typeof USER_PROBLEMS;
