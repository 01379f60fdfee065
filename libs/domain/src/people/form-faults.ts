import type { ReadSheet } from '../entry/read-sheet';
import { formRows } from './form-table';
import { OFFICE_COLUMNS } from './office';
import { USER_COLUMNS } from './user';

/** Rows of one form, at most: the largest province has some thousand offices. */
export const MOST_FORM_ROWS = 5_000;

const NOTHING = 'Chưa có gì thay đổi.';

/** Why a workbook is not the form that is wanted, in three lines; nothing of a cell. */
export function formFault(
  sheets: readonly ReadSheet[],
  wanted: 'offices' | 'users',
): readonly [string, string, string] | undefined {
  const isOffices = wanted === 'offices';
  const rows = isOffices ? formRows(sheets, OFFICE_COLUMNS) : formRows(sheets, USER_COLUMNS);
  const [name, other] = isOffices ? ['Biểu số 1', 'Biểu số 2'] : ['Biểu số 2', 'Biểu số 1'];
  if (rows === undefined) {
    const isOther =
      (isOffices ? formRows(sheets, USER_COLUMNS) : formRows(sheets, OFFICE_COLUMNS)) !== undefined;
    return isOther
      ? [`Đây là ${other}, không phải ${name}.`, NOTHING, `Nộp ${other} ở chỗ của nó; ở đây nộp ${name}.`]
      : [
          `Không tìm thấy bảng của ${name} trong tệp.`,
          NOTHING,
          `Tệp phải có dòng tiêu đề: ${titles(isOffices)}. Tải mẫu bằng nút xuất biểu.`,
        ];
  }
  if (rows.length === 0)
    return [`${name} không có dòng nào được điền.`, NOTHING, 'Điền ít nhất một dòng rồi nộp lại.'];
  if (rows.length > MOST_FORM_ROWS)
    return [
      `${name} có ${rows.length} dòng, quá ${MOST_FORM_ROWS} dòng.`,
      NOTHING,
      'Chia thành nhiều tệp, nộp lần lượt.',
    ];
  return undefined;
}

function titles(isOffices: boolean): string {
  const columns = isOffices ? OFFICE_COLUMNS : USER_COLUMNS;
  return columns.flatMap(({ titles: [title], isExtra }) => (isExtra === true ? [] : [title])).join(', ');
}
