import { FORM_IDS, LEDGER_CLASSES, reportPeriod, shownAmount } from '@kntc/domain';
import type { ComparedForm, FormCell, FormColumn } from '@kntc/domain';
import { z } from 'zod';
import { WRITTEN_FILE } from './corrections.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { KIND, line, MOMENT, REFERENCE } from './operation/members';
import type { Operation } from './operation/operation';

const PERIOD = z
  .string()
  .regex(/^\d{4}(-(Q[1-4]|6T|9T))?$/, { error: 'kỳ báo cáo: 2026, 2026-Q1 … 2026-Q4, 2026-6T, 2026-9T' })
  .refine((text) => reportPeriod(text) !== undefined, { error: 'kỳ báo cáo có thật, ví dụ 2026-Q2' });
const FORM = z.enum(FORM_IDS);
const AMOUNT = z.number().nullable();

const CELL = z
  .strictObject({
    column: z.string(),
    local: AMOUNT.meta({ description: 'Tại tỉnh; null: cổng không có dữ liệu để tính.' }),
    confirmed: AMOUNT.meta({ description: 'Theo những gì CSDLQG đã xác nhận.' }),
    differing: z.number().int().meta({ description: 'Số vụ việc mà hai phía nói khác nhau.' }),
  })
  .meta({ id: 'FormCell' });

const COMPARED = z
  .strictObject({
    form: FORM,
    title: z.string(),
    source: z.string(),
    columns: z.array(
      z.strictObject({
        column: z.string(),
        no: z.number().int().nullable(),
        title: z.array(z.string()),
        basis: z.enum(['given', 'inferred', 'unknown']).meta({
          description:
            'given: có trong tài liệu; inferred: suy ra; unknown: chưa biết lời cột. Chưa đối chiếu phụ lục TT 01/2024.',
        }),
        unit: z.enum(['count', 'money', 'area']).meta({ description: 'money: triệu đồng; area: m².' }),
      }),
    ),
    total: z.array(CELL),
    rows: z.array(z.strictObject({ agency: z.string(), cells: z.array(CELL) })),
    checks: z.array(
      z.strictObject({
        text: z.string(),
        basis: z.enum(['given', 'inferred', 'unknown']),
        standing: z
          .enum(['holds', 'broken', 'partly'])
          .meta({ description: 'partly: có cột chưa tính được.' }),
        left: z.number(),
        right: z.number(),
        broken: z.array(z.string()).meta({ description: 'Mã hồ sơ làm phép kiểm tra sai.' }),
      }),
    ),
  })
  .meta({ id: 'ComparedForm' });

const OF = { period: PERIOD, agency: line(80).optional() } as const;

export const READ_FORMS = {
  id: 'readForms',
  group: 'Đối soát',
  summary:
    'Biểu báo cáo TT 01/2024 của một kỳ, tính từ hồ sơ của tỉnh và từ những gì CSDLQG đã xác nhận, với các phép kiểm tra của biểu.',
  query: z.strictObject({ ...OF, form: FORM.optional() }),
  answer: z
    .strictObject({
      period: z.strictObject({ id: z.string(), from: z.string(), to: z.string() }),
      forms: z.array(COMPARED),
      undated: z.array(z.string()).meta({
        description: 'Mã hồ sơ có ngày không đủ để biết thuộc kỳ nào: không tính.',
      }),
      notCases: z
        .array(
          z.strictObject({
            agency: z.string(),
            kind: KIND.nullable(),
            class: z.enum(['waiting', 'quarantined', 'outOfScope']),
            records: z.number().int(),
          }),
        )
        .meta({ description: 'Đơn tiếp nhận đến cuối kỳ chưa thành vụ việc: không biểu nào tính.' }),
    })
    .meta({ id: 'StatutoryForms' }),
} as const satisfies Operation;

export const LIST_FORM_DIFFERENCES = {
  id: 'listFormDifferences',
  group: 'Đối soát',
  summary: 'Các vụ việc làm một ô của biểu lệch nhau giữa hai phía.',
  query: z.strictObject({ ...OF, form: FORM, column: line(40) }),
  problems: [404],
  answer: z
    .strictObject({
      items: z.array(
        z.strictObject({
          reference: REFERENCE,
          agency: z.string(),
          local: z.number(),
          confirmed: z.number(),
          class: z
            .enum(LEDGER_CLASSES)
            .nullable()
            .meta({ description: 'Đang đứng ở đâu trong sổ đối soát.' }),
        }),
      ),
    })
    .meta({ id: 'FormDifferences' }),
} as const satisfies Operation;

