import { ENTRY_LEFT_OUT, type EntryLeftOut } from '../ports/entry-store';

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

const LEFT_OUT = {
  denunciation: 'đơn tố cáo, chỉ xuất khi được yêu cầu riêng (--denunciations) và có người duyệt',
  identity:
    'đơn tố cáo theo chính sách transmitted: danh tính người tố cáo không xuất ra tệp; gửi qua kết nối',
  'judged-again': 'đơn tố cáo được xét theo chính sách cũ, cổng đang xét lại',
  attached:
    'đã quyết định gắn vào một vụ việc khác trên CSDLQG: gắn qua kết nối, hoặc gắn tay rồi ghi nhận mã',
  'not-planned': 'chưa lập được bước',
  'not-checked': 'chưa kiểm tra trùng xong; lập đợt sau vài phút thì có',
} as const satisfies Readonly<Record<EntryLeftOut, string>>;

/** Stands for the note of a row that was refused, where it might name a denouncer. */
export const NOTE_NOT_KEPT =
  'CSDLQG từ chối. Đơn tố cáo: cổng không lưu lời ghi chú, xem cột ghi chú trong tệp kết quả.';

/** How many records that are due are in no batch, and why, a line for each reason. */
export function leftOutLines(
  leftOut: Readonly<Partial<Record<EntryLeftOut, number>>> | undefined,
): readonly string[] {
  return ENTRY_LEFT_OUT.flatMap((why) => {
    const left = leftOut?.[why] ?? 0;
    return left === 0 ? [] : [`Không vào đợt: ${left} hồ sơ – ${LEFT_OUT[why]}.`];
  });
}

/** Why one was not carried out. */
export const ENTRY_REFUSALS = {
  'restoration-open': [
    'Một phía đã quay về thời điểm cũ (khôi phục cơ sở dữ liệu), chưa được hai người ký xác nhận.',
    'Chưa xuất gì: bước trong đợt có thể đã nhập sau thời điểm đó, nhập nữa là tạo vụ việc lần hai.',
  ],
  'delivery-paused': [
    'Cổng đang tự tạm dừng gửi vì một thay đổi bảng đối chiếu hoặc cấu hình nguồn cho kết quả bất thường.',
    'Chưa xuất gì: nội dung sẽ gõ cũng theo thay đổi đó, có thể sai.',
  ],
  'queue-paused': [
    'Có người đã tạm dừng hàng đợi gửi của cơ quan này, hoặc của mọi cơ quan.',
    'Chưa xuất gì: nhập tay cũng đưa hồ sơ lên CSDLQG như gửi.',
  ],
  'by-hand': [
    'Cơ quan này đang nhập tay: cổng không tra cứu CSDLQG qua kết nối.',
    'Chưa đối soát gì; so với danh sách xuất từ trang CSDLQG.',
  ],
  'not-by-hand': ['Cơ quan này không ở chế độ nhập tay.', 'Chưa xuất gì; hồ sơ vẫn gửi qua kết nối.'],
  'nothing-to-enter': [
    'Không có bước nào của cơ quan này chờ nhập tay.',
    'Chưa lập đợt nào; hồ sơ chờ quyết định, chờ thời điểm gửi, chờ kiểm tra trùng hoặc đang ở đợt khác không vào đợt mới.',
  ],
  'not-a-batch': ['Tệp này không phải tệp của một đợt nhập tay.', 'Chưa ghi nhận dòng nào.'],
  'batch-cancelled': ['Đợt nhập tay này đã bị huỷ.', 'Không ghi nhận gì; hồ sơ của đợt chờ người tra cứu.'],
  'batch-ended': ['Mọi dòng của đợt này đã có kết quả.', 'Không có gì để huỷ.'],
  'run-open': ['Đang có một lượt đối soát khác của cơ quan này.', 'Chưa so sánh gì.'],
} as const satisfies Readonly<Record<string, TwoLines>>;
