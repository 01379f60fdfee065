import { fold } from './fold';
import { words } from './words';

/** What stands in a name field when nobody gave a name. Whole words from the beginning, in the form of {@link words}. */
const NAMELESS = `
  nặc danh|khuyết danh|ẩn danh|vô danh|giấu tên|dấu tên|không tên|không có tên|không có họ tên|không ghi|không nêu tên
  không nêu họ tên|không ký tên|không để tên|không để lại tên|không rõ|không xác định|không biết tên|không cung cấp
  chưa rõ tên|chưa rõ họ tên|chưa rõ danh tính|chưa xác định
`;

/** How offices, companies, associations and crowds begin. One word is never enough where it is also a name. */
const ORGANISATIONS = `
  công ty|cty|tổng công ty|tập đoàn|doanh nghiệp|dntn|xí nghiệp|nhà máy|hợp tác xã|htx|liên hiệp hợp tác xã|tổ hợp tác
  ubnd|ủy ban nhân dân|uỷ ban nhân dân|ủy ban mặt trận|uỷ ban mặt trận|hđnd|hội đồng nhân dân|mặt trận tổ quốc
  tập thể|một số hộ|một số công dân|một số người dân|các hộ|hộ dân|nhóm hộ|nhóm công dân|các công dân|toàn thể|bà con
  nhân dân thôn|nhân dân xóm|nhân dân ấp|nhân dân bản|nhân dân làng|nhân dân khu|nhân dân tổ|nhân dân xã
  nhân dân phường|nhân dân thị trấn|cư dân|cử tri
  chi nhánh|chi hội|hiệp hội|câu lạc bộ|tổ dân phố|ngân hàng|bệnh viện|giáo xứ|giáo hội|tòa án nhân dân|toà án nhân dân
  ban quản lý|ban quản trị|ban giám đốc|ban giám hiệu|ban chấp hành|ban chỉ huy|ban liên lạc|ban công tác mặt trận
  hội nông dân|hội phụ nữ|hội liên hiệp|hội cựu chiến binh|hội người cao tuổi|hội người mù|hội chữ thập đỏ|hội luật gia
  hội khuyến học|hội đồng hương|hội nạn nhân|hội làm vườn|hội doanh nghiệp|hội sinh vật cảnh|hội cựu thanh niên
  trường tiểu học|trường mầm non|trường mẫu giáo|trường th|trường thcs|trường thpt|trường trung học|trường phổ thông
  trường đại học|trường cao đẳng|trường trung cấp|trường chính trị|trường dạy nghề
  trung tâm y tế|trung tâm giáo dục|trung tâm phát triển|trung tâm dịch vụ|văn phòng luật sư|văn phòng công chứng
  văn phòng đăng ký|văn phòng đại diện|đoàn thanh niên|liên đoàn lao động|viện kiểm sát nhân dân
`;

/**
 * The same written without any mark, for systems that never had them. Fewer: `An Danh`, `Vo Danh`, `Truong Cao Dang`
 * are people then.
 */
const WITHOUT_MARKS = `
  nac danh|khuyet danh|giau ten|khong ghi ten|khong ghi ho ten|khong co ten|khong ro ten|khong ro ho ten|khong ky ten
  cong ty tnhh|cong ty co phan|cong ty cp|cty|doanh nghiep|dntn|hop tac xa|htx|ubnd|uy ban nhan dan|hdnd|tap the cong dan
  tap the nhan dan|cac ho dan|cac ho gia dinh|ba con nhan dan|ba con thon|ba con xom
  chi nhanh cong ty|ban quan ly du an|ban quan tri|hoi nong dan|hoi phu nu|hoi cuu chien binh|hoi nguoi cao tuoi
  truong tieu hoc|truong mam non|truong thcs|truong thpt
`;

/** What may stand in front and changes nothing. */
const BEFORE = '(?:(?:đơn|người|công dân|đại diện cho|đại diện|don|nguoi) )?';

const MARKED = beginning(`${NAMELESS}|${ORGANISATIONS}`);
const UNMARKED = beginning(WITHOUT_MARKS);

/**
 * Whether a name field says that nobody is named (`Nặc danh`, `Không ghi tên`) or names an office, an organisation or
 * a crowd (`Công ty …`, `UBND …`, `Tập thể …`). Compares whole leading phrases without case and punctuation, with all
 * marks (`Ẩn danh` is nobody, `An Danh` somebody): a doubtful name is a person.
 */
export function isNotAPerson(name: string): boolean {
  const text = words(name);
  return MARKED.test(text) || (fold(text) === text && UNMARKED.test(text));
}

function beginning(phrases: string): RegExp {
  const all = phrases
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
  return new RegExp(`^${BEFORE}(?:${all.join('|')})(?= |$)`, 'u');
}
