/**
 * Why a whole file is not taken in: what happened, what it means, what to do. Written into the text beside the
 * refused file, so the reader is whoever dropped it. `{detail}` names a line, a title or a limit, never a value.
 */
export const REFUSALS = {
  NAME: [
    'Tên tệp không đúng với mẫu tên đã khai ({detail}).',
    'Cổng không biết đây có phải là sổ cần đọc không nên không nhận dòng nào.',
    'Đổi tên tệp cho đúng mẫu rồi gửi lại, hoặc người quản trị sửa «accept» trong tệp khai báo nguồn.',
  ],
  ENCRYPTED: [
    'Tệp có mật khẩu.',
    'Cổng không mở được tệp; chưa dòng nào trong tệp được nhận.',
    'Mở tệp bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc), lưu rồi gửi lại.',
  ],
  LEGACY_XLS: [
    'Tệp ở định dạng Excel cũ (.xls).',
    'Cổng chỉ đọc .xlsx và .csv; chưa dòng nào trong tệp được nhận.',
    'Đổi tên tệp không đủ: mở tệp bằng Excel, Lưu dưới dạng .xlsx rồi gửi lại.',
  ],
  MACRO: [
    'Tệp có chứa macro (chương trình bên trong bảng tính).',
    'Vì an toàn, cổng không đọc tệp có macro; chưa dòng nào trong tệp được nhận.',
    'Mở tệp bằng Excel, chọn Lưu dưới dạng › Excel Workbook (.xlsx) để bỏ macro, rồi gửi tệp mới.',
  ],
  OTHER_FORMAT: [
    'Tệp {detail} không phải là loại tệp cổng đọc được.',
    'Cổng chỉ đọc .xlsx và .csv; đổi tên tệp không đủ. Chưa dòng nào trong tệp được nhận.',
    'Mở tệp bằng Excel hoặc LibreOffice, Lưu dưới dạng .xlsx rồi gửi lại.',
  ],
  NOT_A_WORKBOOK: [
    'Nội dung tệp không đúng với đuôi tên tệp: {detail}.',
    'Cổng không đọc được tệp; chưa dòng nào trong tệp được nhận.',
    'Mở tệp bằng Excel, chọn Lưu dưới dạng › Excel Workbook (.xlsx), rồi gửi tệp mới.',
  ],
  DAMAGED: [
    'Tệp bị hỏng hoặc chưa được chép xong ({detail}).',
    'Cổng không đọc hết được tệp nên không nhận dòng nào, để không thiếu hồ sơ.',
    'Mở lại tệp bằng Excel để kiểm tra, lưu lại, chờ chép xong rồi gửi lại.',
  ],
  TOO_BIG: [
    'Tệp quá lớn: {detail}.',
    'Cổng không mở tệp để không ảnh hưởng các nguồn khác; chưa dòng nào được nhận.',
    'Chia tệp theo năm hoặc theo đơn vị thành nhiều tệp nhỏ hơn, bỏ hình ảnh và trang thừa, rồi gửi lại.',
  ],
  BOMB: [
    'Tệp nén bất thường: {detail}.',
    'Tệp như vậy thường là tệp độc hại nên cổng không mở; chưa dòng nào được nhận.',
    'Kiểm tra nguồn gốc của tệp; nếu là sổ thật, sao chép dữ liệu sang một sổ mới, lưu .xlsx rồi gửi lại.',
  ],
  DOCTYPE: [
    'Tệp có khai báo không được phép bên trong (DOCTYPE).',
    'Tệp như vậy có thể là tệp độc hại nên cổng không đọc; chưa dòng nào được nhận.',
    'Kiểm tra nguồn gốc của tệp; nếu là sổ thật, mở bằng Excel, lưu lại .xlsx rồi gửi lại.',
  ],
  SHEET_MISSING: [
    'Không tìm thấy trang tính cần đọc: {detail}.',
    'Cổng không biết đọc ở đâu nên không nhận dòng nào.',
    'Kiểm tra tên trang tính trong tệp, hoặc sửa «sheet» trong tệp khai báo nguồn.',
  ],
  SHEET_AMBIGUOUS: [
    'Nhiều trang tính có cùng tiêu đề: {detail}.',
    'Cổng không biết trang nào là sổ cần đọc nên không nhận dòng nào.',
    'Xoá hoặc ẩn trang thừa rồi gửi lại, hoặc ghi rõ «sheet» trong tệp khai báo nguồn.',
  ],
  HEADER_MISSING: [
    'Không tìm thấy tiêu đề cột: {detail}.',
    'Mẫu của tệp khác mẫu đã khai nên cổng không nhận dòng nào, để không lấy nhầm cột.',
    'Dùng lại đúng mẫu cũ; nếu mẫu đã đổi, người quản trị sửa «columns» trong tệp khai báo nguồn.',
  ],
  HEADER_DOUBLED: [
    'Nhiều cột có cùng một tiêu đề: {detail}.',
    'Cổng không biết cột nào đúng nên không nhận dòng nào.',
    'Đổi tên hoặc xoá cột thừa rồi gửi lại, hoặc ghi rõ chữ cái của cột («column») trong tệp khai báo nguồn.',
  ],
  HEADER_MOVED: [
    'Tiêu đề ở cột đã khai không còn đúng: {detail}.',
    'Cột có thể đã bị dời nên cổng không nhận dòng nào, để không lấy nhầm cột.',
    'Dùng lại đúng mẫu cũ; nếu mẫu đã đổi, người quản trị sửa «columns» trong tệp khai báo nguồn.',
  ],
  EMPTY: [
    'Trang tính không có dòng dữ liệu nào{detail}.',
    'Không có hồ sơ nào để nhận; các hồ sơ đã nhận trước đây giữ nguyên.',
    'Kiểm tra đã gửi đúng tệp chưa; nếu sổ thật sự chưa có đơn thì không phải làm gì.',
  ],
  DELIMITER_CHANGED: [
    'Dấu ngăn cách các ô đổi giữa chừng: {detail}.',
    'Từ dòng đó trở đi các cột bị lệch nên cổng không nhận dòng nào của tệp.',
    'Mở tệp bằng Excel, kiểm tra dòng được nêu, lưu thành .xlsx rồi gửi lại.',
  ],
  RAGGED: [
    'Số ô của một dòng không khớp với tiêu đề: {detail}.',
    'Các cột của dòng đó bị lệch nên cổng không nhận dòng nào của tệp.',
    'Mở tệp bằng Excel, sửa dòng được nêu (thường do dấu ngăn cách hoặc xuống dòng trong ô), lưu thành .xlsx rồi gửi lại.',
  ],
  QUOTE: [
    'Một dấu nháy kép (") mở đầu một ô nhưng không đóng đúng chỗ: {detail}.',
    'Không rõ ô đó kết thúc ở đâu, nhiều đơn có thể bị nhập làm một; cổng không nhận dòng nào của tệp.',
    'Mở tệp bằng Notepad, xoá dấu nháy kép thừa ở dòng được nêu (hoặc xuất lại sổ thành .xlsx), lưu rồi gửi lại.',
  ],
  ENCODING: [
    'Không đọc được bảng mã chữ của tệp: {detail}.',
    'Chữ tiếng Việt sẽ sai nên cổng không nhận dòng nào của tệp.',
    'Mở tệp bằng Excel, lưu thành .xlsx (hoặc CSV UTF-8) rồi gửi lại.',
  ],
  NO_KEYS: [
    'Không dòng nào có khoá để nhận ra hồ sơ: {detail}.',
    'Không có khoá thì lần sau cổng không biết dòng nào là hồ sơ nào, nên không nhận dòng nào.',
    'Điền cột làm khoá rồi gửi lại, hoặc người quản trị sửa «record.key» trong tệp khai báo nguồn.',
  ],
} as const satisfies Record<string, readonly [string, string, string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** A file that is not taken in at all. `detail` names places and limits, never a value of a cell. */
export class FileRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly detail = '',
  ) {
    super(`${code} ${detail}`);
    this.name = 'FileRefused';
  }
}

/** The three sentences for the person who dropped the file. */
export function refusalText(code: RefusalCode, detail: string): readonly [string, string, string] {
  const [what, meaning, action] = REFUSALS[code];
  return [what.replace('{detail}', () => detail), meaning, action];
}
