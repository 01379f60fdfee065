import { CORRECTION_PROBLEMS, fieldLabel, LIST_TITLES, type CorrectionEntry } from '@kntc/domain';

/** What a request lists, for the annex on paper and the workbook alike. Nothing in it is of a petition. */
export interface CorrectionTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of the columns on paper and in a workbook: their parts of the whole, in thousandths. */
  readonly shares: readonly number[];
}

type CaseEntry = Extract<CorrectionEntry, { readonly kind: 'case' }>;
type CodeEntry = Extract<CorrectionEntry, { readonly kind: 'code' }>;

/** @param nameOf an agency, by its id */
export function correctionTable(
  entries: readonly CorrectionEntry[],
  nameOf: (agencyId: string) => string,
): CorrectionTable {
  const cases = entries.filter((one) => one.kind === 'case');
  return cases.length > 0
    ? casesTable(cases, nameOf)
    : codesTable(entries.filter((one) => one.kind === 'code'));
}

function casesTable(entries: readonly CaseEntry[], nameOf: (agencyId: string) => string): CorrectionTable {
  return {
    title: 'Danh sách vụ việc đề nghị chỉnh sửa',
    headings: [
      'TT',
      'Mã vụ việc trên CSDLQG',
      'Mã đúng (nếu có)',
      'Cơ quan',
      'Nội dung chưa đúng',
      'Đề nghị',
    ],
    shares: [60, 190, 190, 150, 210, 200],
    rows: entries.map((entry, index) => [
      String(index + 1),
      entry.nationalId,
      entry.rightId ?? '',
      nameOf(entry.agency),
      problemOf(entry),
      CORRECTION_PROBLEMS[entry.problem].wanted,
    ]),
  };
}

function problemOf({ problem, fields }: CaseEntry): string {
  const { what } = CORRECTION_PROBLEMS[problem];
  return fields.length === 0
    ? what
    : `${what} (${[...new Set(fields.map((field) => fieldLabel(field)))].join('; ')})`;
}

function codesTable(entries: readonly CodeEntry[]): CorrectionTable {
  return {
    title: 'Danh sách mã đề nghị bổ sung vào danh mục',
    headings: ['TT', 'Danh mục', 'Tên đề nghị bổ sung', 'Mã trong phần mềm của đơn vị', 'Số hồ sơ đang chờ'],
    shares: [60, 220, 380, 200, 140],
    rows: entries.map(({ list, name, localCode, records }, index) => [
      String(index + 1),
      `${list}. ${LIST_TITLES[list] ?? ''}`,
      name,
      localCode,
      String(records),
    ]),
  };
}

/** The annex as one sheet of a workbook. */
export interface CorrectionSheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: () => AsyncIterable<readonly string[]>;
}

/** Characters of all columns together. */
const SHEET_WIDTH = 200;

export function correctionSheet(
  entries: readonly CorrectionEntry[],
  nameOf: (agencyId: string) => string,
): CorrectionSheet {
  const { headings, rows, shares } = correctionTable(entries, nameOf);
  return {
    name: 'Phụ lục',
    columns: headings.map((title, index) => ({
      title,
      width: Math.max(6, Math.round(((shares[index] ?? 100) * SHEET_WIDTH) / 1_000)),
    })),
    rows: () => eachOf(rows),
  };
}

async function* eachOf<T>(rows: readonly T[]): AsyncIterable<T> {
  yield* rows;
}
