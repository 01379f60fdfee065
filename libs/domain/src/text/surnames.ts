import { fold } from './fold';

/** Family names that stand before the other names: Kinh, and those of the peoples who write them first. */
const NAMES = `
  nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý lí ấu bạch bành bế biện bồ bá ca cao cầm cấn
  chu châu chúng chế cổ cù cung cự củng cừ danh diêm diệp doãn dư duy đàm đào đái đan đăng điêu điểu đinh đoàn đồng đổng
  đới giang giàng giáp hà hạ hạng hàn hàng hầu hoa hoắc hứa kha khà khâu khiếu khổng khuất khúc khương kiều kim kiên
  la lã lại lâm lò lộc lôi lồ lù lục lư lữ lương lường lưu lỳ lầu ma mã mạc mạch mai mang mẫn mông mùa ngạc nghiêm ngọc
  ngụy nhâm nhan nhữ ninh nông ông phí phó phùng quàng quách quan sầm sái sìn sùng sử tạ tao tăng tào tần tẩn tất thạch
  thái thân thào thẩm thập thiều tiêu tiết tô tôn tòng tống trà tráng triệu trịnh trưng trương từ tưởng ứng uông ưng
  vàng vạn văn vi viên vương vừ vì xa xồng yên y ksor kpă kpa rmah siu rcom rơ nay rahlan bàn bàng lềnh phàn chảo
`;

const MARKED = new Set(NAMES.split(/\s+/).filter((name) => name !== ''));
const UNMARKED = new Set([...MARKED].map(fold));

/** Whether a word is a usual family name. `isUnmarked`: the text it stands in has no marks at all (`Tran`). */
export function isSurname(word: string, isUnmarked: boolean): boolean {
  return isUnmarked ? UNMARKED.has(fold(word)) : MARKED.has(word.toLowerCase());
}

/** Whether a text holds no mark and no đ: it comes from a system that never had them. */
export function isWithoutMarks(text: string): boolean {
  return fold(text) === text.toLowerCase();
}