export const READ_FORMS_WORKBOOK = {
  id: 'readFormsWorkbook',
  group: 'Đối soát',
  summary:
    'Các biểu của một kỳ thành tệp .xlsx (base64): mỗi biểu một trang, trang «Đối chiếu» hai phía, trang «Kiểm tra». Chỉ có số và mã hồ sơ.',
  query: z.strictObject(OF),
  answer: WRITTEN_FILE,
} as const satisfies Operation;

export const READ_USAGE_REPORT = {
  id: 'readUsageReport',
  group: 'Đối soát',
  summary:
    'Dự thảo «Báo cáo việc sử dụng Hệ thống» của một kỳ, tệp .docx (base64), chưa có số; số liệu là của hồ sơ tài khoản được xem.',
  query: z.strictObject({ period: PERIOD }),
  answer: WRITTEN_FILE,
} as const satisfies Operation;

const CHANGE = z
  .strictObject({
    agency: z.string().meta({ description: 'Rỗng: tổng.' }),
    form: FORM,
    column: z.string(),
    before: z.string().meta({ description: 'Đồng, phần trăm m² hoặc số đếm, viết bằng chữ số.' }),
    after: z.string(),
  })
  .meta({ id: 'FigureChange' });

export const LIST_CLOSINGS = {
  id: 'listFormClosings',
  group: 'Đối soát',
  summary: 'Các kỳ báo cáo đã chốt, ai chốt, và các điều chỉnh sau đó. Mới nhất trước.',
  answer: z
    .strictObject({
      items: z.array(
        z.strictObject({
          period: z.string(),
          agency: z.string().nullable().meta({ description: 'null: cả tỉnh.' }),
          closedBy: z.string(),
          approvedBy: z.string(),
          reason: z.string(),
          closedAt: MOMENT,
          adjustments: z.array(
            z.strictObject({
              adjustedBy: z.string(),
              approvedBy: z.string(),
              reason: z.string(),
              adjustedAt: MOMENT,
              changes: z.array(CHANGE),
            }),
          ),
        }),
      ),
    })
    .meta({ id: 'FormClosings' }),
} as const satisfies Operation;

export const LIST_FIGURE_CHANGES = {
  id: 'listFigureChanges',
  group: 'Đối soát',
  summary: 'Một kỳ đã chốt: ô nào nay tính ra khác số đã chốt và đã điều chỉnh.',
  query: z.strictObject(OF),
  problems: [404],
  answer: z.strictObject({ items: z.array(CHANGE) }).meta({ id: 'FigureChanges' }),
} as const satisfies Operation;

const SIGNING = {
  group: 'Đối soát',
  body: z.strictObject({ ...OF, ...DECIDING }),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const CLOSE_PERIOD = {
  ...SIGNING,
  id: 'closeFormPeriod',
  summary:
    'Chốt một kỳ báo cáo đã kết thúc, của một cơ quan hoặc cả tỉnh: số liệu giữ nguyên từ đây. Hai người.',
} as const satisfies Operation;

export const ADJUST_PERIOD = {
  ...SIGNING,
  id: 'adjustFormPeriod',
  summary: 'Ghi nhận thay đổi của một kỳ đã chốt thành số điều chỉnh, cùng lý do. Hai người.',
} as const satisfies Operation;

/** Figures as a reader of the form sees them. */
export function comparedDto({ form, rows, total, checks }: ComparedForm): z.input<typeof COMPARED> {
  const { columns } = form;
  const cells = (of: readonly FormCell[]) => of.map((cell, index) => cellDto(cell, columns[index]));
  return {
    form: form.id,
    title: form.title,
    source: form.source,
    columns: columns.map(({ key, no, title, basis, unit }) => ({
      column: key,
      no: no ?? null,
      title: [...title],
      basis,
      unit,
    })),
    total: cells(total.cells),
    rows: rows.map(({ agency, cells: some }) => ({ agency, cells: cells(some) })),
    checks: checks.map(({ text, basis, standing, leftValue, rightValue, broken }) => ({
      text,
      basis,
      standing,
      left: Number(leftValue),
      right: Number(rightValue),
      broken: [...broken],
    })),
  };
}

function cellDto({ key, local, confirmed, differing }: FormCell, column: FormColumn | undefined) {
  const shown = (value: bigint | undefined): number | null =>
    value === undefined || column === undefined ? null : shownAmount(value, column.unit);
  return { column: key, local: shown(local), confirmed: shown(confirmed), differing };
}
