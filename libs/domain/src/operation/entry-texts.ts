type TwoLines = readonly [what: string, meaning: string];

/** What a person reads of a decision about batches of manual entry. */
export const ENTRY_DONE = {
  'batch-exported': [
    'Đã lập đợt nhập tay.',
    'Các bước trong đợt không gửi qua kết nối và không vào đợt khác, cho tới khi nộp tệp kết quả hoặc huỷ đợt.',
  ],
  'batch-workbook': ['Đã xuất tệp của đợt nhập tay.', 'Tệp có thông tin của hồ sơ: giữ như hồ sơ giấy.'],
  'batch-read': [
    'Đã ghi nhận kết quả nhập tay của các dòng dùng được.',
    'Mỗi bước đã nhập có phiếu xác nhận mang dấu SHA-256 của tệp này; dòng còn lại vẫn chờ.',
  ],
  'list-compared': [
    'Đã so sánh với danh sách.',
    'Chỉ đọc và so sánh: không gửi, không sửa gì ở cả hai phía.',
  ],
  'batch-cancelled': [
    'Đã huỷ đợt nhập tay.',
    'Có thể một phần đã nhập: hồ sơ trong đợt tạm dừng (UNKNOWN_OUTCOME) cho tới khi có người tra cứu và ghi nhận.',
  ],
} as const satisfies Readonly<Record<string, TwoLines>>;

/** Why one was not carried out. */
export const ENTRY_REFUSALS = {
  'not-by-hand': ['Cơ quan này không ở chế độ nhập tay.', 'Chưa xuất gì; hồ sơ vẫn gửi qua kết nối.'],
  'nothing-to-enter': [
    'Không có bước nào của cơ quan này chờ nhập tay.',
    'Chưa lập đợt nào; hồ sơ chờ quyết định, chờ thời điểm gửi hoặc đang ở đợt khác không vào đợt mới.',
  ],
  'not-a-batch': ['Tệp này không phải tệp của một đợt nhập tay.', 'Chưa ghi nhận dòng nào.'],
  'batch-cancelled': ['Đợt nhập tay này đã bị huỷ.', 'Không ghi nhận gì; hồ sơ của đợt chờ người tra cứu.'],
  'batch-ended': ['Mọi dòng của đợt này đã có kết quả.', 'Không có gì để huỷ.'],
  'run-open': ['Đang có một lượt đối soát khác của cơ quan này.', 'Chưa so sánh gì.'],
} as const satisfies Readonly<Record<string, TwoLines>>;
