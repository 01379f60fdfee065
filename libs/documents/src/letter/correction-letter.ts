import { CORRECTION_PROBLEMS, dateInVietnam, LIST_TITLES } from '@kntc/domain';
import type { CorrectionEntry, CorrectionProblem } from '@kntc/domain';
import type { ZippedFile } from '../zip/zip-files';
import { correctionTable } from './correction-table';
import { officialLetter, TEXT_WIDTH, type Letterhead } from './official-letter';

export interface CorrectionLetter {
  readonly head: Letterhead;
  readonly entries: readonly CorrectionEntry[];
  readonly nameOf: (agencyId: string) => string;
  readonly madeAt: Date;
}

/** More lines nobody reads on paper; the workbook has all of them. */
const MOST_LISTED = 500;
const LAW =
  'Nghị định số 55/2022/NĐ-CP ngày 23 tháng 8 năm 2022 của Chính phủ quy định Cơ sở dữ liệu quốc gia về công tác tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo, kiến nghị, phản ánh (sau đây gọi là CSDLQG)';

/** «Đề nghị chỉnh sửa vụ việc» or «đề nghị bổ sung danh mục», as a draft to be signed. Nothing of a petition is in it. */
export function correctionLetter(letter: CorrectionLetter): readonly ZippedFile[] {
  const { head, entries, nameOf, madeAt } = letter;
  const isAboutCodes = entries.every(({ kind }) => kind === 'code');
  const { title, headings, rows, shares } = correctionTable(entries, nameOf);
  const [year = '', month = ''] = dateInVietnam(madeAt).split('-');
  return officialLetter({
    head,
    subject: isAboutCodes
      ? 'đề nghị bổ sung danh mục dùng chung của CSDLQG về khiếu nại, tố cáo'
      : 'đề nghị chỉnh sửa dữ liệu vụ việc trên CSDLQG về khiếu nại, tố cáo',
    paragraphs: isAboutCodes ? aboutCodes(letter) : aboutCases(letter),
    annex: {
      title,
      headings,
      widths: shares.map((share) => Math.floor((share * TEXT_WIDTH) / 1_000)),
      rows: rows.slice(0, MOST_LISTED),
      left: Math.max(0, rows.length - MOST_LISTED),
    },
    month,
    year,
  });
}

function aboutCases({ head, entries }: CorrectionLetter): readonly string[] {
  const counts = new Map<CorrectionProblem, number>();
  for (const entry of entries)
    if (entry.kind === 'case') counts.set(entry.problem, (counts.get(entry.problem) ?? 0) + 1);
  const parts = [...counts].map(
    ([problem, count]) => `${count} vụ việc: ${decapitalised(CORRECTION_PROBLEMS[problem].what)}`,
  );
  return [
    `Thực hiện ${LAW}, ${head.issuerName} đã đối soát dữ liệu giữa phần mềm của các cơ quan, đơn vị thuộc tỉnh với CSDLQG.`,
    `Kết quả đối soát cho thấy ${entries.length} vụ việc ghi nhận trên CSDLQG chưa đúng, gồm: ${parts.join('; ')}.`,
    `Các cơ quan, đơn vị của tỉnh không tự chỉnh sửa được các nội dung này. ${head.issuerName} đề nghị ${head.to} xem xét, chỉnh sửa theo danh sách tại Phụ lục kèm theo và gửi kèm dạng tệp .xlsx; kết quả chỉnh sửa sẽ được đối chiếu lại qua đối soát.`,
    'Danh sách chỉ nêu mã vụ việc và cơ quan; không có thông tin về người khiếu nại, tố cáo, kiến nghị, phản ánh và nội dung đơn',
  ];
}

function aboutCodes({ head, entries }: CorrectionLetter): readonly string[] {
  const lists = [...new Set(entries.map((one) => (one.kind === 'code' ? one.list : 0)))].toSorted(
    (a, b) => a - b,
  );
  const named = lists.map((list) => `${list} (${LIST_TITLES[list] ?? ''})`).join(', ');
  return [
    `Thực hiện ${LAW}, các cơ quan, đơn vị của tỉnh cập nhật dữ liệu lên CSDLQG theo các danh mục dùng chung do ${head.to} ban hành.`,
    `Qua rà soát, ${entries.length} cơ quan, đơn vị, mã đang dùng trong phần mềm của tỉnh chưa có trong danh mục số ${named}; hồ sơ liên quan chưa cập nhật được lên CSDLQG.`,
    `${head.issuerName} đề nghị ${head.to} xem xét, bổ sung vào danh mục theo danh sách tại Phụ lục kèm theo và gửi kèm dạng tệp .xlsx, hoặc hướng dẫn mã thay thế, để các cơ quan, đơn vị cập nhật dữ liệu đầy đủ, kịp thời`,
  ];
}

function decapitalised(text: string): string {
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
}
