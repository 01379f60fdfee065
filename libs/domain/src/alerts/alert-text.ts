import { FAILURES, type FailureCode } from '../errors/gateway-error';
import { reasonText } from '../errors/reason-text';
import { REASONS, type ReasonCode } from '../errors/reasons';
import type { AlertCondition, AlertFacts } from './alert';
import type { AlertKind, AlertSeverity } from './alert-kinds';
import { toldCount } from './told-count';

/** What happened, what it means, what to do. */
export type AlertLines = readonly [string, string, string];

export const SEVERITY_LABELS: Readonly<Record<AlertSeverity, string>> = {
  critical: 'Khẩn cấp',
  serious: 'Nghiêm trọng',
  warning: 'Cảnh báo',
};

/** Pages of the console on which it is seen and mended. */
const PAGES: Readonly<Record<AlertKind, string>> = {
  'delivery-paused': '/hang-doi',
  'went-back': '/',
  'audit-broken': '/',
  outage: '/su-co',
  unaccounted: '/doi-chieu',
  'disk-full': '/',
  'account-refused': '/su-co',
  'source-paused': '/',
  'source-missing': '/',
  'witness-away': '/',
  'receipts-unsigned': '/',
  'queue-stale': '/hang-doi',
  'unknown-outcomes': '/ho-so',
  'duplicates-unchecked': '/don-trung',
  late: '/thoi-han',
  'requests-overdue': '/yeu-cau-thanh-tra',
  'channel-failing': '/su-co',
  'late-soon': '/thoi-han',
  'requests-soon': '/yeu-cau-thanh-tra',
  'mapping-waits': '/',
  'lists-wait': '/danh-muc',
  'queue-paused': '/hang-doi',
  'creates-braked': '/',
  cause: '/nguyen-nhan',
};

/** Where in the console somebody looks; an address without its host. */
export function alertPage(kind: AlertKind): string {
  return PAGES[kind];
}

/**
 * An incident in three lines: counts, codes and names of the configuration, nothing of a case.
 * @param agencies for whoever hears of some only: what is counted
 */
export function alertText(
  { kind, facts }: Pick<AlertCondition, 'kind' | 'facts'>,
  agencies?: readonly string[],
): AlertLines {
  return TEXTS[kind]({ ...facts, count: countFor(facts, agencies) });
}

function countFor({ count = 0, byAgency }: AlertFacts, agencies: readonly string[] | undefined): number {
  if (agencies === undefined) return count;
  return agencies.reduce((sum, agency) => sum + (byAgency?.[agency] ?? 0), 0);
}

const KEPT = 'Không mất gì: mọi việc chờ gửi được giữ nguyên và gửi tiếp khi sửa xong.';

