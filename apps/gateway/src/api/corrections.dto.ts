import {
  CORRECTION_KINDS,
  CORRECTION_PROBLEMS,
  CORRECTION_STATES,
  type CorrectionProblem,
} from '@kntc/domain';
import type { CorrectionRow, CorrectionView } from '@kntc/storage';
import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, line, LIST, MOMENT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const PROBLEM = z
  .enum(Object.keys(CORRECTION_PROBLEMS) as [CorrectionProblem, ...CorrectionProblem[]])
  .meta({ id: 'CorrectionProblem' });

const LISTED = {
  id: z.uuid(),
  kind: z
    .enum(CORRECTION_KINDS)
    .meta({ description: 'cases: vụ việc ghi chưa đúng; codes: mã danh mục còn thiếu.' }),
  state: z.enum(CORRECTION_STATES).meta({
    description: 'draft: dự thảo; sent: đã gửi; closed: CSDLQG đã chỉnh sửa hết; withdrawn: đã rút.',
  }),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: MOMENT,
  documentNo: z.string().nullable(),
  documentDate: DAY.nullable(),
  sentBy: z.string().nullable(),
  endedBy: z.string().nullable(),
  endedAt: MOMENT.nullable(),
  entries: z.number().int(),
  corrected: z.number().int(),
} as const;

const REQUEST = z.strictObject(LISTED).meta({ id: 'CorrectionRequest' });

const ENTRY = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('case'),
    problem: PROBLEM,
    nationalId: z.string(),
    rightId: z.string().nullable(),
    agency: z.string(),
    fields: z.array(z.string()).readonly(),
    correctedAt: MOMENT.nullable(),
  }),
  z.strictObject({
    kind: z.literal('code'),
    list: LIST,
    source: z.string(),
    localCode: z.string(),
    name: z.string(),
    records: z.number().int(),
    correctedAt: MOMENT.nullable(),
  }),
]);

export const LIST_CORRECTIONS = {
  id: 'listCorrectionRequests',
  group: 'Đối soát',
  summary: 'Đề nghị chỉnh sửa gửi Thanh tra Chính phủ, mới nhất trước. Chỉ cấp tỉnh thấy.',
  query: z.strictObject({
    state: z.enum(CORRECTION_STATES).optional(),
    kind: z.enum(CORRECTION_KINDS).optional(),
    ...PAGING,
  }),
  answer: pageAnswer(REQUEST),
} as const satisfies Operation;

export const CORRECTIONS_WAY: Way = { list: 'corrections', position: ['moment', 'uuid'] };

const ONE = z.strictObject({ id: z.uuid() });

export const READ_CORRECTION = {
  id: 'readCorrectionRequest',
  group: 'Đối soát',
  summary: 'Một đề nghị chỉnh sửa với từng mục và mục nào CSDLQG đã chỉnh sửa.',
  params: ONE,
  answer: z.strictObject({ ...LISTED, lines: z.array(ENTRY) }).meta({ id: 'CorrectionRequestView' }),
} as const satisfies Operation;

/** A file for people. */
export const WRITTEN_FILE = z
  .strictObject({ fileName: z.string(), mediaType: z.string(), content: z.base64() })
  .meta({ id: 'WrittenFile' });

export const CORRECTION_FILES = ['cong-van.docx', 'phu-luc.xlsx'] as const;

export const READ_CORRECTION_FILE = {
  id: 'readCorrectionFile',
  group: 'Đối soát',
  summary:
    'Công văn dự thảo (.docx, thể thức Nghị định 30/2020, chưa có số và ngày) hoặc phụ lục (.xlsx); nội dung ở dạng base64.',
  params: z.strictObject({ id: z.uuid(), file: z.enum(CORRECTION_FILES) }),
  answer: WRITTEN_FILE,
} as const satisfies Operation;

const DECIDING_ONE = {
  group: 'Đối soát',
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;
const MOST = 500;

export const DRAFT_CORRECTION = {
  ...DECIDING_ONE,
  id: 'draftCorrectionRequest',
  summary:
    'Lập dự thảo đề nghị từ sai khác (findings), vụ việc ghi nhầm (proposals), hoặc mã danh mục còn thiếu (codes). target là mã của đề nghị. Không gửi gì.',
  body: z
    .strictObject({
      findings: z
        .array(z.string().regex(/^\d{1,18}$/, { error: 'id của một sai khác' }))
        .max(MOST)
        .default([]),
      proposals: z.array(z.uuid()).max(MOST).default([]),
      codes: z
        .array(
          z.strictObject({
            source: line(80),
            list: LIST,
            localCode: line(200),
            name: line(200).meta({ description: 'Tên cơ quan, đơn vị, mục cần bổ sung; in vào công văn.' }),
          }),
        )
        .max(MOST)
        .default([]),
      ...DECIDING,
    })
    .refine(
      ({ findings, proposals, codes }) =>
        (codes.length === 0) !== (findings.length === 0 && proposals.length === 0),
      { path: ['findings'], error: 'chọn findings và proposals, hoặc codes' },
    ),
} as const satisfies Operation;

export const SEND_CORRECTION = {
  ...DECIDING_ONE,
  id: 'noteCorrectionSent',
  summary: 'Ghi nhận công văn đã ký và gửi, với số và ngày.',
  params: ONE,
  body: z.strictObject({ documentNo: line(100), documentDate: DAY, ...DECIDING }),
} as const satisfies Operation;

export const WITHDRAW_CORRECTION = {
  ...DECIDING_ONE,
  id: 'withdrawCorrectionRequest',
  summary: 'Rút đề nghị: các mục trong đó có thể đưa vào đề nghị khác.',
  params: ONE,
  body: z.strictObject(DECIDING),
} as const satisfies Operation;

export function correctionDto(row: CorrectionRow): z.input<typeof REQUEST> {
  return { ...row, createdAt: row.createdAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null };
}

export function correctionViewDto({
  row,
  entries,
}: CorrectionView): z.input<(typeof READ_CORRECTION)['answer']> {
  const lines = entries.map((entry) =>
    entry.kind === 'case' ? { ...entry, fields: [...entry.fields] } : entry,
  );
  return { ...correctionDto(row), lines };
}
