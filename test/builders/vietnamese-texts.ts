import fc from 'fast-check';
import { VOWELS, withTone } from '../../libs/domain/src/text/legacy/letters';

/** Invented records of the kind petition software holds. Names and stories are made up. */

const SURNAMES =
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Ma Nông Triệu Lường Ấu Ông Ưng Đào Mạc Quách Tạ Tống';
const MIDDLE = 'Văn Thị Đức Hữu Quang Minh Xuân Công Đình Thu Kim Ngọc Thanh Bích Ái Ánh';
const GIVEN =
  'Hùng Dũng Thắng Sơn Hải Long Tuấn Bình Cường Khánh Phúc Lộc Thiệp Ngân Mạnh Toàn Lan Hoa Hương Mai Hạnh Nga Thủy Yến ' +
  'Oanh Loan Nhung Thoa Liên Hiền Ý Út Ân Quý Tý Mỹ Bé';
const PHRASES = [
  'thu hồi đất khi thực hiện dự án khu dân cư',
  'phương án bồi thường, hỗ trợ tính thiếu diện tích đất ở 120,5 m²',
  'việc cấp giấy chứng nhận quyền sử dụng đất cho hộ liền kề',
  'không ghi rõ căn cứ kiểm đếm tài sản trên đất',
  'ranh giới thửa đất bị thay đổi sau khi đo đạc lại bản đồ địa chính',
  'chế độ trợ cấp người có công bị tạm dừng chi trả',
  'xe chở vật liệu chạy suốt đêm làm hư hỏng mặt đường và gây bụi',
  'lợi dụng chức vụ, quyền hạn nhận tiền của nhiều hộ nghèo',
  'đề nghị UBND huyện xem xét, giải quyết theo quy định của pháp luật',
  'Quyết định số 1204/QĐ-UBND ngày 12/3/2021 của Chủ tịch UBND',
  'số tiền 12.500.000 đồng chưa được hoàn trả',
  'cán bộ địa chính xã ép ký biên bản khi ông, bà chưa đọc',
  'ỦY BAN NHÂN DÂN TỈNH YÊN BÁI',
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập – Tự do – Hạnh phúc',
  'nước thải ra mương, nhiệt độ 38 °C, mùi hôi nồng nặc',
  'gia đình tôi sử dụng ổn định từ năm 1986 đến nay, không có tranh chấp',
  'liên hệ: nguyen.van.a@example.vn, ĐT 0912 345 678',
  'khuấy nguyệt quỳnh khuya ngoằn ngoèo giếng giữa gìn quả quốc huyền thuở nghiêng khuỷu',
  'Ở đây ai cũng ngủ muộn; ý kiến của ông Ủng là đúng',
];
const PLACES = [
  'Xóm 3, xã Minh Tân, huyện Cẩm Khê, tỉnh Phú Thọ',
  'Thôn Đồng Bẩm, thành phố Thái Nguyên',
  'Buôn Ma Thuột, tỉnh Đắk Lắk',
  'Số 12 ngõ 5 đường Lê Lợi, phường Bến Nghé',
];

const words = (list: string): fc.Arbitrary<string> => fc.constantFrom(...list.split(' '));

export const aName: fc.Arbitrary<string> = fc
  .tuple(words(SURNAMES), words(MIDDLE), words(GIVEN))
  .map((parts) => parts.join(' '));

export const aPlace = fc.constantFrom(...PLACES);

export const aStory: fc.Arbitrary<string> = fc
  .tuple(aName, fc.array(fc.constantFrom(...PHRASES), { minLength: 1, maxLength: 6 }), fc.nat(999))
  .map(([name, phrases, no]) => `${name} trình bày: ${phrases.join(', ')} (biên bản số ${no}/BB).`);

/** Syllables by the grammar, most of which no word list holds. */
export const aSyllable: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('b', 'ch', 'd', 'đ', 'h', 'l', 'm', 'n', 'nh', 'ph', 's', 't', 'th', 'tr', 'v', 'x'),
    fc.constantFrom(...VOWELS.filter((vowel) => vowel !== 'y')),
    fc.constantFrom('m', 'n', 't', 'n'),
    fc.constantFrom(3, 4, 3, 4),
  )
  .map(([onset, vowel, final, tone]) => `${onset}${withTone(vowel, tone)}${final}`)
  .filter((syllable) => !/ư[̣́]?m|[ứự]m/.test(syllable));

const FOREIGN = [
  "H'Hen Niê",
  'Y Ñang Niê',
  'Kpă Y Ñang',
  'Y Bhĭm Êban',
  'Rơ Châm H’Phik',
  'Hélène Dupré née Müller',
  'café Noël, Besançon, où les forêts',
  'Señor Muñoz, São Paulo, Curaçao',
  'Citroën Ångström naïve façade “déjà vu” œuvre',
  'Björn Åkesson, Köln, Zürich, Malmö',
  'hai trăm m², 38 °C, ±5 %, 10 µm, ½ héc-ta, 3 × 4',
  '«Đơn khiếu nại» – “kính gửi” … • mục 1 · mục 2',
  '«XÃ» VÀ «PHƯỜNG»; “QUẢN LÝ XÔ',
  'Cầu vỡ 👨‍👩‍👧 😀 rất gấp',
  'nguyen.van.a+kntc@example.vn; https://x.vn/a?b=c&d=e~f',
  'Nguyen Van A khieu nai viec thu hoi dat. Ho so da nop. De nghi xem xet.',
  'TRAN THI BE TO CAO CAN BO DIA CHINH XA.',
  "Điểm a(1), mục b(2); f(x) = a^2 + b^2; C++; don’t; it's; ở đâu? vì sao?",
  'Ai ký? Bao giờ trả?Vì sao không trả lời?',
  'Vi sao? Tai sao?Ai lam?',
  'T&ocirc;i l&agrave; c&ocirc;ng d&acirc;n &lt;x&gt; &amp; H&oacute;a &Ntilde;',
  '<p class="MsoNormal" style="margin:0">Kính gửi&nbsp;UBND xã</p><br/>',
  'HOÀ BÌNH, TOÀN, THOÁT, HOÃN, toán, hoà, oà, quý, thuý',
  'Hoàng',
  'Công Lý',
  'Đ/c Ðỗ Văn Ðức; bā mươi',
  'Lê Văn Tám'.normalize('NFD'),
  'giá 5$ ~ 10$, tỉ lệ ~50%, “a`b`”, tôi^2',
  'Ông ~ bà, cô `Hoa`',
  '2147483647',
  '0912.345.678',
  '®Windows™ ©2024 § 5 ¶ 2',
];

/** Text that is right as it stands, however strange. */
export const aCleanText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: aStory },
  { weight: 2, arbitrary: aName },
  { weight: 1, arbitrary: aName.map((name) => name.toUpperCase()) },
  { weight: 1, arbitrary: aStory.map((story) => story.toUpperCase()) },
  { weight: 1, arbitrary: aStory.map((story) => withoutMarks(story)) },
  { weight: 1, arbitrary: aPlace },
  { weight: 3, arbitrary: fc.constantFrom(...FOREIGN) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(aStory, fc.constantFrom(...FOREIGN))
      .map(([story, other]) => `<p>${story} ${other}</p>`),
  },
);

function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}

/** All texts of one clean record. */
export const aCleanRecord: fc.Arbitrary<readonly string[]> = fc.array(aCleanText, {
  minLength: 1,
  maxLength: 8,
});
