import type { Owner } from './reason';

/**
 * Failures of the machinery (not of a record): `GW_<stage><number>`, each with who must act and whether trying
 * again can help. Stages: S sources, I intake, D delivery, N national, P platform, T storage.
 */
export const FAILURES = {
  GW_S101: {
    owner: 'operator',
    retryable: true,
    vi: 'Không kết nối được tới cơ sở dữ liệu nguồn. Nguồn tạm dừng và tự thử lại; kiểm tra máy chủ nguồn, địa chỉ và mật khẩu.',
    en: 'source unreachable',
  },
  GW_S102: {
    owner: 'operator',
    retryable: true,
    vi: 'Nguồn từ chối tài khoản đọc. Nguồn tạm dừng và tự thử lại; kiểm tra tên đăng nhập, mật khẩu, quyền SELECT.',
    en: 'source refused the account',
  },
  GW_S103: {
    owner: 'operator',
    retryable: true,
    vi: 'Bảng hoặc cột của nguồn không còn như khai báo. Nguồn tạm dừng, chưa mất gì; sửa tệp nguồn hoặc khôi phục cột.',
    en: 'a table or column of the source is missing or renamed',
  },
  GW_S104: {
    owner: 'operator',
    retryable: true,
    vi: 'Truy vấn nguồn bị lỗi. Nguồn tạm dừng và tự thử lại; chạy kntc sources check để xem chi tiết.',
    en: 'the source query failed',
  },
  GW_S105: {
    owner: 'operator',
    retryable: false,
    vi: 'Tệp khai báo nguồn có lỗi. Chạy kntc sources check để xem dòng và cách sửa.',
    en: 'the source file is invalid',
  },
  GW_S106: {
    owner: 'operator',
    retryable: false,
    vi: 'Quá nhiều hồ sơ không còn ở nguồn nên cổng chưa đánh dấu gì. Kiểm tra khung nhìn, quyền đọc, bản khôi phục của nguồn; nếu đúng là đã xoá, chạy kntc sources confirm-gone.',
    en: 'suspiciously many keys are missing at the source',
  },
  GW_S107: {
    owner: 'province',
    retryable: true,
    vi: 'Chưa đọc được tệp nào của nguồn này; tệp gửi vào đã bị từ chối. Xem lý do trong tệp .txt ở thư mục refused, sửa rồi gửi lại.',
    en: 'no file of this source could be read',
  },
  GW_S108: {
    owner: 'operator',
    retryable: true,
    vi: 'Không dùng được thư mục nhận tệp. Nguồn tạm dừng và tự thử lại; kiểm tra thư mục, ổ mạng và quyền đọc ghi.',
    en: 'the drop folder cannot be used',
  },
  GW_S109: {
    owner: 'operator',
    retryable: true,
    vi: 'Tệp đã nhận không còn trong thư mục done hoặc đã bị sửa. Nguồn tạm dừng, chưa mất gì; khôi phục đúng tệp đó hoặc gửi lại tệp.',
    en: 'a file that was taken in is missing or changed',
  },
  GW_S110: {
    owner: 'operator',
    retryable: true,
    vi: 'Chính sách not-read: nguồn nay có cột có thể của người tố cáo, cột tệp nguồn không dùng, hoặc loại đơn lạ. Nguồn tạm dừng, chưa cất gì; bỏ cột khỏi khung nhìn, xem kntc sources check --not-read.',
    en: "under not-read the source shows what may be the denouncer's",
  },
  GW_S111: {
    owner: 'operator',
    retryable: false,
    vi: 'Ánh xạ của nguồn trong config/sources đã đổi (hoặc nguồn mới) và chưa được hai bên duyệt. Nguồn chưa được đọc, hồ sơ cũ giữ nguyên và vẫn gửi tiếp. Thanh tra và công nghệ thông tin xem rồi duyệt bằng kntc sources accept-mapping, hoặc trả tệp nguồn về như cũ và khởi động lại cổng.',
    en: 'the mapping of the source waits for two sides',
  },
  GW_S112: {
    owner: 'operator',
    retryable: true,
    vi: 'Nguồn đã quay về thời điểm cũ (khôi phục từ bản sao lưu, hoặc đồng hồ bị chỉnh lùi): cổng đọc lại toàn bộ. Không gửi dữ liệu cũ đè dữ liệu mới: hồ sơ có nội dung khác bản đã xác nhận được giữ chờ quyết định (kntc holds list, CORRECTION_NEEDS_DECISION). Báo đơn vị quản lý phần mềm, đối chiếu rồi cho từng hồ sơ đi tiếp hoặc sửa lại ở nguồn.',
    en: 'the source went back in time; what it would change of confirmed content is held',
  },
  GW_S113: {
    owner: 'operator',
    retryable: true,
    vi: 'Lần so tóm tắt gần nhất với nguồn chưa tới cùng (nguồn không trả lời kịp, câu tóm tắt sai, hoặc mỗi lần hỏi mỗi khác). Hồ sơ vẫn được đọc theo cột thời điểm sửa, hoặc đọc lại toàn bộ nếu nguồn không có cột ấy; thay đổi không có dấu thời điểm có thể chưa được thấy. Xem lý do: npm run kntc -- sources list; sửa khung nhìn hoặc record.digest rồi cổng so lại.',
    en: 'the last comparison by digests with the source came to no end',
  },
  GW_N201: {
    owner: 'operator',
    retryable: true,
    vi: 'CSDLQG từ chối tài khoản kết nối (401). Tạm dừng gửi; kiểm tra NATIONAL_USERNAME và NATIONAL_PASSWORD.',
    en: 'the national side refused our credentials',
  },
  GW_N202: {
    owner: 'national',
    retryable: true,
    vi: 'Không kết nối được tới CSDLQG. Tạm dừng gửi, tự thử lại.',
    en: 'the national side cannot be reached',
  },
  GW_N203: {
    owner: 'national',
    retryable: true,
    vi: 'CSDLQG trả lời không đúng định dạng. Tự thử lại.',
    en: 'the national side answered in an unreadable form',
  },
  GW_N204: {
    owner: 'national',
    retryable: true,
    vi: 'CSDLQG yêu cầu giảm tốc độ (429). Tạm dừng gửi, tự thử lại.',
    en: 'the national side asked to slow down',
  },
  GW_N205: {
    owner: 'operator',
    retryable: true,
    vi: 'Tài khoản CSDLQG của một nhóm cơ quan chưa có, chưa đến hạn dùng hoặc đã hết hạn: chỉ hồ sơ của nhóm này chờ. Đặt tài khoản đúng tên trong tệp bí mật; cổng tự gửi tiếp, không cần khởi động lại.',
    en: 'the account of a group of agencies is missing, not yet valid or expired',
  },
  GW_N206: {
    owner: 'operator',
    retryable: true,
    vi: 'Đang ngoài thời gian được gửi lên CSDLQG (khung giờ bảo trì hoặc hiệu lực của cấu hình kết nối): hồ sơ chờ, không hồ sơ nào bị lỗi. Hết giờ bảo trì cổng tự gửi tiếp; nếu cấu hình hết hiệu lực, khai cấu hình mới trong config/national.',
    en: 'outside the validity of the profile or inside a maintenance window',
  },
  GW_N207: {
    owner: 'national',
    retryable: true,
    vi: 'CSDLQG liên tục lỗi hoặc không trả lời kịp (5xx, quá giờ): cổng tạm dừng gửi để không tăng số hồ sơ chưa rõ kết quả. Không mất hồ sơ nào; cổng tự hỏi thăm và gửi tiếp, lần sau thưa hơn nếu vẫn lỗi. Nếu kéo dài, báo đầu mối CSDLQG.',
    en: 'the national side keeps failing: nobody knows what became of a row of requests',
  },
  GW_N208: {
    owner: 'operator',
    retryable: true,
    vi: 'Đã đủ số vụ việc được tạo mới trên CSDLQG trong ngày: hồ sơ còn lại chờ hạn mức tạo mới của ngày sau, không hồ sơ nào bị lỗi. Nạp dữ liệu cũ: hai người ghi nhận và duyệt một đợt cập nhật (kntc campaigns record, campaigns approve); cổng gửi tiếp ngay.',
    en: 'as many records were created today as a day may see; the others wait for the next day or an approved campaign',
  },
  GW_N209: {
    owner: 'operator',
    retryable: false,
    vi: 'Cổng tự tạm dừng gửi: sau khi đổi cách chuyển đổi dữ liệu (tệp nguồn hoặc bảng đối chiếu), quá nhiều hồ sơ bị CSDLQG từ chối hoặc làm thay đổi nội dung đã xác nhận. Hồ sơ chờ, không mất gì; xem kntc delivery status và kntc holds list, sửa tệp nguồn hoặc bảng đối chiếu, rồi hai người cho gửi tiếp: kntc delivery resume.',
    en: 'delivery paused itself: after a change of the mapping too much was refused or changed',
  },
  GW_N210: {
    owner: 'operator',
    retryable: false,
    vi: 'Một phía đã quay về thời điểm cũ (cơ sở dữ liệu của cổng được khôi phục, hoặc CSDLQG mất hồ sơ đã xác nhận). Cổng không gửi gì, chỉ tra cứu để đối chiếu từng hồ sơ; không mất gì. Xem chênh lệch: kntc restoration status; đối chiếu xong, hai người ký xác nhận: kntc restoration sign-off.',
    en: 'a side went back in time: nothing is sent until two people signed off the difference',
  },
  GW_N211: {
    owner: 'national',
    retryable: true,
    vi: 'CSDLQG không còn thấy hồ sơ mà chính CSDLQG đã xác nhận trước đây. Cổng vẫn gửi nhưng theo dõi sát; nếu mất nhiều hồ sơ, cổng tự dừng gửi (GW_N210). Báo đầu mối CSDLQG kèm số tham chiếu trong nhật ký.',
    en: 'the far side no longer shows a case it acknowledged',
  },
  GW_N212: {
    owner: 'operator',
    retryable: false,
    vi: 'Một người đã tạm dừng gửi lên CSDLQG. Hồ sơ chờ, không mất gì; khởi động lại cổng cũng không gửi tiếp. Xem ai, khi nào, vì sao: mục Danh sách chờ gửi hoặc kntc queues; hết lý do thì cho gửi tiếp: kntc resume.',
    en: 'a person paused sending',
  },
  GW_T301: {
    owner: 'operator',
    retryable: true,
    vi: 'Không kết nối được tới cơ sở dữ liệu của cổng. Cổng tự thử lại; kiểm tra PostgreSQL.',
    en: 'the gateway database cannot be reached',
  },
  GW_T302: {
    owner: 'operator',
    retryable: false,
    vi: 'Cơ sở dữ liệu này đã gắn với một CSDLQG hoặc tài khoản khác. Dùng đúng địa chỉ cũ, hoặc một cơ sở dữ liệu mới.',
    en: 'this database is bound to another national endpoint',
  },
  GW_T303: {
    owner: 'operator',
    retryable: false,
    vi: 'Tệp khoá không mở được dữ liệu đã niêm phong. Khôi phục đúng tệp khoá KNTC_KEY_FILE.',
    en: 'the key file does not open the sealed data',
  },
  GW_T304: {
    owner: 'operator',
    retryable: true,
    vi: 'Không ghi được dấu mốc của nhật ký kiểm toán. Thao tác chưa được thực hiện; kiểm tra nơi giữ dấu mốc KNTC_AUDIT_WITNESS (ổ đĩa, quyền ghi, kết nối, tệp bị sửa) rồi làm lại.',
    en: 'the witness of the audit cannot be used',
  },
  GW_T305: {
    owner: 'operator',
    retryable: true,
    vi: 'Kho khoá Vault không trả lời hoặc đang bị khoá (sealed). Hồ sơ chờ, không mất gì, cổng tự thử lại; mở khoá Vault (unseal), kiểm tra KNTC_VAULT_ADDR và đường mạng.',
    en: 'the Vault does not answer or is sealed',
  },
  GW_T306: {
    owner: 'operator',
    retryable: true,
    vi: 'Vault từ chối token của cổng: hết hạn hoặc không đủ quyền. Hồ sơ chờ, không mất gì; thay token trong KNTC_VAULT_TOKEN_FILE (cổng đọc lại tệp ở mỗi lần gọi) và cấp quyền update trên encrypt/ và decrypt/ của khoá.',
    en: 'the Vault refuses the token',
  },
  GW_T307: {
    owner: 'operator',
    retryable: false,
    vi: 'Vault không có khoá hoặc đường dẫn transit đã khai. Kiểm tra KNTC_VAULT_MOUNT, KNTC_VAULT_KEY; không tạo lại khoá cùng tên nếu khoá cũ bị mất.',
    en: 'the Vault has no such key or mount',
  },
  GW_T308: {
    owner: 'operator',
    retryable: false,
    vi: 'Thiếu khoá mã hoá khoá (KEK) mà cơ sở dữ liệu còn dùng: dữ liệu niêm phong dưới khoá đó không mở được. Khôi phục tệp khoá KNTC_KEY_FILE mới nhất (hoặc khoá trên Vault) từ bản sao lưu; không tạo khoá mới thay thế. Xem khoá đang dùng: npm run kntc -- keys status.',
    en: 'a key-encryption key that the database uses is missing',
  },
  GW_T309: {
    owner: 'operator',
    retryable: false,
    vi: 'Nhật ký kiểm toán hoặc phiếu xác nhận liên thông trong cơ sở dữ liệu không khớp dấu mốc bên ngoài: bản cũ đã được khôi phục hoặc nhật ký bị sửa. Cổng không gửi gì và không nhận thao tác nào. Chạy kntc audit verify, báo người phụ trách an toàn thông tin; nếu đúng là bản khôi phục được phép dùng tiếp, hai người ghi nhận bằng kntc audit accept-restore.',
    en: 'the audit in the database does not fit to what is remembered of it outside',
  },
  GW_T311: {
    owner: 'operator',
    retryable: true,
    vi: 'Tệp khoá ký biên nhận receipt-keys.json bị mất, hỏng hoặc không phải của cơ sở dữ liệu này. Việc gửi không dừng, biên nhận vẫn vào chuỗi nhưng chưa được ký; cổng không tự tạo khoá khác thay. Khôi phục đúng tệp này từ bản sao lưu vào cạnh tệp khoá, quyền 0600: cổng tự ký tiếp, không cần khởi động lại. Không còn bản sao nào: hai người chạy kntc receipts rotate-key --without-old.',
    en: 'the keys that sign receipts are lost, damaged or of another database',
  },
  GW_P401: {
    owner: 'operator',
    retryable: false,
    vi: 'Cấu hình chưa hợp lệ.',
    en: 'the configuration is invalid',
  },
  GW_P402: {
    owner: 'operator',
    retryable: true,
    vi: 'Cổng không kết nối tới địa chỉ này: địa chỉ không nằm trong danh sách được phép hoặc trỏ tới nơi bị cấm. Chưa gửi và chưa đọc gì; kiểm tra địa chỉ, máy chủ tên miền (DNS) và KNTC_ALLOWED_ADDRESSES.',
    en: 'the address is not allowed',
  },
} as const satisfies Record<string, { owner: Owner; retryable: boolean; vi: string; en: string }>;

export type FailureCode = keyof typeof FAILURES;

/**
 * A failure with a stable code. `detail` is for operators and must never hold personal data: table, column,
 * host, file and line are fine; values of a record are not.
 */
export class GatewayError extends Error {
  constructor(
    readonly code: FailureCode,
    readonly detail: string = '',
    options?: ErrorOptions,
  ) {
    super(`${code} ${FAILURES[code].en}${detail === '' ? '' : `: ${detail}`}`, options);
    this.name = 'GatewayError';
  }

  get owner(): Owner {
    return FAILURES[this.code].owner;
  }

  get retryable(): boolean {
    return FAILURES[this.code].retryable;
  }

  /** The sentence an operator reads. */
  get vi(): string {
    return FAILURES[this.code].vi;
  }
}
