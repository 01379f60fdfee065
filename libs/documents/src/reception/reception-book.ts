import { BOOK_COLUMNS, bookRow, mayNamePeople, periodName, toVietnameseDate } from '@kntc/domain';
import type { BookEntry, BookShown, ReportPeriod } from '@kntc/domain';

/** A sheet of a workbook, written row by row. */
export interface BookSheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: () => AsyncIterable<readonly (string | number)[]>;
}

export interface BookPaper extends BookShown {
  readonly period: ReportPeriod;
  /** Name of the agency, or of the province. */
  readonly agency: string;
}

/**
 * The Sổ tiếp công dân (Mẫu 03/TCD) as a plain table that needs no mending, and a sheet that says what it is and what it leaves out.
 * Names are opened while a row is written, and only where `paper.isNamed`.
 */
export function receptionBook(entries: readonly BookEntry[], paper: BookPaper): readonly BookSheet[] {
  return [
    {
      name: 'So tiep cong dan',
      columns: BOOK_COLUMNS,
      rows: async function* () {
        for (const [index, entry] of entries.entries()) yield bookRow(entry, index, paper);
      },
    },
    {
      name: 'Ghi chu',
      columns: [
        { title: 'Nội dung', width: 34 },
        { title: 'Ghi chú', width: 100 },
      ],
      rows: async function* () {
        yield* remarksOf(entries, paper);
      },
    },
  ];
}

function remarksOf(
  entries: readonly BookEntry[],
  { period, agency, isNamed, proofOf }: BookPaper,
): readonly (readonly [string, string | number])[] {
  const bare = entries.filter(({ hasPetition }) => !hasPetition);
  const hidden = entries.filter((entry) => !mayNamePeople(entry)).length;
  return [
    ['Cơ quan', agency],
    ['Kỳ', `${periodName(period)}: ${toVietnameseDate(period.from)} – ${toVietnameseDate(period.to)}`],
    ['Số lượt', entries.length],
    ['Không phát sinh đơn', bare.length],
    ['Trong đó chưa nhập CSDLQG', bare.filter(({ reference }) => proofOf(reference) === undefined).length],
    ['Số người', entries.reduce((sum, { people }) => sum + people, 0)],
    [
      'Danh tính, nội dung',
      isNamed
        ? `Giữ kín ở ${hidden} lượt về tố cáo hoặc không rõ loại: xem sổ giấy.`
        : 'Đã che ở mọi lượt; bản có tên cần hai người (receptions export --names).',
    ],
    [
      'Lời cột',
      'Theo Mẫu 03/TCD ban hành kèm Nghị định 154/2026/NĐ-CP như tài liệu của dự án ghi lại; chưa đối chiếu nguyên văn phụ lục.',
    ],
  ];
}
