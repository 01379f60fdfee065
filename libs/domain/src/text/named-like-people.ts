import { fold } from './fold';
import { isWithoutMarks } from './surnames';

/**
 * Units and streets of three and more syllables that begin like the name of a person, most of them named after one.
 * Units: the 10,040 old and 3,321 new ones; streets: those that most towns have. Of two syllables (`Lê Lợi`, and some
 * 2,000 communes) there are too many; no name of two syllables is certain in a list.
 */
const PLACES = `
  an dương vương|bà huyện thanh quan|bà rịa vũng tàu|bùi hữu nghĩa|bùi la nhân|bùi thị nhạn|bùi thị xuân|bùi xuân phái
  bạch long vĩ|bế văn đàn|cao bá quát|cao mã pờ|cao sơn tiến|cao xuân dương|chu mạnh trinh|chu văn an|châu hưng a
  châu phú a|châu phú b|châu quế hạ|châu quế thượng|châu thành a|châu thị vĩnh tế|châu văn liêm|chế cu nha|cù lao dung
  cù lao giêng|dư hàng kênh|dương bá trạc|dương hồng thủy|dương minh châu|dương quảng hàm|dương xuân hội
  dương đình nghệ|giang sơn tây|giang sơn đông|giàng chu phìn|hai bà trưng|hoàng công chất|hoàng hoa thám
  hoàng minh giám|hoàng quốc việt|hoàng su phì|hoàng thu phố|hoàng văn thái|hoàng văn thụ|hoàng đạo thúy
  huỳnh hữu nghĩa|huỳnh thúc kháng|huỳnh tấn phát|huỳnh văn bánh|hà huy tập|hồ chí minh|hồ học lãm|hồ thị kỷ
  hồ tùng mậu|hồ văn huê|hồ xuân hương|hồ đắc kiện|khúc thừa dụ|kim mã thượng|kim song trường|la pan tẩn|la pán tẩn
  lâm trung thủy|lâm viên đà lạt|lâm văn bền|lê anh xuân|lê công thanh|lê duy nhuận|lê hồng phong|lê hữu trác
  lê minh xuân|lê nhân tông|lê quang đạo|lê quang định|lê quý đôn|lê thanh nghị|lê thánh tôn|lê thánh tông
  lê thị hồng gấm|lê thị riêng|lê trọng tấn|lê tấn trung|lê văn duyệt|lê văn hiến|lê văn hưu|lê văn khương
  lê văn lương|lê văn sĩ|lê văn sỹ|lê văn thiêm|lê văn thịnh|lê văn thọ|lê văn việt|lê ích mộc|lê đại hành|lê đức thọ
  lý chính thắng|lý nam đế|lý nhân tông|lý thái tông|lý thái tổ|lý thường kiệt|lý tự trọng|lý văn lâm|lưu nghiệp anh
  lưu vĩnh sơn|lương an trà|lương hoà a|lương hòa a|lương hòa lạc|lương khánh thiện|lương ngọc quyến|lương thế trân
  lương thế vinh|lương văn can|lương văn tri|lương đình của|lục sĩ thành|lục sỹ thành|ma ly pho|ma thì hồ|ma đa guôi
  mai chí thọ|mai hắc đế|mai thúc loan|mai xuân thưởng|mạc thị bưởi|mạc đĩnh chi|nguyễn an ninh|nguyễn bỉnh khiêm
  nguyễn chí thanh|nguyễn công hoan|nguyễn công trứ|nguyễn cơ thạch|nguyễn cư trinh|nguyễn cảnh chân|nguyễn duy trinh
  nguyễn gia thiều|nguyễn hoàng tôn|nguyễn huy tưởng|nguyễn huy tự|nguyễn hữu cảnh|nguyễn hữu cầu|nguyễn hữu huân
  nguyễn hữu thọ|nguyễn khánh toàn|nguyễn khắc nhu|nguyễn khắc viện|nguyễn lương bằng|nguyễn ngọc vũ|nguyễn phong sắc
  nguyễn phúc chu|nguyễn phúc lai|nguyễn phúc nguyên|nguyễn quang bích|nguyễn quý đức|nguyễn sinh sắc|nguyễn sơn hà
  nguyễn thiện thuật|nguyễn thái bình|nguyễn thái học|nguyễn thượng hiền|nguyễn thị duệ|nguyễn thị minh khai
  nguyễn thị thập|nguyễn thị định|nguyễn tri phương|nguyễn trung trực|nguyễn trường tộ|nguyễn tất thành
  nguyễn việt khái|nguyễn văn bứa|nguyễn văn cừ|nguyễn văn cừ nối dài|nguyễn văn huyên|nguyễn văn linh
  nguyễn văn lượng|nguyễn văn quá|nguyễn văn siêu|nguyễn văn thoại|nguyễn văn thảnh
  nguyễn văn trỗi|nguyễn văn tố|nguyễn văn đậu|nguyễn xuân khoát|nguyễn đình chiểu|nguyễn đình chính|nguyễn đình thi
  nguyễn đại năng|nguyễn đức cảnh|nguyễn đức thuận|ngô gia tự|ngô sĩ liên|ngô thì nhậm|ngô tất tố|ngô đức kế
  ngụy như kon tum|ninh quới a|ninh thạnh lợi|ninh thạnh lợi a|nông trường mộc châu|nông trường việt lâm|phan bội châu
  phan chu trinh|phan châu trinh|phan huy chú|phan huy ích|phan kế bính|phan ngọc hiển|phan rang tháp chàm|phan rí cửa
  phan rí thành|phan si păng|phan sào nam|phan thanh giản|phan văn hớn|phan văn trường|phan văn trị|phan xích long
  phan đình giót|phan đình phùng|phan đăng lưu|phó đức chính|phùng chí kiên|phùng khắc khoan|phạm hồng thái
  phạm hữu lầu|phạm ngũ lão|phạm sư mạnh|phạm thế hiển|phạm viết chánh|phạm văn bạch|phạm văn chiêu|phạm văn cội
  phạm văn hai|phạm văn nghị|phạm văn thuận|phạm văn đồng|phạm đình hổ|phạm đình toái|quan hồ thẩn|quách phẩm bắc
  quách thị trang|quách văn phẩm|thào chư phìn|thái bình trung|thái văn lung|thân cửu nghĩa|triệu việt vương
  trưng nữ vương|trương công định|trương hán siêu|trương quang trọng|trương văn bang|trương vĩnh ký|trần bình trọng
  trần cao vân|trần duy hưng|trần huy liệu|trần hưng đạo|trần hữu trang|trần khánh dư|trần khát chân|trần khắc chân
  trần kim xuyến|trần nguyên hãn|trần nhân tông|trần nhật duật|trần quang diệu|trần quang khải
  trần quý cáp|trần quý kiên|trần quốc hoàn|trần quốc thảo|trần quốc toản|trần quốc tuấn|trần quốc vượng
  trần thành ngọ|trần thái tông|trần thánh tông|trần thủ độ|trần trọng cung|trần tế xương|trần tử bình|trần văn giàu
  trần văn kiểu|trần văn thời|trần văn trà|trần văn đang|trần văn ơn|trần xuân soạn|trần đình xu|trần đăng ninh
  trần đại nghĩa|trịnh công sơn|trịnh hoài đức|trịnh quang nghị|trịnh văn bô|trịnh đình cửu|tô hiến thành|tô ngọc vân
  tô vĩnh diện|tôn thất hiệp|tôn thất thuyết|tôn thất tùng|tôn thất đạm|tôn đức thắng|tăng bạt hổ|tăng nhơn phú
  tăng nhơn phú a|tăng nhơn phú b|tạ an khương|tạ an khương nam|tạ an khương đông|từ văn tư|viên an đông|vàng ma chải
  võ chí công|võ duy ninh|võ nguyên giáp|võ thành trang|võ thị sáu|võ trường toản|võ văn dũng|võ văn kiệt|võ văn ngân
  võ văn tần|võ văn vân|văn miếu quốc tử giám|vũ ngọc phan|vũ phạm hàm|vũ trọng phụng|vũ tông phan|vũ đức thận
  vương thừa vũ|ông ích khiêm|ông ích đường|đinh bộ lĩnh|đinh công tráng|đinh tiên hoàng|đinh trang hòa
  đinh trang thượng|đinh văn lâm hà|đoàn nguyễn tuân|đoàn thị điểm|đào duy từ|đào hữu cảnh|đăng hưng phước
  đặng huy trứ|đặng thai mai|đặng thuỳ trâm|đặng thùy trâm|đặng trần côn|đặng văn ngữ|đồng nai thượng|đồng quốc bình
  đỗ xuân hợp
`;

