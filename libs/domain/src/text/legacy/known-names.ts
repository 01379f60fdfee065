/** Syllables of which nearly all names of people and places in petitions are made. */
const NAMES = new Set(
  (
    'nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh lâm phùng mai tô trịnh hà ' +
    'cao lương lưu tống thái tạ quách kiều mạc châu la nông triệu lường ma vi lò cầm quàng hứa giàng vàng sùng ' +
    'văn thị hữu đức công đình quang minh xuân thu kim ngọc thanh bích hồng mỹ thùy diệu bảo quốc trọng thế viết duy ' +
    'hùng dũng thắng sơn hải long tuấn bình cường khánh phúc lộc thiệp ngân mạnh toàn nam trung thành hưng phong lan ' +
    'hoa hương hạnh nga thủy yến oanh loan nhung thoa liên hiền tâm huệ nhàn thơm lợi tiến đạt tùng việt nhân nghĩa ' +
    'út bé tư sáu bảy tám chín mười xã phường huyện tỉnh thôn xóm tổ khu phố đường số quận thị trấn thành ấp bản làng'
  ).split(' '),
);

/**
 * For words that are Vietnamese both ways: +1 when only the converted one is usual in names (`Thò` – `Thị`), −1 when
 * only the standing one is, else 0 (`Hoà` – `Hồ`: both are rare enough to be a person).
 */
export function nameVote(standing: string, converted: string): number {
  return Number(NAMES.has(converted.toLowerCase())) - Number(isUsual(standing.toLowerCase()));
}

/** Both places of the tone are written: `hoà` is `hòa`. */
function isUsual(name: string): boolean {
  return NAMES.has(name) || /^k?ho[àá]$/.test(name);
}
