/** Why somebody may not do something here: what it means for the person who asked, in words of the glossary. */
export const ACCESS_REFUSALS = {
  'not-signed-in': 'Chưa đăng nhập, hoặc phiên đã hết hạn. Đăng nhập rồi làm lại.',
  'no-permission':
    'Tài khoản không có quyền làm việc này. Nếu cần, đề nghị người quản trị cấu hình cấp quyền.',
  'token-not-for-this': 'Mã truy cập của máy không dùng được cho việc này. Đăng nhập bằng tài khoản cá nhân.',
  'not-there': 'Không có hồ sơ này.',
  'same-person': 'Người duyệt phải khác người đề nghị. Để một người khác duyệt.',
  'conflict-of-interest':
    'Người này có xung đột lợi ích trong vụ việc. Để người khác, hoặc cơ quan cấp trên, quyết định.',
  'agency-excluded':
    'Người đứng đầu hoặc cấp phó của cơ quan bị tố cáo. Vụ việc thuộc cơ quan cấp trên trực tiếp (Luật Tố cáo, Điều 12–13).',
  'not-head-nor-delegate':
    'Chỉ người đứng đầu cơ quan, hoặc người được uỷ quyền bằng văn bản còn hiệu lực, được duyệt nội dung.',
  'needs-both-sides':
    'Chính sách và bảng ánh xạ cần hai người: một của thanh tra (người duyệt), một của công nghệ thông tin (quản trị cấu hình).',
  'needs-second-person': 'Việc này cần người thứ hai duyệt, khác người đề nghị.',
  'no-account': 'Người được nêu không phải tài khoản đang hoạt động của cổng.',
  'first-password':
    'Tài khoản được nêu còn chờ đổi mật khẩu đầu tiên nên chưa quyết định được gì. Người đó đăng nhập, đổi mật khẩu rồi làm lại.',
  'not-linked':
    'Tài khoản được nêu chỉ đăng nhập qua hệ thống của tỉnh nhưng chưa gắn với người nào ở đó nên chưa quyết định được gì. Gắn bằng accounts link rồi làm lại.',
  'no-proof':
    'Tỉnh yêu cầu người được nêu tự chứng minh bằng mã cá nhân (--token-file, --approver-token-file).',
  'own-access': 'Không ai ghi nhận hay xác nhận việc phân quyền của chính mình.',
  'needs-two-sides':
    'Phân quyền cần hai người ở hai vai trò khác nhau trong: người duyệt, quản trị cấu hình, kiểm tra an toàn.',
  'needs-two-for-restore':
    'Dùng tiếp bản khôi phục, thay khoá đã mất cần hai người ở hai vai trò khác nhau trong: người duyệt, quản trị cấu hình, kiểm tra an toàn.',
  'not-the-owner':
    'Mã truy cập của tài khoản một người chỉ chính người đó tạo được. Cho máy: lập tài khoản máy (accounts create --machine).',
  'own-token-unproved':
    'Mã truy cập của chính mình cần chứng minh bằng mã cá nhân (--token-file), hoặc tạo khi đã đăng nhập (POST /api/v1/tokens).',
  'reason-too-short': 'Lý do quá ngắn. Viết rõ, ít nhất 10 ký tự.',
  'no-such-field': 'Không có trường này, hoặc trường này không bị che.',
  'sign-in-too-old': 'Lần xác thực đã quá 10 phút. Đăng nhập lại rồi mở.',
  'not-approved': 'Yêu cầu chưa được người thứ hai duyệt.',
  'already-decided': 'Yêu cầu này đã được duyệt. Mở trong thời hạn, hoặc lập yêu cầu mới.',
  'window-over': 'Đã quá năm phút kể từ khi được duyệt. Lập yêu cầu mới nếu vẫn cần.',
  'cap-reached': 'Đã hết số lần mở trong ngày của tài khoản. Người phụ trách an toàn đã được báo.',
} as const;

export type AccessRefusal = keyof typeof ACCESS_REFUSALS;

/** What comes of the question whether somebody may do something. */
export type AccessDecision =
  { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly why: AccessRefusal };

export const ALLOWED: AccessDecision = { kind: 'allowed' };

/** The decision against it. */
export function refusedFor(why: AccessRefusal): AccessDecision {
  return { kind: 'refused', why };
}