/** Provinces and districts, old and new, of two syllables that begin with a family name. */
const UPPER_UNITS = `
  bá thước|bạch thông|cao bằng|cao lãnh|cao lộc|cao phong|châu phú|châu thành|châu đốc|châu đức|duy tiên|duy xuyên
  dương kinh|giang thành|hoa lư|hoàng mai|hà giang|hà nam|hà nội|hà quảng|hà tiên|hà trung|hà tĩnh|hà đông|hạ hoà
  hạ lang|hạ long|kim bôi|kim bảng|kim sơn|kim thành|kim động|kiên giang|kiên hải|kiên lương|la gi|lâm bình|lâm hà
  lâm thao|lâm đồng|lê chân|lý nhân|lương sơn|lương tài|lộc bình|lộc ninh|lục nam|lục ngạn|lục yên|mai châu|mai sơn
  mang thít|mang yang|ngô quyền|ngọc hiển|ngọc hồi|ngọc lặc|ninh bình|ninh giang|ninh hòa|ninh hải|ninh kiều
  ninh phước|ninh sơn|ninh thuận|nông cống|phan thiết|quan hóa|quan sơn|sìn hồ|sầm sơn|thái bình|thái hoà
  thái nguyên|thái thụy|thạch an|thạch hà|thạch thành|thạch thất|triệu phong|triệu sơn|trà bồng|trà cú|trà vinh
  trà ôn|trần đề|từ sơn|uông bí|võ nhai|văn bàn|văn chấn|văn giang|văn lâm|văn lãng|văn quan|văn yên|vũ quang|vũ thư
  vạn ninh|yên bái|yên bình|yên châu|yên khánh|yên lạc|yên lập|yên minh|yên mô|yên mỹ|yên phong|yên sơn|yên thành
  yên thế|yên thủy|yên định|đan phượng|đồng hới|đồng hỷ|đồng nai|đồng phú|đồng tháp|đồng văn|đồng xoài|đồng xuân
  ứng hòa
`;

/** Whether a text is the name of a street or a commune that could be taken for a person. */
export const isNamedLikePerson = oneOf(PLACES);
/** Whether a text is the name of a province or a district although it begins with a family name (`Hà Nội`). */
export const isProvinceOrDistrict = oneOf(UPPER_UNITS);

function oneOf(list: string): (text: string) => boolean {
  const marked = new Set(
    list
      .split(/[|\n]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
  const unmarked = new Set([...marked].map(fold));
  return (text) => {
    const plain = text
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[\s-]+/g, ' ')
      .trim();
    return marked.has(plain) || (isWithoutMarks(plain) && unmarked.has(plain));
  };
}
