import type { TwoLines } from '../operation/two-lines';

/** What a person reads of a decision about a pair. */
export const DUPLICATE_DONE = {
  'duplicate-attach': [
    'Đã ghi nhận: đơn này gắn vào vụ việc đã có trên CSDLQG.',
    'Cổng gửi GanVuViec trong vài giây. Sau khi gửi thì KHÔNG gỡ được; trước đó rút lại được.',
  ],
  'duplicate-link': [
    'Đã liên kết hai đơn trong tỉnh; hai bên vẫn là hai vụ việc.',
    'Đơn đến sau được gửi lên CSDLQG như vụ việc riêng. Liên kết gỡ ra được.',
  ],
  'duplicate-reject': [
    'Đã ghi nhận: hai đơn không trùng.',
    'Đơn đến sau được gửi lên CSDLQG như vụ việc riêng; cặp này không hỏi lại.',
  ],
  'duplicate-related': [
    'Đã ghi nhận: hai đơn có liên quan, không trùng.',
    'Đơn đến sau được gửi lên CSDLQG như vụ việc riêng.',
  ],
  'duplicate-other-person': [
    'Đã ghi nhận: hai đơn không phải của cùng một người.',
    'Đơn đến sau được gửi lên CSDLQG như vụ việc riêng; cặp này không hỏi lại.',
  ],
  'duplicate-supplement': [
    'Đã ghi nhận: đơn này bổ sung cho đơn trước.',
    'Đơn không lên CSDLQG như vụ việc riêng; chuyển tài liệu vào hồ sơ của đơn trước.',
  ],
  'duplicate-split': [
    'Đã ghi nhận: đơn có nhiều nội dung, phải tách.',
    'Đơn chờ tới khi phần mềm của đơn vị tách thành từng đơn; cổng so lại khi đơn đổi.',
  ],
  'duplicate-search': [
    'Đã ghi nhận yêu cầu so lại các đơn nhận trong kỳ.',
    'Cổng so ở nền, sau các đơn mới; không gửi gì, không đổi quyết định đã có. Dừng giữa chừng thì chạy tiếp từ chỗ đang dở.',
  ],
  'duplicate-undo': [
    'Đã rút quyết định: cặp đơn lại chờ quyết định.',
    'Đơn đến sau chưa gửi thì lại được giữ; đơn đã gửi như vụ việc riêng thì vẫn ở trên CSDLQG.',
  ],
} as const satisfies Readonly<Record<string, TwoLines>>;

/** Why a decision about a pair is not carried out. */
export const DUPLICATE_REFUSALS = {
  'duplicate-decided': ['Cặp đơn này đã có quyết định.', 'Không có gì thay đổi.'],
  'duplicate-undecided': ['Cặp đơn này chưa có quyết định nào để rút.', 'Không có gì thay đổi.'],
  'attached-already': [
    'Đơn này đã gửi lên CSDLQG để gắn vào vụ việc khác.',
    'CSDLQG không có cách gỡ ra: quyết định này không rút được nữa.',
  ],
  'attach-impossible': [
    'Kết nối quốc gia đang dùng không cho gắn vụ việc (attach: never).',
    'Chưa có gì thay đổi; đơn vẫn chờ.',
  ],
  'not-one-matter': [
    'Đây không phải đơn trùng: đơn sau quyết định giải quyết, hoặc đơn của nhiều người, là vụ việc riêng.',
    'Không gắn vào vụ việc khác, để không ai mất quyền của mình.',
  ],
  'sent-alone-already': [
    'Đơn đến sau không còn được giữ: đã gửi, hoặc đang được gửi, lên CSDLQG như vụ việc riêng.',
    'Không gắn được nữa, vì một vụ việc đã tạo không gỡ ra được.',
  ],
  'head-not-there': ['Đơn đến trước chưa có vụ việc trên CSDLQG.', 'Chưa gắn được; đơn đến sau vẫn chờ.'],
  'audit-too-low': [
    'Kết quả kiểm tra các cặp đã quyết định chưa đủ để máy tự liên kết.',
    'Máy vẫn không tự liên kết cặp nào.',
  ],
} as const satisfies Readonly<Record<string, TwoLines>>;
