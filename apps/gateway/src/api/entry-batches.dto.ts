import { ENTRY_PROBLEMS, ENTRY_STATES } from '@kntc/domain';
import type { EntryObjection, EntryProblem, JudgedEntries, ShownCount } from '@kntc/domain';
import type { BatchView, HandStanding } from '@kntc/storage';
import { z } from 'zod';
import { SHOWN_COUNT } from './causes.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { line, MOMENT } from './operation/members';
import type { Operation } from './operation/operation';

/** Records of one batch, at most. */
const MOST_RECORDS = 500;
/** Of a result workbook in base64: what the edge lets in, see `EDGE_LIMITS.workbookBytes`. */
const LONGEST_FILE = 4_000_000;

const HAND = z
  .strictObject({
    agency: z.string(),
    begunAt: MOMENT,
    waiting: SHOWN_COUNT.meta({ description: 'Hồ sơ có bước chờ xuất đợt.' }),
    denunciations: SHOWN_COUNT.meta({ description: 'Trong đó đơn tố cáo.' }),
    handedOut: SHOWN_COUNT.meta({ description: 'Hồ sơ đang ở trong đợt chưa có đủ kết quả.' }),
  })
  .meta({ id: 'HandAgency' });

const ROWS = z.strictObject({
  open: z.number().int(),
  entered: z.number().int(),
  refused: z.number().int(),
  'not-entered': z.number().int(),
  unknown: z.number().int(),
});

const BATCH = z
  .strictObject({
    id: z.string(),
    agency: z.string(),
    withDenunciations: z.boolean(),
    madeAt: MOMENT,
    madeBy: z.string(),
    reason: z.string(),
    cancelledAt: MOMENT.nullable(),
    cancelledBy: z.string().nullable(),
    rows: ROWS.meta({ description: 'Số bước theo kết quả.' }),
  })
  .meta({ id: 'EntryBatch' });

export const LIST_ENTRY_BATCHES = {
  id: 'listEntryBatches',
  group: 'Đối soát',
  summary:
    'Cơ quan đang nhập tay và các đợt nhập tay (mới nhất trước, nhiều nhất 200), với kết quả từng đợt.',
  answer: z
    .strictObject({ agencies: z.array(HAND).readonly(), batches: z.array(BATCH).readonly() })
    .meta({ id: 'EntryBatches' }),
} as const satisfies Operation;

const ONE = z.strictObject({ id: z.string().regex(/^\d{1,18}$/) });
const DECIDING_ONE = {
  group: 'Đối soát',
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const EXPORT_ENTRY_BATCH = {
  ...DECIDING_ONE,
  id: 'exportEntryBatch',
  summary:
    'Lập một đợt từ các bước đến hạn của một cơ quan nhập tay; target là số đợt. Đơn tố cáo chỉ khi withDenunciations, có người duyệt. Tải tệp: …/workbook.',
  body: z
    .strictObject({
      agency: line(80),
      limit: z.number().int().min(1).max(MOST_RECORDS).default(100),
      withDenunciations: z.boolean().default(false),
      ...DECIDING,
    })
    .meta({ id: 'EntryBatchWanted' }),
  answer: DECIDED,
} as const satisfies Operation;

export const READ_ENTRY_WORKBOOK = {
  ...DECIDING_ONE,
  id: 'readEntryWorkbook',
  summary:
    'Tệp .xlsx của một đợt (base64), làm lại từ hồ sơ; có thông tin của người trong hồ sơ. Mỗi lần tải vào nhật ký.',
  params: ONE,
  body: z.strictObject(DECIDING),
  answer: z
    .strictObject({ fileName: z.string(), mediaType: z.string(), content: z.base64() })
    .meta({ id: 'EntryWorkbook' }),
} as const satisfies Operation;

const OBJECTION = z
  .strictObject({
    sheet: z.string(),
    line: z.number().int(),
    reference: z.string().nullable(),
    problem: z.enum(Object.keys(ENTRY_PROBLEMS) as [EntryProblem, ...EntryProblem[]]),
    text: z.array(z.string()).readonly(),
  })
  .meta({ id: 'EntryObjection' });

export const READ_ENTRY_RESULT = {
  ...DECIDING_ONE,
  id: 'readEntryResult',
  summary:
    'Nộp tệp kết quả .xlsx (base64) của một đợt, hai người: dòng dùng được thì ghi nhận, dòng sai thì nói rõ trang, dòng, vì sao. Nộp lại không ghi hai lần.',
  params: ONE,
  body: z
    .strictObject({
      fileName: line(200).regex(/\.xlsx$/i, { error: 'tên tệp kết thúc bằng .xlsx' }),
      content: z.base64().min(4).max(LONGEST_FILE),
      ...DECIDING,
    })
    .meta({ id: 'EntryResultFile' }),
  answer: z
    .strictObject({
      target: z.string(),
      workbookSha256: z.string(),
      accepted: z.number().int(),
      repeated: z.number().int(),
      unanswered: z.number().int(),
      missing: z.number().int(),
      objections: z.array(OBJECTION).readonly(),
      text: z.array(z.string()).readonly(),
    })
    .meta({ id: 'EntryResult' }),
} as const satisfies Operation;

export const CANCEL_ENTRY_BATCH = {
  ...DECIDING_ONE,
  id: 'cancelEntryBatch',
  summary: 'Huỷ một đợt: dòng chưa có kết quả thành chưa rõ, hồ sơ tạm dừng chờ người tra cứu.',
  params: ONE,
  body: z.strictObject(DECIDING),
  answer: DECIDED,
} as const satisfies Operation;

/** @param shown how numbers are shown to whoever asks */
export function handDto(
  { agency, begunAt, waiting, denunciations, handedOut }: HandStanding,
  shown: (count: number) => ShownCount,
): z.output<typeof HAND> {
  return {
    agency,
    begunAt: new Date(begunAt).toISOString(),
    waiting: shown(waiting),
    denunciations: shown(denunciations),
    handedOut: shown(handedOut),
  };
}

export function batchDto({ rows, cancelReason: _kept, ...view }: BatchView): z.output<typeof BATCH> {
  const counts = ENTRY_STATES.map((state) => [state, rows[state] ?? 0] as const);
  const { madeAt, cancelledAt } = view;
  const moments = {
    madeAt: new Date(madeAt).toISOString(),
    cancelledAt: cancelledAt === null ? null : new Date(cancelledAt).toISOString(),
  };
  return { ...view, ...moments, rows: Object.fromEntries(counts) as z.output<typeof ROWS> };
}

/** What came of each row, without a value of any cell. */
export function judgedDto({ answers, objections, unanswered, missing, repeated }: JudgedEntries) {
  return {
    accepted: answers.length,
    repeated,
    unanswered,
    missing,
    objections: objections.map(objectionDto),
  };
}

function objectionDto({ sheet, line: at, reference, problem }: EntryObjection): z.output<typeof OBJECTION> {
  return { sheet, line: at, reference: reference ?? null, problem, text: [...ENTRY_PROBLEMS[problem]] };
}
