import {
  DUTY_NAMES,
  FORM_DUTIES,
  KIND_NAMES,
  LEVEL_NAMES,
  neutral,
  OFFICE_COLUMNS,
  officeLabel,
  USER_COLUMNS,
} from '@kntc/domain';
import type { Office, User } from '@kntc/domain';
import { sheetDocument, type FormCellContent, type FormSheet, type Look } from '../statutory/sheet-document';
import type { ZippedFile } from '../zip/zip-files';

/** An official form of công văn 5149/UBND-NC (2018): what stands above the table, its columns, and what is to be filled in. */
interface OfficialForm {
  readonly sheet: string;
  readonly number: string;
  readonly title: string;
  readonly titles: readonly string[];
  readonly guide: readonly string[];
  readonly widths: readonly number[];
}

const titlesOf = (
  columns: readonly { readonly titles: readonly [string, ...string[]]; readonly isExtra?: true }[],
): readonly string[] => columns.flatMap(({ titles: [title], isExtra }) => (isExtra === true ? [] : [title]));

const OFFICES: OfficialForm = {
  sheet: 'Bieu so 1',
  number: 'Biểu số 1',
  title: 'DANH SÁCH CƠ QUAN, ĐƠN VỊ SỬ DỤNG HỆ THỐNG CSDLQG VỀ KHIẾU NẠI, TỐ CÁO',
  titles: titlesOf(OFFICE_COLUMNS),
  guide: [
    'Ghi Chú',
    'Tên đơn vị',
    'Cấp TU, Cấp tỉnh, Cấp huyện (trước 01/07/2025), Cấp xã',
    'Tên đơn vị cấp trên',
    'Có, Không',
    'Đơn vị, Phòng',
  ],
  widths: [7, 48, 16, 48, 10, 12],
};
const USERS: OfficialForm = {
  sheet: 'Bieu so 2',
  number: 'Biểu số 2',
  title: 'DANH SÁCH NGƯỜI SỬ DỤNG HỆ THỐNG CSDLQG VỀ KHIẾU NẠI, TỐ CÁO',
  titles: titlesOf(USER_COLUMNS),
  guide: [
    'Ghi chú',
    'Tên người dùng sử dụng hệ thống',
    'Tên cơ quan, phòng ban của người dùng',
    'Email của người dùng',
    'Chức vụ của người dùng',
    `Người dùng sử dụng những nhiệm vụ nào trên phần mềm: ${FORM_DUTIES.map((duty) => `${duty}. ${DUTY_NAMES[duty]}`).join('; ')}`,
    'Số điện thoại',
  ],
  widths: [7, 30, 44, 32, 24, 34, 16],
};

/** Biểu số 1 of these offices, as it can be handed in again. @param unit whose list it is */
export function officeForm(offices: readonly Office[], unit: string): readonly ZippedFile[] {
  const nameOf = (id: string | undefined): string => offices.find((one) => one.id === id)?.name ?? '';
  const living = offices.filter(({ endedOn }) => endedOn === undefined);
  const rows = living.map(({ name, level, superiorId, isBureau, kind }) => [
    name,
    LEVEL_NAMES[level],
    nameOf(superiorId),
    isBureau ? 'Có' : 'Không',
    KIND_NAMES[kind],
  ]);
  return sheetDocument([formSheetOf(OFFICES, unit, rows)]);
}

/** Biểu số 2 of these people, as it can be handed in again. @param offices every office there is or was */
export function userForm(
  users: readonly User[],
  offices: readonly Office[],
  unit: string,
): readonly ZippedFile[] {
  const labels = new Map(offices.map((office) => [office.id, officeLabel(office, offices)]));
  const rows = users.map(({ details, officeId, duties }) => [
    details.fullName,
    labels.get(officeId) ?? '',
    details.email,
    details.position,
    duties.join(', '),
    details.phone,
  ]);
  return sheetDocument([formSheetOf(USERS, unit, rows)]);
}

function formSheetOf(form: OfficialForm, unit: string, rows: readonly (readonly string[])[]): FormSheet {
  const last = form.titles.length - 1;
  const line = (look: Look, texts: readonly (string | number)[]): readonly FormCellContent[] =>
    texts.map((value) => ({ look, value: typeof value === 'string' ? neutral(value) : value }));
  const wide = (row: number) => ({ fromRow: row, toRow: row, fromColumn: 0, toColumn: last });
  return {
    name: form.sheet,
    widths: form.widths,
    rows: [
      line('plain', [`ĐƠN VỊ: ${unit}`, ...Array.from({ length: last - 1 }, () => ''), form.number]),
      line('title', [form.title]),
      [],
      line('heading', form.titles),
      line('note', form.guide),
      ...rows.map((cells, at) => [...line('text', [at + 1]), ...line('text', cells)]),
    ],
    heights: new Map([[1, 24]]),
    merged: [{ ...wide(0), toColumn: last - 1 }, wide(1)],
    headings: [3, 3],
  };
}
