import { DUPLICATE_DONE, DUPLICATE_REFUSALS } from '../duplicates/duplicate-texts';
import type { TwoLines } from './two-lines';
import { ENTRY_DONE, ENTRY_REFUSALS } from './entry-texts';
import { PEOPLE_DONE, PEOPLE_REFUSALS } from './people-texts';

const WILL_SEND = 'Cổng gửi tiếp trong vài giây; nếu cổng đang tắt, hồ sơ chờ tới khi cổng chạy.';
const JUDGED_AGAIN = 'Cổng xét lại hồ sơ trong vài giây';

export const OPERATION_DONE = {
  released: ['Đã cho hồ sơ đi tiếp.', WILL_SEND],
  kept: ['Đã ghi nhận: hồ sơ ở lại, không gửi.', 'Hồ sơ vẫn tạm dừng và không lên CSDLQG.'],
  found: [
    'Đã ghi nhận mã trên CSDLQG cho lần gửi chưa rõ.',
    'Bước đó coi như đã xác nhận; các bước sau đi tiếp, không gửi lại bước này.',
  ],
  'not-there': [
    'Đã ghi nhận: lần gửi chưa rõ không để lại gì trên CSDLQG.',
    `Bước đó được gửi lại. ${WILL_SEND}`,
  ],
  compared: [
    'Đã ghi nhận yêu cầu đối soát.',
    'Cổng tra cứu từng hồ sơ trên CSDLQG theo tốc độ cho phép, chỉ đọc và so sánh; không gửi, không sửa gì.',
  ],
  resync: [
    'Hồ sơ sẽ được đối chiếu lại.',
    'Cổng chỉ gửi những bước có nội dung khác bản đã xác nhận; lệnh này không tự gửi gì.',
  ],
  include: ['Đã ghi nhận: hồ sơ thuộc diện cập nhật.', `${JUDGED_AGAIN} và gửi khi đủ điều kiện.`],
  exclude: ['Đã ghi nhận: hồ sơ không thuộc diện cập nhật.', 'Hồ sơ không lên CSDLQG.'],
  undecided: [
    'Đã rút lại quyết định: hồ sơ không còn bị coi là ngoài diện cập nhật.',
    `${JUDGED_AGAIN}; nếu vẫn thiếu thông tin, hồ sơ trở lại danh sách chờ bổ sung.`,
  ],
  namesake: [
    'Đã ghi nhận: người có tên trong trường đó không phải người tố cáo.',
    `${JUDGED_AGAIN}. Trường đó hoặc danh tính người tố cáo đổi thì cổng hỏi lại.`,
  ],
  completed: [
    'Đã ghi nhận thông tin bổ sung; phần mềm của đơn vị không bị sửa.',
    `${JUDGED_AGAIN}. Nguồn sau này có giá trị khác thì hồ sơ chờ (OVERLAY_CONFLICT).`,
  ],
  'taken-back': [
    'Đã rút thông tin bổ sung: hồ sơ lại đúng như nguồn.',
    `${JUDGED_AGAIN}; phần đã được CSDLQG xác nhận không tự đổi (CORRECTION_NEEDS_DECISION).`,
  ],
  resolved: [
    'Đã ghi nhận cách giải quyết sai khác; chưa gửi gì.',
    'Cổng thực hiện trong vài giây: lấy bản CSDLQG thì không gửi gì, còn lại gửi cập nhật; lần đối soát sau cho biết hai phía đã khớp.',
  ],
  'resync-started': [
    'Đã lập lượt đồng bộ lại.',
    'Từng hồ sơ được đặt lịch gửi hoặc xét lại lần lượt; không tự gửi gì, thứ tự của từng hồ sơ giữ nguyên.',
  ],
  'resync-changed': [
    'Đã ghi nhận.',
    'Hồ sơ đã được đặt lịch thì đi tiếp như thường; hồ sơ chưa tới lượt giữ nguyên.',
  ],
  'cause-noted': [
    'Đã ghi nhận về nguyên nhân này.',
    'Không hồ sơ nào đổi; nguyên nhân vẫn được đếm, quá ngày hẹn mà vẫn còn thì nêu lại.',
  ],
  'alert-acknowledged': [
    'Đã ghi nhận: sự cố này có người biết.',
    'Cổng thôi nhắc tới hạn đã ghi; quá hạn mà vẫn còn thì nhắc lại. Hết sự cố thì báo «đã hết».',
  ],
  'alert-tested': ['Đã xếp thư thử cho từng kênh.', 'Thư đi trong vài giây nếu cổng đang chạy.'],
  'queue-paused': [
    'Đã tạm dừng; mọi tiến trình của cổng biết trong vài giây.',
    'Không mất gì: việc đang làm dở được làm xong, phần còn lại chờ. Khởi động lại cổng cũng vẫn tạm dừng.',
  ],
  'queue-resumed': ['Đã cho đi tiếp.', 'Cổng làm tiếp trong vài giây, theo đúng thứ tự của từng hồ sơ.'],
  unresolved: [
    'Đã rút cách giải quyết; hồ sơ lại như trước đó.',
    'Chưa có gì được gửi theo quyết định này. Sai khác vẫn còn.',
  ],
  mapped: [
    'Đã đổi bảng đối chiếu cho mã này; các mã khác giữ nguyên.',
    'Cổng xét lại trong vài giây các hồ sơ dùng mã này và gửi hồ sơ đủ điều kiện.',
  ],
  'list-accepted': [
    'Đã duyệt danh mục quốc gia mới.',
    'Hồ sơ được xét lại trong vài giây; việc trước ngày hiệu lực giữ mã cũ.',
  ],
  'list-refused': [
    'Đã ghi nhận: không dùng danh mục này.',
    'Danh mục đang dùng giữ nguyên; CSDLQG đổi tiếp thì cổng hỏi lại.',
  ],
  entered: [
    'Đã ghi nhận: mốc này đã nhập tay trên CSDLQG.',
    'Cổng không kiểm tra được; người ghi nhận chịu trách nhiệm.',
  ],
  'receptions-entered': [
    'Đã ghi nhận: các lượt tiếp này đã nhập tay trên CSDLQG.',
    'Cổng không kiểm tra được; người ghi nhận chịu trách nhiệm. Lượt đã ghi nhận trước giữ nguyên.',
  ],
  ...ENTRY_DONE,
  'period-closed': [
    'Đã chốt kỳ báo cáo: số liệu đã ký được giữ nguyên.',
    'Thay đổi sau này không sửa số đã chốt, chỉ hiện thành số điều chỉnh.',
  ],
  'period-adjusted': [
    'Đã ghi nhận điều chỉnh của kỳ đã chốt, từng ô, cùng người và lý do.',
    'Số đã chốt vẫn giữ nguyên bên cạnh số điều chỉnh.',
  ],
  'request-recorded': [
    'Đã vào sổ yêu cầu của cơ quan thanh tra.',
    'Cổng nhắc trước khi hết hạn trả lời, ở trang Tổng quan và Yêu cầu của thanh tra (kntc requests list).',
  ],
  'request-replied': ['Đã ghi văn bản trả lời.', 'Yêu cầu không còn nằm trong danh sách chờ trả lời.'],
  'proposal-link': [
    'Đã ghi nhận: vụ việc trên CSDLQG là hồ sơ này của tỉnh.',
    'Cổng tra lại mã đó trên CSDLQG rồi nhận cho hồ sơ; không tạo vụ việc mới. Rút lại được cho tới lúc đó.',
  ],
  'proposal-awaited': [
    'Đã ghi nhận: vụ việc sẽ được nhập vào phần mềm của đơn vị.',
    'Khi nguồn có hồ sơ cùng người, cùng ngày, cổng giữ hồ sơ đó lại để liên kết, không gửi lần thứ hai.',
  ],
  'proposal-not-ours': [
    'Đã ghi nhận: vụ việc này ghi nhầm trên CSDLQG.',
    'Cổng không tự sửa được ở CSDLQG; cần văn bản đề nghị chỉnh sửa.',
  ],
  'proposal-ignored': ['Đã ghi nhận: bỏ qua vụ việc này.', 'Cổng không làm gì với vụ việc này.'],
  'correction-draft': [
    'Đã lập dự thảo đề nghị chỉnh sửa.',
    'Chưa gửi đi đâu: cơ quan tải công văn (.docx) và phụ lục (.xlsx), ký, lấy số rồi gửi.',
  ],
  'correction-sent': [
    'Đã ghi nhận: công văn đã gửi.',
    'Cổng theo dõi bằng đối soát; khi CSDLQG đã chỉnh sửa hết, đề nghị tự kết thúc.',
  ],
  'correction-withdraw': ['Đã rút đề nghị.', 'Các mục trong đó có thể đưa vào đề nghị khác.'],
  'proposal-undecided': ['Đã rút lại quyết định.', 'Vụ việc lại chờ quyết định.'],
  ...DUPLICATE_DONE,
  ...PEOPLE_DONE,
} as const satisfies Readonly<Record<string, TwoLines>>;
export type OperationDone = keyof typeof OPERATION_DONE;

