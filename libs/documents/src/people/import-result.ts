import { OFFICE_COLUMNS, OFFICE_PROBLEMS, USER_COLUMNS, USER_PROBLEMS } from '@kntc/domain';
import type { PlannedOffice, PlannedUser } from '@kntc/domain';

/** A sheet of a workbook, written row by row. */
export interface ResultSheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: () => AsyncIterable<readonly (string | number)[]>;
}

interface ResultRow {
  readonly line: number;
  readonly state: string;
  readonly changes: string;
  readonly problems: readonly (readonly [string, string])[];
  readonly written: readonly string[];
}

export const STATE_WORDS = {
  new: 'mới',
  attached: 'gắn tài khoản đã có',
  changed: 'thay đổi',
  renamed: 'đổi tên',
  merged: 'sáp nhập',
  unchanged: 'không đổi',
  refused: 'KHÔNG DÙNG ĐƯỢC',
} as const;

const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: 'tên',
  level: 'cấp',
  superior: 'đơn vị cấp trên',
  bureau: 'Cục, Vụ',
  kind: 'loại',
  fullName: 'họ tên',
  email: 'email',
  position: 'chức vụ',
  phone: 'điện thoại',
  office: 'đơn vị',
  duties: 'nhiệm vụ',
  rights: 'quyền',
};

/** What came, or would come, of each row of Biểu số 1, beside what was written there. */
export function officeResult(plan: readonly PlannedOffice[]): readonly ResultSheet[] {
  const rows = plan.map(({ line: { line, written }, state, changes, problems }) => ({
    line,
    state: STATE_WORDS[state],
    changes: wordsOf(changes),
    problems: problems.map((one) => OFFICE_PROBLEMS[one]),
    written,
  }));
  return resultSheets(
    rows,
    OFFICE_COLUMNS.slice(1).map(({ titles: [title] }) => title),
  );
}

/** The same of Biểu số 2, with the account and what it may. */
export function userResult(plan: readonly PlannedUser[]): readonly ResultSheet[] {
  const rows = plan.map(({ line: { line, written }, state, changes, problems, login, rights, isByHand }) => ({
    line,
    state: STATE_WORDS[state],
    changes: [
      wordsOf(changes),
      login === undefined || rights === undefined
        ? ''
        : `tài khoản ${login}: ${rights.roles.join(', ')}; cơ quan ${rights.agencies === 'all' ? 'tất cả' : rights.agencies.join(', ')}`,
      isByHand ? 'quyền do người cấp tay, biểu không đổi' : '',
    ]
      .filter((text) => text !== '')
      .join('. '),
    problems: problems.map((one) => USER_PROBLEMS[one]),
    written,
  }));
  return resultSheets(
    rows,
    USER_COLUMNS.slice(1).map(({ titles: [title] }) => title),
  );
}

function wordsOf(fields: readonly string[]): string {
  return fields.length === 0 ? '' : `đổi ${fields.map((field) => FIELD_WORDS[field] ?? field).join(', ')}`;
}

function resultSheets(rows: readonly ResultRow[], titles: readonly string[]): readonly ResultSheet[] {
  const own = [
    { title: 'Dòng', width: 8 },
    { title: 'Kết quả', width: 20 },
    { title: 'Thay đổi', width: 44 },
    { title: 'Vì sao', width: 50 },
    { title: 'Việc cần làm', width: 50 },
  ];
  return [
    {
      name: 'Ket qua',
      columns: [...own, ...titles.map((title) => ({ title, width: 26 }))],
      rows: async function* () {
        for (const { line, state, changes, problems, written } of rows)
          yield [
            line,
            state,
            changes,
            problems.map(([what]) => what).join(' '),
            problems.map(([, action]) => action).join(' '),
            ...written,
          ];
      },
    },
  ];
}