const TEXTS: Readonly<Record<AlertKind, (facts: AlertFacts) => AlertLines>> = {
  'delivery-paused': () => [
    'Cổng tự dừng gửi lên CSDLQG: ánh xạ vừa đổi cho kết quả bất thường.',
    `Chưa gửi gì thêm. ${KEPT}`,
    'Xem vì sao ở trang Hàng đợi (kntc delivery status), sửa ánh xạ; hai người cho gửi tiếp: kntc delivery resume.',
  ],
  'went-back': () => [
    'Cơ sở dữ liệu của cổng hoặc CSDLQG đã quay về thời điểm cũ (khôi phục từ bản sao lưu).',
    'Cổng dừng gửi và đang đối chiếu hai bên; gửi tiếp lúc này có thể trùng hoặc đè dữ liệu.',
    'Xem tiến độ: kntc restoration show; đối chiếu xong, hai người ký xác nhận: kntc restoration sign-off.',
  ],
  'audit-broken': () => [
    'Nhật ký kiểm toán hoặc chuỗi biên nhận không khớp với nơi giữ dấu mốc.',
    'Cổng dừng gửi: cơ sở dữ liệu có thể đã bị khôi phục hoặc bị sửa.',
    'Chạy kntc audit verify để xem; hai người quyết định: kntc audit accept-restore.',
  ],
  outage: ({ code, more }) => [
    `Mất kết nối với CSDLQG. ${failure(code)}`,
    `Mọi hồ sơ chờ gửi đều chờ${more === undefined ? '' : `: ${more}`}. Cổng tự thử lại và tự gửi tiếp khi kết nối trở lại.`,
    'Xem trang Sự cố: từ lúc nào, ai phải xử lý; hết sự cố thì xuất biên bản gián đoạn.',
  ],
  'account-refused': ({ code, name }) => [
    `CSDLQG không nhận tài khoản của nhóm cơ quan «${name ?? ''}». ${failure(code)}`,
    'Hồ sơ của các cơ quan đó chờ; hồ sơ của cơ quan khác vẫn gửi.',
    'Xem trang Sự cố; kiểm tra tài khoản, mật khẩu với đơn vị cấp (kntc doctor).',
  ],
  unaccounted: ({ count = 0 }) => [
    `Sổ đối soát không khớp: ${toldCount(count)} hồ sơ nguồn không nằm ở trạng thái nào.`,
    'Hồ sơ có thể bị bỏ sót; đây là lỗi của cổng hoặc có người sửa thẳng cơ sở dữ liệu.',
    'Xem kntc ledger, giữ nguyên hiện trạng và báo đơn vị hỗ trợ phần mềm ngay.',
  ],
  'disk-full': ({ more }) => [
    `Ổ đĩa dữ liệu của cổng sắp đầy${more === undefined ? '' : `: ${more}`}.`,
    'Đầy hẳn thì cổng không ghi được gì và dừng lại; chưa mất dữ liệu.',
    'Giải phóng hoặc mở rộng ổ đĩa chứa thư mục dữ liệu (KNTC_DATA_DIR) và cơ sở dữ liệu.',
  ],
  'source-paused': ({ code, name }) => [
    `Không đọc được nguồn «${name ?? ''}». ${failure(code)}`,
    'Đơn mới và thay đổi ở nguồn này chưa vào cổng; nguồn khác và việc gửi vẫn chạy.',
    'Xem mục Nguồn ở trang Tổng quan; chạy kntc sources check để biết chi tiết.',
  ],
  'source-missing': ({ name, count = 0 }) => [
    `Nguồn «${name ?? ''}» bỗng thiếu ${toldCount(count)} hồ sơ.`,
    'Cổng chưa coi hồ sơ nào là đã xoá.',
    'Kiểm tra khung nhìn, quyền đọc, bản khôi phục của nguồn; đúng là đã xoá thì kntc sources confirm-gone.',
  ],
  'witness-away': () => [
    'Không hỏi được nơi giữ dấu mốc của nhật ký kiểm toán.',
    'Việc gửi vẫn chạy; quyết định của người (duyệt, bổ sung, đồng bộ lại) bị từ chối cho tới khi hỏi được.',
    'Kiểm tra ổ đĩa hoặc máy chủ ghi ở KNTC_AUDIT_WITNESS (kntc doctor).',
  ],
  'receipts-unsigned': () => [
    'Biên nhận liên thông chưa được ký.',
    'Việc gửi không dừng, biên nhận vẫn vào chuỗi; ký bù khi sửa xong.',
    'Xem kntc doctor, mục khoá ký biên nhận và nơi giữ dấu mốc.',
  ],
  'queue-stale': ({ count = 0, more }) => [
    `${toldCount(count)} hồ sơ chờ gửi, lâu nhất ${more ?? ''}, trong khi kết nối bình thường.`,
    'Hồ sơ có thể lên CSDLQG chậm hơn quy định.',
    'Xem trang Hàng đợi; kiểm tra tiến trình gửi có đang chạy (ROLES có delivery).',
  ],
  'unknown-outcomes': ({ count = 0 }) => [
    `${toldCount(count)} hồ sơ chưa rõ đã tới CSDLQG hay chưa.`,
    'Cổng tra cứu chứ không gửi lại; hồ sơ chờ tới khi tra được.',
    'Xem danh sách hồ sơ chưa rõ; kéo dài thì hỏi đơn vị vận hành CSDLQG.',
  ],
  'duplicates-unchecked': ({ count = 0 }) => [
    `${toldCount(count)} đơn mới chưa được kiểm tra trùng đúng hạn.`,
    'Các đơn này được gửi dù chưa kiểm tra.',
    'Kiểm tra tiến trình intake có đang chạy; xem trang Đơn trùng.',
  ],
  late: ({ count = 0 }) => [
    `CSDLQG đang hiển thị ${toldCount(count)} vụ việc là chậm vì còn nội dung chưa gửi được.`,
    'Tỉnh bị tính là cập nhật không đúng hạn.',
    'Xem trang Thời hạn: hồ sơ nào, vì sao chưa gửi được, ai phải bổ sung.',
  ],
  'late-soon': ({ count = 0 }) => [
    `${toldCount(count)} vụ việc sẽ hiển thị là chậm trên CSDLQG trong ba ngày làm việc tới nếu chưa gửi được.`,
    'Sau ngày đó tỉnh bị tính là cập nhật không đúng hạn.',
    'Xem trang Thời hạn, bổ sung hoặc quyết định cho các hồ sơ đó trước.',
  ],
  'requests-overdue': ({ count = 0 }) => [
    `${toldCount(count)} yêu cầu của cơ quan thanh tra đã quá hạn trả lời.`,
    'Quá hạn 15 ngày theo NĐ 55/2022 Điều 8.',
    'Trả lời và ghi số văn bản ở trang Yêu cầu của thanh tra.',
  ],
  'requests-soon': ({ count = 0 }) => [
    `${toldCount(count)} yêu cầu của cơ quan thanh tra đến hạn trả lời trong ba ngày làm việc tới.`,
    'Quá hạn thì không đúng NĐ 55/2022 Điều 8.',
    'Xem ai phụ trách ở trang Yêu cầu của thanh tra.',
  ],
  'channel-failing': ({ name, more }) => [
    `Kênh cảnh báo «${name ?? ''}» không gửi được${more === undefined ? '' : `: ${more}`}.`,
    'Cảnh báo cho người nhận ở kênh này đang chờ, không mất; cổng tự gửi lại.',
    'Kiểm tra máy chủ thư hoặc địa chỉ webhook; thử: kntc alerts test.',
  ],
  'mapping-waits': ({ name }) => [
    `Ánh xạ của nguồn «${name ?? ''}» đã đổi và chờ hai bên duyệt.`,
    'Nguồn chưa được đọc; hồ sơ cũ vẫn gửi tiếp.',
    'Thanh tra và công nghệ thông tin xem rồi duyệt: kntc sources accept-mapping.',
  ],
  'lists-wait': ({ count = 0 }) => [
    `${count.toLocaleString('vi-VN')} danh mục quốc gia đổi bất thường và chờ người duyệt.`,
    'Cổng vẫn dùng danh mục cũ.',
    'Xem trang Danh mục (kntc crosswalk lists), duyệt hoặc từ chối.',
  ],
  'queue-paused': ({ name }) => [
    `${name ?? 'Một hàng đợi'} đang tạm dừng từ lâu, do người dừng.`,
    'Hồ sơ ở đó chờ cho tới khi có người cho đi tiếp.',
    'Xem ai dừng và vì sao ở trang Hàng đợi (kntc queues); xong việc thì cho đi tiếp: kntc resume.',
  ],
  'creates-braked': ({ count = 0 }) => [
    `Đã hết hạn mức tạo mới trong ngày; ${toldCount(count)} hồ sơ chờ.`,
    'Hồ sơ được gửi từ ngày mai; đúng là có nhiều hồ sơ cần gửi thì mở đợt gửi bù.',
    'Xem trang Tổng quan; mở đợt: kntc campaigns open (hai người).',
  ],
  cause: ({ code, count = 0 }) => [
    `${toldCount(count)} hồ sơ đứng lại vì cùng một nguyên nhân. ${reason(code)}`,
    'Sửa một lần thì cả nhóm đi tiếp; chưa ai nhận biết nguyên nhân này.',
    'Xem trang Nguyên nhân: sửa, giao cho người phụ trách, hoặc nhận biết đến một ngày.',
  ],
};

function failure(code: FailureCode | ReasonCode | undefined): string {
  if (code === undefined || !(code in FAILURES)) return '';
  // The first sentence; what to do stands in the third line.
  return `${FAILURES[code as FailureCode].vi.split('. ')[0]?.replace(/\.$/, '') ?? ''}.`;
}

function reason(code: FailureCode | ReasonCode | undefined): string {
  return code !== undefined && code in REASONS ? reasonText(code as ReasonCode)[0] : '';
}
