import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MODEL = join(__dirname, '..', '..', 'config', 'duplicates', 'model.json');
const RULES = "checkWithin: 10m\nendOfDay: '17:00'\nacceptanceDays: 7\nescalationDays: 1\n";

/** A small province that checks new cases with the shipped model. @param more lines of its rules */
export function checkingDuplicates(configDir: string, more = ''): void {
  writeFileSync(join(configDir, 'duplicates.yaml'), RULES + more);
  mkdirSync(join(configDir, 'duplicates'));
  copyFileSync(MODEL, join(configDir, 'duplicates', 'model.json'));
}

/** One matter in two letters of one person, as people write to several offices: the same facts, other sentences. */
export interface Letters {
  readonly person: Readonly<Record<string, string>>;
  readonly first: string;
  readonly second: string;
}

export function letters(index: number): Letters {
  const { name, place, official } = PEOPLE[index % PEOPLE.length] ?? { name: '', place: '', official: '' };
  const act = `${1200 + index * 37}/QĐ-UBND`;
  const plot = `thửa đất số ${70 + index * 13}, tờ bản đồ số ${11 + index * 3}`;
  const money = `${451 + index * 29}.600.000 đồng`;
  return {
    person: {
      ho_ten: name,
      cccd: `0521850012${String(index + 10)}`,
      dien_thoai: `09051234${String(index + 10)}`,
      tinh: 'BD',
      dia_chi: `thôn ${place}, xã Phước Hòa`,
    },
    first: `Tôi khiếu nại Quyết định số ${act} ngày 12/01/2026 của Ủy ban nhân dân huyện Tuy Phước về việc thu hồi ${plot} của gia đình tôi tại thôn ${place}. Hội đồng bồi thường tính cho gia đình tôi ${money} là không đúng giá thị trường, đo thiếu diện tích 312 m2. Cán bộ địa chính ${official} không lập biên bản kiểm đếm. Đề nghị xem xét hủy quyết định và đo đạc lại.`,
    second: `Kính gửi quý cơ quan. Gia đình tôi ở thôn ${place} có ${plot} bị thu hồi theo Quyết định số ${act} ngày 12/01/2026 của UBND huyện Tuy Phước. Số tiền bồi thường ${money} quá thấp, diện tích đo thiếu 312 m2, ông ${official} cán bộ địa chính không kiểm đếm. Nay tôi làm đơn khiếu nại quyết định nói trên, đề nghị hủy và đo lại đất cho gia đình tôi.`,
  };
}

const PEOPLE = [
  { name: 'Trần Thị Hồng Nhung', place: 'Lộc Hạ', official: 'Lê Quang Vinh' },
  { name: 'Đoàn Ngọc Bảo Khuê', place: 'Tân Giản', official: 'Phan Đình Tuyên' },
  { name: 'Võ Hoàng Phi Yến', place: 'Huỳnh Mai', official: 'Bùi Tất Thạch' },
  { name: 'Mạc Đăng Thục Trinh', place: 'Kim Xuyên', official: 'Trương Bá Lộc' },
  { name: 'Lương Gia Tường Vi', place: 'Bình Lâm', official: 'Hồ Sỹ Kiệt' },
  { name: 'Quách Thị Diễm Thúy', place: 'Vĩnh Thế', official: 'Châu Văn Nhiễm' },
  { name: 'Thân Trọng Khánh Duy', place: 'Phú Mỹ', official: 'Tạ Hữu Phước' },
] as const;
