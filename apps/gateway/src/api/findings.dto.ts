import {
  COMPARISON_CLASSES,
  fieldLabel,
  FINDING_CODES,
  FINDINGS,
  MERGE_WAYS,
  type FieldDifference,
  type FindingCode,
} from '@kntc/domain';
import type { FindingRow } from '@kntc/storage';
import { z } from 'zod';
import { SHOWN_COUNT } from './causes.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { KIND, line, MOMENT, REFERENCE, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const [, ...DIFFERENT_CLASSES] = COMPARISON_CLASSES;
const FINDING_CLASS = z.enum(DIFFERENT_CLASSES);
const FINDING_CODE = z.enum(FINDING_CODES as [FindingCode, ...FindingCode[]]).meta({ id: 'FindingCode' });

/** What becomes of a field by whose it is and who changed it. */
export const MERGE_WAY = z.enum(MERGE_WAYS).meta({
  id: 'MergeWay',
  description:
    'conflict: hai phía cùng đổi, chờ người quyết định; keep-national: chỉ CSDLQG đổi phần của tỉnh, không ghi đè cũng không lấy; take-national: CSDLQG đổi phần của mình; send-local, restore-national: chỉ tỉnh đổi; same: nay hai phía đã giống nhau. null: sai khác tìm ra trước khi có bảng quyền.',
});

const FINDING = z
  .strictObject({
    id: z.string(),
    reference: REFERENCE.nullable().meta({
      description: 'null: thói quen của CSDLQG, không thuộc hồ sơ nào.',
    }),
    agency: z.string(),
    kind: KIND.nullable(),
    code: FINDING_CODE,
    class: FINDING_CLASS,
    text: TEXT,
    fields: z
      .array(
        z.strictObject({
          field: z.string(),
          label: z.string(),
          changed: z.enum(['national', 'both', 'unknown']).meta({
            description: 'Phía nào đã đổi từ lần hai phía cùng khớp; unknown: chưa lần nào khớp.',
          }),
          way: MERGE_WAY.nullable(),
          owner: z
            .enum(['local', 'national'])
            .nullable()
            .meta({ description: 'Trường này do phía nào làm chủ.' }),
        }),
      )
      .readonly(),
    nationalId: z.string().nullable(),
    nationalIds: z.array(z.string()).readonly(),
    firstSeenAt: MOMENT,
    lastSeenAt: MOMENT,
    seen: z.number().int(),
    settledAt: MOMENT.nullable(),
    settledBy: z.string().nullable(),
  })
  .meta({ id: 'Finding' });

export const LIST_FINDINGS = {
  id: 'listFindings',
  group: 'Đối soát',
  summary:
    'Sai khác giữa cổng và CSDLQG, lâu nhất trước: hồ sơ, bằng chứng, trường nào; không có giá trị. Mặc định: chưa hết.',
  query: z.strictObject({
    class: FINDING_CLASS.optional(),
    code: FINDING_CODE.optional(),
    agency: line(80).optional(),
    kind: KIND.optional(),
    reference: REFERENCE.optional(),
    isSettled: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'true: chỉ những sai khác đã hết.' }),
    ...PAGING,
  }),
  answer: pageAnswer(FINDING),
} as const satisfies Operation;

export const FINDINGS_WAY: Way = { list: 'findings', position: ['moment', 'number'] };

/** @returns the row without its digests: only who changed what can be read from them */
export function findingDto(row: FindingRow): z.input<typeof FINDING> {
  return {
    ...row,
    text: [...FINDINGS[row.code].vi],
    fields: row.fields.map((one) => ({
      field: one.field,
      label: fieldLabel(one.field),
      changed: whoChanged(one),
      way: one.way ?? null,
      owner: one.owner ?? null,
    })),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}

/** Which side changed it since both last agreed, as far as the digests tell. */
export function whoChanged({ ours, local = ours, base }: FieldDifference): 'national' | 'both' | 'unknown' {
  if (base === undefined) return 'unknown';
  return local === undefined || local === base ? 'national' : 'both';
}

const RUN = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['fresh', 'nightly', 'full', 'asked']),
    agency: z.string().nullable(),
    perMinute: z.number().int(),
    expected: z.number().int(),
    compared: z.number().int(),
    byDigest: z.number().int().meta({
      description:
        'Trong số đó, hồ sơ mà tóm tắt theo khoảng cho thấy hai phía giống nhau: không phải đọc lại.',
    }),
    unanswered: z.number().int(),
    requests: z.number().int(),
    matching: z.number().int(),
    onlyLocal: z.number().int(),
    onlyNational: z.number().int(),
    different: z.number().int(),
    foreignRows: z.number().int(),
    begunAt: z.string(),
    notedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'ReconciliationRun' });

export const READ_RECONCILIATION = {
  id: 'readReconciliation',
  group: 'Đối soát',
  summary: 'Đối soát của cả tỉnh đang ở đâu: hồ sơ theo kết quả, các lượt, một vòng mất bao nhiêu đêm.',
  answer: z
    .strictObject({
      level: z.enum(['none', 'summary', 'full']).meta({
        description: 'Kết nối này cho đọc lại đến đâu; summary: vài trường của vụ việc.',
      }),
      classes: z.record(z.string(), SHOWN_COUNT),
      findings: z.record(z.string(), SHOWN_COUNT),
      records: SHOWN_COUNT,
      never: SHOWN_COUNT,
      proposals: SHOWN_COUNT.meta({
        description: 'Vụ việc chỉ có trên CSDLQG, chưa quyết định xong (/api/v1/proposals).',
      }),
      oldestComparedAt: z.string().nullable(),
      digestsComparedAt: z.string().nullable().meta({
        description:
          'Lần gần nhất so sánh mọi hồ sơ bằng tóm tắt; null: chưa lần nào, hoặc kết nối không có.',
      }),
      nights: z.number().int().meta({ description: 'Số đêm ít nhất để so sánh lại mọi hồ sơ một lần.' }),
      runs: z
        .array(RUN)
        .readonly()
        .meta({ description: 'Rỗng với người không được xem danh sách hồ sơ cả tỉnh.' }),
    })
    .meta({ id: 'Reconciliation' }),
} as const satisfies Operation;

export const ASK_RECONCILIATION = {
  id: 'askReconciliation',
  group: 'Đối soát',
  summary: 'Yêu cầu đối soát mọi hồ sơ, hoặc của một cơ quan. Chỉ đọc; lượt như vậy đang chạy thì chạy tiếp.',
  body: z.strictObject({ agency: line(80).optional(), ...DECIDING }),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;