/** Why a decision was not carried out. */
export const OPERATION_REFUSALS = {
  'not-held': [
    'Hồ sơ không ở trạng thái tạm dừng.',
    'Không có gì thay đổi; hồ sơ vẫn đi tiếp theo trạng thái của nó.',
  ],
  'wrong-hold': ['Quyết định này không dùng cho lý do tạm dừng của hồ sơ.', 'Hồ sơ vẫn tạm dừng.'],
  'needs-approver': [
    'Quyết định này cần hai người: người thực hiện và người duyệt khác nhau.',
    'Hồ sơ vẫn tạm dừng.',
  ],
  'no-open-attempt': ['Hồ sơ không có lần gửi nào đang chờ kết luận.', 'Không có gì thay đổi.'],
  'id-taken': [
    'Mã vụ việc này đã thuộc một hồ sơ khác của tỉnh.',
    'Không ghi nhận, để hai hồ sơ không trỏ vào một vụ việc.',
  ],
  'other-id': [
    'Mã này không phải mã vụ việc mà hồ sơ đang có trên CSDLQG.',
    'Không ghi nhận, để các bước sau không vào vụ việc của người khác.',
  ],
  'login-taken': ['Đã có tài khoản với tên đăng nhập này.', 'Không tạo thêm, tài khoản cũ giữ nguyên.'],
  'identity-taken': [
    'Danh tính này đã gắn với một tài khoản khác.',
    'Không gắn, để một người không vào được tài khoản của người khác.',
  ],
  'is-machine': ['Đây là tài khoản máy: không ai đăng nhập bằng tài khoản này.', 'Không có gì thay đổi.'],
  'not-undecided': [
    'Hồ sơ này không chờ quyết định có thuộc diện cập nhật hay không.',
    'Không có gì thay đổi.',
  ],
  'not-completable': ['Không có trường này, hoặc trường này không bổ sung được.', 'Không ghi nhận gì.'],
  unreadable: ['Giá trị không đọc được ở trường này (ngày, số, có hoặc không …).', 'Không ghi nhận gì.'],
  'said-by-source': [
    'Nguồn đã có giá trị đọc được ở trường này.',
    'Không ghi nhận gì: thông tin bổ sung không ghi đè lên nguồn.',
  ],
  'no-place': ['Trường này thuộc về một người, một dòng chưa có trong hồ sơ.', 'Không ghi nhận gì.'],
  'completed-already': [
    'Trường này đã có thông tin bổ sung.',
    'Thông tin cũ vẫn dùng; không ghi nhận gì thêm.',
  ],
  'not-completed': ['Trường này không có thông tin bổ sung nào đang dùng.', 'Không có gì thay đổi.'],
  'not-read': [
    'Chính sách not-read: cổng không giữ thông tin nào có thể là của người tố cáo.',
    'Không ghi nhận gì.',
  ],
  'nothing-missing': [
    'Nguồn này không có hồ sơ nào chờ xác nhận là không còn ở nguồn.',
    'Không có gì thay đổi.',
  ],
  'in-flight': [
    'Hồ sơ đang được gửi hoặc đang chờ rõ kết quả gửi.',
    'Không có gì thay đổi; cổng tự kết luận lần gửi này.',
  ],
  'changed-meanwhile': [
    'Mã này không còn như lúc xem: người khác vừa đổi.',
    'Chưa có gì thay đổi; điều người đó đổi đang dùng.',
  ],
  'overlapping-days': [
    'Các mã quốc gia của mã này chồng lên nhau một phần về thời gian.',
    'Chưa có gì thay đổi; bảng đối chiếu cũ vẫn dùng.',
  ],
  'unknown-codes': [
    'Có mã không đứng trong danh mục quốc gia, hoặc không còn cho đến ngày cuối của dòng.',
    'Chưa có gì thay đổi; bảng đối chiếu cũ vẫn dùng.',
  ],
  'folder-decides': [
    'Tỉnh chưa có đủ tài khoản hai bên: bảng đối chiếu còn theo thư mục cấu hình.',
    'Chưa có gì thay đổi; đổi ở đây thì lần khởi động sau mất.',
  ],
  'no-list-waits': ['Danh mục này không có thay đổi nào chờ duyệt.', 'Không có gì thay đổi.'],
  'other-version': [
    'Danh mục đang chờ không phải phiên bản đã xem: CSDLQG đã đổi tiếp, hoặc người khác vừa duyệt.',
    'Không ghi nhận gì; danh mục đang dùng giữ nguyên.',
  ],
  'doubtful-list': [
    'Hơn nửa số mã của danh mục không còn: có thể là nhầm danh mục.',
    'Chưa duyệt gì; danh mục cũ vẫn dùng.',
  ],
  'too-far-ahead': [
    'Ngày bắt đầu của danh mục mới muộn hơn một năm nữa: có thể là nhầm năm.',
    'Chưa duyệt gì; danh mục cũ vẫn dùng.',
  ],
  'list-refused-already': [
    'Phiên bản này của danh mục đã bị từ chối rồi.',
    'Không có gì thay đổi; danh mục đang dùng giữ nguyên.',
  ],
  'no-conflict': ['Trường này của hồ sơ không còn sai khác nào đang chờ.', 'Không ghi nhận gì.'],
  'decided-already': [
    'Trường này đã có quyết định đang chờ thực hiện.',
    'Quyết định cũ vẫn dùng; không ghi nhận gì thêm.',
  ],
  'not-decided': ['Hồ sơ này không có quyết định nào đang chờ thực hiện.', 'Không có gì thay đổi.'],
  'sent-already': [
    'Quyết định này đã được gửi, hoặc đang được gửi.',
    'Không rút được nữa; không có gì thay đổi.',
  ],
  'not-takeable': [
    'Giá trị trên CSDLQG không đưa vào hồ sơ được: nó do cổng hoặc CSDLQG ghép lại từ nhiều phần, hoặc đang giữ bí mật.',
    'Không ghi nhận gì.',
  ],
  'not-decidable-here': [
    'Sai khác ở trường này không quyết định được ở cổng: bản đã gửi không lập lại được, hoặc không rõ thuộc bước nào.',
    'Không ghi nhận gì.',
  ],
  'far-side-silent': ['CSDLQG chưa trả lời, nên chưa biết giá trị đang có ở đó.', 'Không ghi nhận gì.'],
  'changed-there': [
    'Giá trị trên CSDLQG nay khác lúc đối soát tìm ra.',
    'Không ghi nhận gì: quyết định phải dựa trên giá trị đang có.',
  ],
  ...ENTRY_REFUSALS,
  'entered-already': ['Mốc hoặc lượt tiếp này đã được ghi nhận là đã nhập.', 'Ghi nhận cũ giữ nguyên.'],
  'period-not-over': ['Kỳ báo cáo chưa kết thúc.', 'Chưa chốt gì.'],
  'period-closed-already': ['Kỳ báo cáo này đã chốt rồi.', 'Số đã chốt giữ nguyên.'],
  'period-not-closed': ['Kỳ báo cáo này chưa chốt.', 'Không có gì để điều chỉnh.'],
  'nothing-to-adjust': ['Số tính bây giờ đúng bằng số đã chốt và điều chỉnh.', 'Không ghi nhận gì.'],
  'request-recorded': [
    'Văn bản này của đơn vị đã vào sổ với cùng ngày nhận.',
    'Không ghi thêm lần nữa; hạn trả lời cũ giữ nguyên.',
  ],
  'request-replied': ['Yêu cầu này đã có văn bản trả lời.', 'Không ghi đè; văn bản cũ giữ nguyên.'],
  'day-before': ['Ngày trả lời hoặc hạn nằm trước ngày nhận yêu cầu.', 'Chưa ghi gì.'],
  'gone-at-source': ['Dòng của hồ sơ không còn ở nguồn.', 'Hồ sơ giữ nguyên; không gửi thêm gì.'],
  'in-shadow': ['Đơn vị của hồ sơ đang chạy song song.', 'Hồ sơ được đối chiếu, không gửi gì.'],
  'newer-attempt': [
    'Hồ sơ đã có lần gửi mới hơn lúc được chọn.',
    'Đồng bộ lại bỏ qua hồ sơ này: chỉ lần gửi mới nhất được tính.',
  ],
  'nothing-chosen': [
    'Không có hồ sơ nào như vậy, hoặc tài khoản không được xem.',
    'Chưa lập lượt đồng bộ lại nào.',
  ],
  'too-many-records': ['Quá nhiều hồ sơ cho một lượt đồng bộ lại.', 'Chưa lập lượt nào, chưa hồ sơ nào đổi.'],
  'resync-ended': ['Lượt đồng bộ lại này không còn ở trạng thái để làm việc đó.', 'Không có gì thay đổi.'],
  'alert-over': ['Sự cố này đã hết.', 'Không có gì thay đổi.'],
  'paused-already': [
    'Hàng đợi này đã có người tạm dừng.',
    'Lần tạm dừng cũ giữ nguyên, với người và lý do đã ghi.',
  ],
  'not-paused': ['Không ai tạm dừng hàng đợi này.', 'Không có gì thay đổi.'],
  'key-reused': ['Khoá này đã dùng cho một yêu cầu khác.', 'Yêu cầu này chưa làm gì.'],
  'not-correctable': [
    'Có mục không đề nghị được: sai khác đã hết, đề xuất chưa được quyết định là ghi nhầm, hoặc mã không còn thiếu.',
    'Chưa lập đề nghị nào.',
  ],
  'in-request': ['Có mục đã nằm trong một đề nghị khác chưa kết thúc hoặc đã gửi.', 'Không có gì thay đổi.'],
  'not-draft': ['Đề nghị này không còn là dự thảo.', 'Không có gì thay đổi.'],
  'correction-ended': ['Đề nghị này đã kết thúc hoặc đã rút.', 'Không có gì thay đổi.'],
  'proposal-ended': ['Vụ việc này đã được liên kết, hoặc không còn trên CSDLQG.', 'Không có gì thay đổi.'],
  'no-local-record': [
    'Không có hồ sơ địa phương này, hoặc hồ sơ chưa đủ thông tin để thành vụ việc.',
    'Chưa liên kết; vụ việc vẫn chờ quyết định.',
  ],
  'other-kind': [
    'Hai bên khác loại đơn (khiếu nại, tố cáo, kiến nghị phản ánh).',
    'Chưa liên kết, để không trỏ vào vụ việc của người khác.',
  ],
  'further-there': [
    'Vụ việc trên CSDLQG đã có kết quả giải quyết hoặc thi hành, có mã riêng.',
    'Chưa liên kết, để cổng không gửi kết quả đó lần thứ hai.',
  ],
  ...DUPLICATE_REFUSALS,
  ...PEOPLE_REFUSALS,
} as const satisfies Readonly<Record<string, TwoLines>>;
export type OperationRefusal = keyof typeof OPERATION_REFUSALS;
