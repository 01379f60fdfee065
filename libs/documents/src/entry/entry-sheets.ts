import { ENTRY_COLUMNS, entrySheet, RESULT_TITLES, STEP_KINDS } from '@kntc/domain';
import type { EntryCells, StepKind } from '@kntc/domain';

/** A row as it is written. */
export interface EntrySheetRow {
  readonly code: string;
  readonly kind: StepKind;
  readonly isDenunciation: boolean;
  /** Empty: it could not be made again, and nobody must type it. */
  readonly cells: EntryCells;
}

export interface EntryCover {
  readonly batch: string;
  readonly agency: string;
  /** Local time, as people write it. */
  readonly madeAt: string;
  readonly madeBy: string;
}

/** A plain table of a workbook. */
export interface EntrySheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: () => AsyncIterable<readonly string[]>;
}

const FIXED = [
  ENTRY_COLUMNS.code,
  ENTRY_COLUMNS.reference,
  ENTRY_COLUMNS.act,
  ENTRY_COLUMNS.standing,
] as const;
const WIDTHS: Readonly<Record<string, number>> = { [ENTRY_COLUMNS.act]: 30, [ENTRY_COLUMNS.id]: 40 };
const WIDTH = 24;

/** A batch as a workbook: how to go about it, and one sheet for each kind of step; denunciations apart. */
export function entrySheets(cover: EntryCover, rows: readonly EntrySheetRow[]): readonly EntrySheet[] {
  const sheets = [false, true].flatMap((isDenunciation) =>
    STEP_KINDS.flatMap((kind) => {
      const own = rows.filter((row) => row.kind === kind && row.isDenunciation === isDenunciation);
      return own.length === 0 ? [] : [sheetOf(entrySheet(kind, isDenunciation), own)];
    }),
  );
  return [guideOf(cover, rows, sheets), ...sheets];
}

/** Result columns stand before the fields: nobody scrolls past sixty columns to say that a row is done. */
function sheetOf(name: string, rows: readonly EntrySheetRow[]): EntrySheet {
  const fixed: readonly string[] = FIXED;
  const fields = titlesIn(rows).filter((title) => !fixed.includes(title));
  const titles = [...FIXED, ...RESULT_TITLES, ...fields];
  return {
    name,
    columns: titles.map((title) => ({ title, width: WIDTHS[title] ?? WIDTH })),
    rows: () =>
      all(
        rows.map(({ code, cells }) =>
          titles.map((title) => (title === ENTRY_COLUMNS.code ? code : (cells.get(title) ?? ''))),
        ),
      ),
  };
}

/** In the order of the interface: a field only some rows have keeps its place behind the one before it. */
function titlesIn(rows: readonly EntrySheetRow[]): readonly string[] {
  const titles: string[] = [];
  for (const { cells } of rows) {
    let at = 0;
    for (const title of cells.keys()) {
      const found = titles.indexOf(title);
      if (found < 0) titles.splice(at, 0, title);
      at = (found < 0 ? at : found) + 1;
    }
  }
  return titles;
}

const GUIDE: readonly string[] = [
  'Nhập từng trang theo thứ tự 1 đến 5; trong một trang, từ trên xuống. Một hồ sơ phải có vụ việc trước rồi mới có các bước sau.',
  'Gõ đúng từng ô có nội dung lên màn hình CSDLQG. Mã đứng trước dấu «–», tên đứng sau để dễ chọn trong danh mục.',
  'Ô «Nội dung đơn»: chép cả dòng cuối [Mã hồ sơ địa phương: …]; nhờ dòng đó sau này tra lại được đúng hồ sơ.',
  'Việc «Tra trước»: tìm mã hồ sơ trên CSDLQG trước; đã có thì không nhập lần thứ hai, chỉ chép mã.',
  'Nhập xong, điền năm cột KẾT QUẢ: mã định danh CSDLQG cấp (bước không có mã riêng thì để trống), ngày nhập, người nhập, kết quả, ghi chú.',
  'Kết quả chỉ ghi: «đã nhập», «bị từ chối» (ghi chú chép thông báo của CSDLQG), hoặc «chưa nhập». Dòng chưa làm thì để trống cả năm cột.',
  'Không sửa mã dòng và các ô nội dung, không thêm dòng. Nội dung sai thì để «chưa nhập» và sửa trong phần mềm của đơn vị.',
  'Nộp lại tệp này dù mới làm được một phần; nộp nhiều lần được. Tệp có thông tin của người trong hồ sơ: giữ như hồ sơ giấy.',
];

function guideOf(
  { batch, agency, madeAt, madeBy }: EntryCover,
  rows: readonly EntrySheetRow[],
  sheets: readonly EntrySheet[],
): EntrySheet {
  const lost = rows.filter(({ cells }) => cells.size === 0).length;
  return {
    name: 'Hướng dẫn',
    columns: [
      { title: `ĐỢT NHẬP TAY SỐ ${batch}`, width: 34 },
      { title: agency, width: 110 },
    ],
    rows: () =>
      all([
        ['Xuất lúc', `${madeAt}, ${madeBy}`],
        ['Số bước phải nhập', `${rows.length} (${sheets.map(({ name }) => name).join('; ')})`],
        ...(lost === 0
          ? []
          : [
              [
                'KHÔNG NHẬP',
                `${lost} dòng trống nội dung: nội dung đã đổi sau khi xuất. Ghi «chưa nhập» cho các dòng đó.`,
              ],
            ]),
        ...GUIDE.map((text, index) => [`${index + 1}`, text]),
      ]),
  };
}

async function* all(rows: readonly (readonly string[])[]): AsyncIterable<readonly string[]> {
  yield* rows;
}
