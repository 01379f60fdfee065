import type { ReadSheet } from '../entry/read-sheet';
import { normaliseLine } from '../text/normalise-text';
import { phone } from '../text/phone';
import { formRows, type FormTitle } from './form-table';
import { readDuties, type FormDuty, type Rights } from './duties';

/** What Biểu số 2 says of a person. Kept sealed: nothing but the office and the duties can be looked for. */
export interface UserDetails {
  readonly fullName: string;
  readonly email: string;
  readonly position: string;
  readonly phone: string;
}

/** A person of Biểu số 2 and the account it is. */
export interface User {
  readonly accountId: string;
  readonly login: string;
  readonly details: UserDetails;
  readonly officeId: string;
  readonly duties: readonly FormDuty[];
  /** What the account may now. */
  readonly rights: Rights;
  /** What a form gave it last; absent: a form never gave it anything. */
  readonly given: Rights | undefined;
  readonly isDisabled: boolean;
}

/** An account that no form knows. */
export interface BareAccount {
  readonly accountId: string;
  readonly login: string;
  readonly rights: Rights;
  readonly isMachine: boolean;
  readonly isDisabled: boolean;
}

/** A row of Biểu số 2. */
export interface UserLine {
  readonly line: number;
  readonly details: UserDetails;
  readonly office: string;
  /** `undefined`: a part of the cell is no duty. */
  readonly duties: readonly FormDuty[] | undefined;
  /** Of our own column; empty: the part of the address before `@`. */
  readonly login: string;
  readonly written: readonly string[];
}

type UserColumn = 'no' | 'name' | 'office' | 'email' | 'position' | 'duties' | 'phone' | 'login';

/** Columns of Biểu số 2 (công văn 5149/UBND-NC of 2018), and one of ours. */
export const USER_COLUMNS: readonly FormTitle<UserColumn>[] = [
  { name: 'no', titles: ['STT', 'TT', 'Số TT'] },
  { name: 'name', titles: ['Tên người dùng', 'Họ và tên', 'Họ tên'] },
  { name: 'office', titles: ['Đơn vị, Phòng ban', 'Đơn vị/Phòng ban', 'Đơn vị'] },
  { name: 'email', titles: ['Email', 'Thư điện tử', 'E-mail'] },
  { name: 'position', titles: ['Chức vụ'] },
  { name: 'duties', titles: ['Nhiệm vụ trên phần mềm', 'Nhiệm vụ'] },
  { name: 'phone', titles: ['Số điện thoại', 'Điện thoại'] },
  { name: 'login', titles: ['Tên đăng nhập'], isExtra: true },
];

/** The rows of Biểu số 2 in a workbook; `undefined`: there is no such table in it. */
export function userLines(sheets: readonly ReadSheet[]): readonly UserLine[] | undefined {
  return formRows(sheets, USER_COLUMNS)?.map(({ line, cells }) => ({
    line,
    details: {
      fullName: normaliseLine(cells.name).text,
      email: cells.email.toLowerCase(),
      position: cells.position,
      phone: phone(cells.phone).text,
    },
    office: cells.office,
    duties: readDuties(cells.duties),
    login: cells.login,
    written: [cells.name, cells.office, cells.email, cells.position, cells.duties, cells.phone, cells.login],
  }));
}
