import { CODE_REASONS } from './code-reasons';
import { CORRECTION_REASONS } from './correction-reasons';
import { FILE_REASONS } from './file-reasons';
import { PEOPLE_REASONS } from './people-reasons';
import { RECEPTION_REASONS } from './reception-reasons';
import type { Reason } from './reason';

/**
 * Every reason for which a record stands still, with the three sentences a clerk reads. Each has a way out that a
 * journey test walks (`docs/operators/ly-do.md` is generated from this table).
 */
export const REASONS = {
  // --- waiting: nothing wrong, not due yet ---
  NOT_CLASSIFIED: {
    class: 'waiting',
    owner: 'province',
    vi: [
      'Đơn chưa được phân loại (khiếu nại, tố cáo hay kiến nghị, phản ánh).',
      'Hồ sơ chờ, chưa gửi lên CSDLQG.',
      'Phân loại đơn trong phần mềm của đơn vị; cổng tự đọc lại.',
    ],
    en: 'The petition has no type yet.',
  },
  NOT_RELEASED: {
    class: 'waiting',
    owner: 'province',
    vi: [
      'Hồ sơ chưa đến thời điểm gửi của loại đơn này.',
      'Hồ sơ chờ; khi có bước xử lý tiếp theo sẽ tự gửi.',
      'Không phải làm gì; cập nhật bước xử lý khi có văn bản.',
    ],
    en: 'The milestone from which this kind is sent has not been reached.',
  },
  NO_IDENTITY_POLICY: {
    class: 'waiting',
    owner: 'province',
    vi: [
      'Chưa có văn bản quyết định về thông tin người tố cáo.',
      'Mọi đơn tố cáo chờ, không thông tin nào rời khỏi tỉnh.',
      'Người có thẩm quyền ghi nhận chính sách: số văn bản, ngày, người ký (kntc policy record).',
    ],
    en: 'No identity policy for denunciations is recorded.',
  },
  // --- out of scope ---
  BEFORE_START_CLOSED: {
    class: 'outOfScope',
    owner: 'province',
    vi: [
      'Đơn tiếp nhận trước ngày bắt đầu cập nhật và đã kết thúc.',
      'Hồ sơ không thuộc diện cập nhật lên CSDLQG.',
      'Không phải làm gì.',
    ],
    en: 'Received before the start date and closed.',
  },
  LOCAL_ONLY: {
    class: 'outOfScope',
    owner: 'province',
    vi: [
      'Quy tắc của nguồn đánh dấu hồ sơ chỉ lưu tại địa phương.',
      'Hồ sơ không thuộc diện cập nhật lên CSDLQG.',
      'Nếu không đúng, sửa đánh dấu trong phần mềm của đơn vị.',
    ],
    en: 'The source marks this record as local only.',
  },
  ...RECEPTION_REASONS,
  // --- quarantine ---
  MISSING_MANDATORY: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Thiếu thông tin bắt buộc: {field}.',
      'Hồ sơ chưa gửi được lên CSDLQG.',
      'Bổ sung trong phần mềm của đơn vị; dòng không có nội dung hay người đứng đơn, không phải là đơn: bấm «Không thuộc diện cập nhật» (kntc quarantine decide … --exclude).',
    ],
    en: 'A mandatory value is missing.',
  },
  UNKNOWN_CODE: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Mã «{value}» ở trường {field} chưa có mã tương ứng trong danh mục quốc gia.',
      'Mọi hồ sơ dùng mã này chờ bổ sung.',
      'Bấm «Đối chiếu» ở màn hình Nguồn và đối chiếu danh mục (kntc crosswalk missing), hoặc sửa mã trong phần mềm của đơn vị.',
    ],
    en: 'A local code has no national counterpart.',
  },
  ...CODE_REASONS,
  UNKNOWN_VALUE: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Giá trị «{value}» ở trường {field} không có trong bảng quy đổi của nguồn.',
      'Hồ sơ chưa gửi được lên CSDLQG.',
      'Thêm giá trị vào bảng quy đổi của tệp nguồn hoặc sửa trong phần mềm của đơn vị.',
    ],
    en: 'A value is not in the value map of the source file.',
  },
  BAD_DATE: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Không đọc được ngày ở trường {field}: «{value}».',
      'Hồ sơ chưa gửi được lên CSDLQG.',
      'Sửa ngày trong phần mềm của đơn vị; cổng tự đọc lại.',
    ],
    en: 'A date cannot be read.',
  },
  BAD_NUMBER: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Số liệu ở trường {field} không phải là số hợp lệ: «{value}».',
      'Hồ sơ chưa gửi được lên CSDLQG.',
      'Sửa số liệu trong phần mềm của đơn vị; cổng tự đọc lại.',
    ],
    en: 'A figure is not a valid non-negative number.',
  },
  DATE_ORDER: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Thứ tự ngày không hợp lý ở trường {field}.',
      'Hồ sơ chưa gửi được vì số liệu sai không thể tự xoá trên CSDLQG.',
      'Kiểm tra và sửa các ngày trong phần mềm của đơn vị.',
    ],
    en: 'Dates are in an impossible order or in the future.',
  },
  ILLEGAL_JUMP: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Hồ sơ có bước sau nhưng thiếu bước trước: {field}.',
      'Hồ sơ chưa gửi được vì CSDLQG nhận các bước theo thứ tự.',
      'Bổ sung bước còn thiếu trong phần mềm của đơn vị.',
    ],
    en: 'A later milestone exists while an earlier one the source can supply is empty.',
  },
  ...PEOPLE_REASONS,
  TEXT_SUSPECT: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Chữ ở trường {field} bị hỏng, không đọc chắc chắn được.',
      'Hồ sơ chưa gửi được để tránh đưa chữ sai lên CSDLQG.',
      'Sửa lại nội dung trong phần mềm của đơn vị.',
    ],
    en: 'Text holds characters that cannot be trusted.',
  },
  TEXT_LOST: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Chữ có dấu ở trường {field} đã bị thay bằng dấu «?» ngay tại nguồn.',
      'Hồ sơ chưa gửi được vì chữ đã mất không thể khôi phục tự động.',
      'Nhập lại nội dung trong phần mềm của đơn vị theo bản giấy; cổng tự đọc lại.',
    ],
    en: 'Letters were replaced by question marks before the text reached the gateway.',
  },
  TEXT_TOO_LONG: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Nội dung ở trường {field} dài bất thường.',
      'Hồ sơ chưa gửi được lên CSDLQG.',
      'Kiểm tra, rút gọn nội dung hoặc chuyển thành tệp đính kèm.',
    ],
    en: 'A text is longer than any real petition.',
  },
  TEXT_TRUNCATED: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Giá trị ở trường {field} dài đúng bằng độ rộng cột của nguồn nên rất có thể đã bị cắt cụt.',
      'Hồ sơ chưa gửi được để tránh đưa thông tin thiếu lên CSDLQG.',
      'Nhập lại đầy đủ (rút gọn nếu cột không đủ chỗ) trong phần mềm của đơn vị; cổng tự đọc lại.',
    ],
    en: 'A value is exactly as long as its column: the source cut it.',
  },
  AMBIGUOUS_VALUE: {
    class: 'quarantined',
    owner: 'province',
    vi: [
      'Giá trị «{value}» ở trường {field} có thể hiểu theo nhiều nghĩa.',
      'Hồ sơ chưa gửi được vì cổng không tự chọn thay người xử lý.',
      'Chọn một giá trị rõ nghĩa, hoặc tách thành nhiều hồ sơ, trong phần mềm của đơn vị; cổng tự đọc lại.',
    ],
    en: 'A value stands for several things: a person chooses or splits.',
  },
  KEY_NOT_UNIQUE: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Nguồn trả về nhiều dòng khác nhau cho cùng một khoá hồ sơ.',
      'Hồ sơ chưa gửi được vì không biết dòng nào đúng.',
      'Sửa truy vấn nguồn để mỗi hồ sơ có một khoá, hoặc sửa dữ liệu trùng khoá trong phần mềm của đơn vị.',
    ],
    en: 'The source shows one key with different contents.',
  },
  BEFORE_START_OPEN: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Đơn tiếp nhận trước ngày bắt đầu cập nhật nhưng chưa kết thúc.',
      'Cần người quyết định có cập nhật lên CSDLQG hay không.',
      'Bấm «Thuộc diện cập nhật» hoặc «Không thuộc diện cập nhật», kèm lý do (kntc quarantine decide … --include, --exclude).',
    ],
    en: 'Received before the start date and still open: a person decides.',
  },
  SECRET_RECORD: {
    class: 'quarantined',
    owner: 'operator',
    vi: [
      'Hồ sơ được đánh dấu mật.',
      'Hồ sơ mật không được gửi qua kênh này.',
      'Xử lý theo quy định bảo vệ bí mật nhà nước; nếu đánh dấu nhầm, sửa trong phần mềm của đơn vị.',
    ],
    en: 'The record is marked secret and must not travel.',
  },
  ...FILE_REASONS,
  // --- holds ---
  EXACT_DUPLICATE: {
    class: 'held',
    owner: 'operator',
    vi: [
      'Đơn giống hệt một đơn đã có (cùng người, cùng nội dung).',
      'Hồ sơ tạm dừng để không tạo hai vụ việc trên CSDLQG.',
      'Nếu thật sự là vụ việc khác: bấm «Cho đi tiếp», kèm lý do (kntc holds release …); nếu là đơn trùng thì không phải làm gì, hồ sơ không được gửi.',
    ],
    en: 'Same people and same content as another petition.',
  },
  PROBABLE_DUPLICATE: {
    class: 'held',
    owner: 'operator',
    vi: [
      'Đơn có thể trùng với một đơn đến trước.',
      'Hồ sơ chưa gửi lần nào, chờ người xem: kiến nghị, phản ánh hết ngày làm việc, khiếu nại, tố cáo tới khi thụ lý; sau đó chuyển lên người phụ trách, không ai trả lời thì gửi như vụ việc riêng.',
      'So hai đơn rồi quyết định: trùng, có liên quan, hay không trùng (kntc duplicates list, duplicates show …, duplicates decide …).',
    ],
    en: 'Probably the same matter as an earlier petition; held before its first push.',
  },
  REJECTED: {
    class: 'held',
    owner: 'province',
    vi: [
      'CSDLQG từ chối bước này.',
      'Bước này và các bước sau chưa được cập nhật.',
      'Đọc thông báo của CSDLQG, sửa trong phần mềm của đơn vị, hoặc gửi lại bằng «Cho đi tiếp» (kntc holds release …).',
    ],
    en: 'The national side refused a step.',
  },
  UNKNOWN_OUTCOME: {
    class: 'held',
    owner: 'operator',
    vi: [
      'Chưa rõ CSDLQG đã nhận bước này hay chưa.',
      'Hồ sơ tạm dừng để không tạo bản ghi trùng.',
      'Tra cứu trên CSDLQG rồi bấm «Đã có trên CSDLQG với mã …» hoặc «Đã tra cứu, không có», có người duyệt (kntc holds resolve … --national-id MÃ, --not-there).',
    ],
    en: 'Whether the national side stored a step is not known and could not be looked up.',
  },
  WRONG_ANSWER: {
    class: 'held',
    owner: 'operator',
    vi: [
      'CSDLQG trả lời bằng mã của một vụ việc khác.',
      'Hồ sơ tạm dừng để không ghi nhầm vào vụ việc của người khác.',
      'Tra cứu trên CSDLQG rồi bấm «Đã có trên CSDLQG với mã …» hoặc «Đã tra cứu, không có», có người duyệt (kntc holds resolve … --national-id MÃ, --not-there).',
    ],
    en: 'The national side answered with the id of another case.',
  },
  ADOPTION_UNVERIFIED: {
    class: 'held',
    owner: 'operator',
    vi: [
      'Nguồn ghi mã vụ việc trên CSDLQG nhưng tra cứu không xác nhận được mã đó.',
      'Hồ sơ tạm dừng để không tạo vụ việc lần thứ hai.',
      'Sửa mã trong phần mềm của đơn vị, hoặc tra cứu rồi bấm «Đã có trên CSDLQG với mã …» hoặc «Đã tra cứu, không có», có người duyệt (kntc holds resolve … --national-id MÃ, --not-there).',
    ],
    en: 'The national id that the source holds could not be verified.',
  },
  ADOPTION_TAKEN: {
    class: 'held',
    owner: 'operator',
    vi: [
      'Mã vụ việc trên CSDLQG mà nguồn ghi cũng thuộc một hồ sơ khác của tỉnh.',
      'Hồ sơ tạm dừng để hai hồ sơ không trỏ vào một vụ việc.',
      'Sửa mã ở hồ sơ ghi sai trong phần mềm của đơn vị rồi bấm «Cho đi tiếp»; nếu hồ sơ này chưa có trên CSDLQG: «Đã tra cứu, không có» (kntc holds release …, holds resolve … --not-there).',
    ],
    en: 'Another record of ours holds the national id that the source holds.',
  },
  ...CORRECTION_REASONS,
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as readonly ReasonCode[];
