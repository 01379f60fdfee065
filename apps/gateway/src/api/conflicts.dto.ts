import { DECISION_WAYS, MAX_TEXT } from '@kntc/domain';
import { z } from 'zod';
import { DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { MERGE_WAY } from './findings.dto';
import { KIND, line, MOMENT, REFERENCE, STEP, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const CODE = z.enum(['FIELDS_DIFFER', 'UPDATE_LOST']);
const DECISION_WAY = z.enum(DECISION_WAYS).meta({
  id: 'DecisionWay',
  description:
    'ours: bản của tỉnh; theirs: bản trên CSDLQG, không gửi gì; typed: giá trị khác, do người nhập.',
});
const FIELD = line(200).meta({ description: 'Ví dụ petitioners[0].fullName, content.' });
const GROUP = z.string().regex(/^[0-9a-f]{24}$/);

const DECISION = z
  .strictObject({
    way: DECISION_WAY,
    state: z.enum(['waiting', 'sending', 'sent', 'outdated']).meta({
      description:
        'waiting: chưa thực hiện, còn rút được; sending: đang gửi; sent: đã thực hiện, chờ đối soát lại; outdated: CSDLQG đã đổi tiếp, quyết định không còn hiệu lực.',
    }),
    actor: z.string(),
    approver: z.string().nullable(),
    reason: z.string(),
    decidedAt: z.string(),
  })
  .meta({ id: 'ConflictDecision' });

const CONFLICT_FIELD = {
  field: z.string(),
  label: z.string(),
  changed: z.enum(['national', 'both', 'unknown']),
  way: MERGE_WAY.nullable(),
  owner: z.enum(['local', 'national']).nullable(),
  group: GROUP.nullable().meta({
    description: 'Cùng mã: cùng trường, cùng các giá trị; giải quyết một lượt được. Đơn tố cáo: null.',
  }),
  decision: DECISION.nullable(),
} as const;

const HEAD = {
  reference: REFERENCE,
  agency: z.string(),
  kind: KIND,
} as const;

const CONFLICT = z
  .strictObject({
    id: z.string(),
    ...HEAD,
    code: CODE,
    fields: z.array(z.strictObject(CONFLICT_FIELD)).readonly(),
    firstSeenAt: MOMENT,
    lastSeenAt: MOMENT,
  })
  .meta({ id: 'Conflict' });

export const LIST_CONFLICTS = {
  id: 'listConflicts',
  group: 'Đối soát',
  summary: 'Hồ sơ có trường khác nhau giữa hai phía, lâu nhất trước; không có giá trị.',
  query: z.strictObject({
    agency: line(80).optional(),
    kind: KIND.optional(),
    code: CODE.optional(),
    field: FIELD.optional(),
    way: MERGE_WAY.optional(),
    group: GROUP.optional(),
    reference: REFERENCE.optional(),
    ...PAGING,
  }),
  answer: pageAnswer(CONFLICT),
} as const satisfies Operation;

export const CONFLICTS_WAY: Way = { list: 'conflicts', position: ['moment', 'number'] };

const SIDE = z
  .strictObject({
    kind: z.enum(['open', 'masked', 'hidden', 'empty', 'unread']).meta({
      description: 'unread: không đọc được lúc này (CSDLQG chưa trả lời, hồ sơ đang gửi).',
    }),
    text: z.string().optional(),
  })
  .meta({ id: 'ConflictSide' });

const BASE = z
  .strictObject({
    isKnown: z.boolean(),
    sameAs: z.enum(['local', 'national', 'neither']).nullable(),
  })
  .meta({
    id: 'ConflictBase',
    description: 'Lần hai phía cùng khớp gần nhất: cổng chỉ giữ dấu so sánh, nên cho biết nó giống phía nào.',
  });

const ONE = z.strictObject({ reference: REFERENCE });

export const READ_CONFLICT = {
  id: 'readConflict',
  group: 'Đối soát',
  summary:
    'Từng trường khác nhau của một hồ sơ, hai phía cạnh nhau, đọc lại ngay lúc này; lượt xem vào nhật ký.',
  params: ONE,
  answer: z
    .strictObject({
      ...HEAD,
      fields: z
        .array(
          z.strictObject({
            ...CONFLICT_FIELD,
            base: BASE,
            local: SIDE,
            national: SIDE,
            likeness: z
              .enum(['same', 'close', 'far'])
              .nullable()
              .meta({ description: 'close: chỉ lệch vài chữ. Đơn tố cáo: null.' }),
            isAsFound: z.boolean().nullable().meta({
              description:
                'CSDLQG nay vẫn hiện đúng giá trị đã tìm ra; false: đối soát lại; null: không đọc được.',
            }),
          }),
        )
        .readonly(),
    })
    .meta({ id: 'ConflictSideBySide' }),
} as const satisfies Operation;

const RESULTING_STEP = z
  .strictObject({
    step: STEP,
    ordinal: z.number().int(),
    method: z.string(),
    act: z.enum(['update', 'nothing', 'impossible']).meta({
      description: 'nothing: không gửi gì; impossible: kết nối này không sửa được bước đã có.',
    }),
    isIrreversible: z.boolean(),
  })
  .meta({ id: 'ResultingStep' });

const PREVIEW = z.strictObject({
  preview: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: chỉ cho biết các bước sẽ có và cần mấy người; không ghi nhận gì.' }),
});

const RESOLVED = z
  .strictObject({
    target: z.string(),
    result: z.enum(['done', 'preview']),
    steps: z.array(RESULTING_STEP).readonly(),
    needsApprover: z.boolean(),
    text: TEXT,
  })
  .meta({ id: 'Resolved' });

const WANTED = z
  .strictObject({
    field: FIELD,
    way: DECISION_WAY,
    value: z
      .string()
      .min(1)
      .max(MAX_TEXT)
      .regex(/^[^\p{Cs}\0]*\S[^\p{Cs}\0]*$/u, { error: 'chữ đọc được, không để trống' })
      .optional()
      .meta({ description: 'Chỉ và luôn có với typed; viết như trong phần mềm của đơn vị.' }),
  })
  .refine(({ way, value }) => (way === 'typed') === (value !== undefined), {
    error: 'value có khi và chỉ khi way là typed',
    path: ['value'],
  });

const DECIDES = {
  group: 'Đối soát',
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Partial<Operation>;

export const RESOLVE_CONFLICT = {
  ...DECIDES,
  id: 'resolveConflict',
  summary:
    'Quyết định từng trường: bản của tỉnh, bản CSDLQG, hay giá trị khác. Không tự gửi gì. Hai người khi ghi đè lên CSDLQG hoặc là đơn tố cáo.',
  params: ONE,
  query: PREVIEW,
  body: z.strictObject({ fields: z.array(WANTED).min(1).max(50), ...DECIDING }),
  answer: RESOLVED,
} as const satisfies Operation;

export const UNDO_RESOLUTION = {
  ...DECIDES,
  id: 'undoResolution',
  summary: 'Rút quyết định của một hồ sơ, hoặc của một trường, khi chưa gửi.',
  params: ONE,
  body: z.strictObject({ field: FIELD.optional(), ...DECIDING }),
  answer: z
    .strictObject({ target: z.string(), result: z.literal('done'), text: TEXT })
    .meta({ id: 'Undone' }),
} as const satisfies Operation;

/** So many at once: each is a transaction of its own, and the answer waits for all of them. */
export const MOST_AT_ONCE = 100;

export const RESOLVE_GROUP = {
  ...DECIDES,
  id: 'resolveConflictGroup',
  summary:
    'Quyết định như nhau cho các hồ sơ có cùng một sai khác (group), tối đa 100 hồ sơ một lượt. Hồ sơ nào không được thì nêu riêng; gửi lại với cùng khoá thì hồ sơ đã làm không làm lại.',
  params: z.strictObject({ group: GROUP }),
  query: PREVIEW,
  body: z.strictObject({ way: z.enum(['ours', 'theirs']), ...DECIDING }),
  answer: z.strictObject({
    field: z.string(),
    steps: z.array(RESULTING_STEP).readonly(),
    needsApprover: z.boolean(),
    hasMore: z.boolean(),
    items: z
      .array(
        z
          .strictObject({
            reference: REFERENCE,
            result: z.enum(['done', 'preview', 'refused', 'not-found']),
            why: z.string().optional(),
            text: TEXT,
          })
          .meta({ id: 'ResolvedOfGroup' }),
      )
      .readonly(),
  }),
} as const satisfies Operation;
