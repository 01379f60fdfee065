import { periodName, shownAmount, toVietnameseDate } from '@kntc/domain';
import type { ComparedForm, FormCell, FormColumn, FormRow, ReportPeriod } from '@kntc/domain';
import { headingAreas, headingHeights } from './form-heading';
import type { FormCellContent, FormSheet, Look, MergedArea } from './sheet-document';

/** What stands on the printed forms besides their figures. */
export interface FormsPaper {
  readonly period: ReportPeriod;
  readonly province: string;
  /** Name of an agency by its id. */
  readonly nameOf: (agency: string) => string;
  /** What a reader must know before the figures are used, a line each. */
  readonly remarks: readonly string[];
}

/** In characters. */
const NAMES_WIDTH = 24;
const FIRST_HEADING = 'Đơn vị';
const TOTAL = 'Tổng cộng';
/** Below a column whose number nobody here knows. */
const NO_NUMBER = '(*)';

/** One sheet a form, as it is handed in: local figures, one row an agency. */
export function formSheet({ form, rows, total }: ComparedForm, paper: FormsPaper): FormSheet {
  const { columns } = form;
  const depth = Math.max(...columns.map(({ title }) => title.length));
  const width = columns.length + 1;
  const widths = [NAMES_WIDTH, ...columns.map(({ unit }) => (unit === 'count' ? 7 : 11))];
  const top: readonly (readonly FormCellContent[])[] = [
    wide(`Biểu số: ${form.id}`, 'note', width),
    wide(form.title.toLocaleUpperCase('vi'), 'title', width),
    wide(`${paper.province} – kỳ báo cáo ${spanOf(paper.period)}`, 'note', width),
  ];
  const heading = Array.from({ length: depth }, (_, level) => [
    cell(level === 0 ? FIRST_HEADING : undefined, 'heading'),
    ...columns.map(({ title }) => cell(title[level], 'heading')),
  ]);
  const numbers = [
    cell('MS', 'heading'),
    ...columns.map(({ no }) => cell(no === undefined ? NO_NUMBER : no, 'heading')),
  ];
  const first = top.length;
  return {
    name: form.id.replace('/', '-'),
    widths,
    heights: headingHeights(columns, depth, { first, widths }),
    rows: [
      ...top,
      ...heading,
      numbers,
      ...rows.map((row) => figures(paper.nameOf(row.agency), row, columns, false)),
      figures(TOTAL, total, columns, true),
      ...[NUMBER_REMARK, ...paper.remarks].map((text) => wide(text, 'note', width)),
    ],
    merged: [
      ...top.map((_, row) => across(row, width)),
      { fromRow: first, toRow: first + depth - 1, fromColumn: 0, toColumn: 0 },
      ...headingAreas(columns, depth, first),
      ...[NUMBER_REMARK, ...paper.remarks].map((_, index) =>
        across(first + depth + 2 + rows.length + index, width),
      ),
    ],
    headings: [first, first + depth],
  };
}

const NUMBER_REMARK =
  '(*) Số thứ tự hoặc lời cột chưa đối chiếu được với phụ lục TT 01/2024/TT-TTCP; ô trống: cổng không có dữ liệu để tính.';

/** «15/03/2026 – 14/06/2026 (quý II năm 2026)». */
export function spanOf(period: ReportPeriod): string {
  return `${toVietnameseDate(period.from)} – ${toVietnameseDate(period.to)} (${periodName(period)})`;
}

/** Every cell in which the two sides differ, and every equation. */
export function comparisonSheets(forms: readonly ComparedForm[], paper: FormsPaper): readonly FormSheet[] {
  const differing = forms.flatMap(({ form, rows }) =>
    rows.flatMap(({ agency, cells }) =>
      cells
        .filter(({ differing: some }) => some > 0)
        .map((one) => ({ form, agency, one, column: form.columns.find(({ key }) => key === one.key) })),
    ),
  );
  const checks = forms.flatMap((one) => one.checks);
  return [
    listSheet('Đối chiếu', [12, 28, 14, 50, 14, 14, 12], {
      headings: ['Biểu', 'Đơn vị', 'Cột', 'Lời cột', 'Tại tỉnh', 'CSDLQG xác nhận', 'Vụ việc lệch'],
      rows: differing.map(({ form, agency, one, column }) => [
        form.id,
        paper.nameOf(agency),
        one.key,
        column?.title.join(' – ') ?? '',
        amount(one.local, column),
        amount(one.confirmed, column),
        one.differing,
      ]),
    }),
    listSheet('Kiểm tra', [12, 50, 16, 16, 16, 40], {
      headings: ['Biểu', 'Phép kiểm tra', 'Vế trái', 'Vế phải', 'Kết quả', 'Vụ việc làm lệch'],
      rows: checks.map(({ form, text, standing, leftValue, rightValue, broken }) => [
        form,
        text,
        Number(leftValue),
        Number(rightValue),
        CHECK_WORDS[standing],
        broken.join(', ').slice(0, MOST_TEXT),
      ]),
    }),
  ];
}

/** A cell holds no more (ECMA-376). */
const MOST_TEXT = 32_000;

export const CHECK_WORDS = {
  holds: 'đúng',
  broken: 'KHÔNG đúng',
  partly: 'chưa đủ cột',
} as const;

interface Listed {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export function listSheet(name: string, widths: readonly number[], { headings, rows }: Listed): FormSheet {
  return {
    name,
    widths,
    rows: [
      headings.map((text) => cell(text, 'heading')),
      ...rows.map((row) =>
        row.map((value) =>
          cell(value, typeof value === 'string' ? 'text' : Number.isInteger(value) ? 'count' : 'metres'),
        ),
      ),
    ],
    merged: [],
    headings: [0, 0],
  };
}

function amount(value: bigint | undefined, column: FormColumn | undefined): number {
  return shownAmount(value ?? 0n, column?.unit ?? 'count');
}

const LOOK_OF: Readonly<Record<FormColumn['unit'], readonly [row: Look, total: Look]>> = {
  count: ['count', 'totalCount'],
  money: ['million', 'totalMillion'],
  area: ['metres', 'totalMetres'],
};

function figures(
  name: string,
  { cells }: FormRow,
  columns: readonly FormColumn[],
  isTotal: boolean,
): readonly FormCellContent[] {
  const byKey = new Map(cells.map((one): [string, FormCell] => [one.key, one]));
  return [
    cell(name, isTotal ? 'total' : 'text'),
    ...columns.map(({ key, unit }) => {
      const local = byKey.get(key)?.local;
      return cell(local === undefined ? undefined : shownAmount(local, unit), LOOK_OF[unit][isTotal ? 1 : 0]);
    }),
  ];
}

function across(row: number, width: number): MergedArea {
  return { fromRow: row, toRow: row, fromColumn: 0, toColumn: width - 1 };
}

function wide(text: string, look: Look, width: number): readonly FormCellContent[] {
  return [cell(text, look), ...Array.from({ length: width - 1 }, () => cell(undefined, look))];
}

function cell(value: string | number | undefined, look: Look): FormCellContent {
  return { value, look };
}
