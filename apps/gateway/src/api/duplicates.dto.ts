import { DUPLICATE_BANDS, DUPLICATE_DECISIONS, DUPLICATE_SITUATIONS, DUPLICATE_STATES } from '@kntc/domain';
import { z } from 'zod';
import { PARTIES } from './cases.dto';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { CLASS, DAY, KIND, line, MOMENT, REFERENCE, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const STATE = z.enum(DUPLICATE_STATES).meta({ id: 'DuplicateState' });
const BAND = z.enum(DUPLICATE_BANDS).meta({ description: 'auto: gần như chắc; review: cần người xem.' });
const SITUATION = z.enum(DUPLICATE_SITUATIONS).meta({ id: 'DuplicateSituation' });
const SCORE = z.number().nullable();

const LISTED = {
  id: z.uuid(),
  reference: REFERENCE.nullable().meta({ description: 'Đơn đến sau, đơn được quyết định.' }),
  agency: z.string(),
  kind: KIND,
  receivedOn: DAY.nullable(),
  earlierAgency: z.string(),
  earlierKind: KIND,
  foundThere: z.string().nullable().meta({
    description:
      'Mã vụ việc trên CSDLQG khi đơn trước chỉ có ở đó (earlierAgency là CSDLQG, loại đơn không biết); null: đơn trong cổng.',
  }),
  band: BAND,
  situation: SITUATION,
  score: SCORE.meta({ description: 'Dương là nghiêng về trùng. null: đơn tố cáo, chỉ so bằng khoá băm.' }),
  person: SCORE.meta({ description: 'Xác suất cùng người, từ 0 đến 1.' }),
  matter: SCORE.meta({ description: 'Xác suất cùng việc, từ 0 đến 1.' }),
  state: STATE,
  isAutoLinked: z.boolean(),
  isHeld: z.boolean().meta({ description: 'Đơn đến sau chờ quyết định này, chưa gửi lần nào.' }),
  until: MOMENT.nullable().meta({ description: 'Hết lúc này thì chuyển lên người phụ trách.' }),
  escalatedAt: MOMENT.nullable(),
  silentAt: MOMENT.nullable().meta({ description: 'Hết lúc này thì gửi như vụ việc riêng.' }),
  isSent: z.boolean(),
  text: TEXT,
  foundAt: MOMENT,
  decidedBy: z.string().nullable(),
  approver: z.string().nullable(),
  reason: z.string().nullable(),
  decidedAt: MOMENT.nullable(),
} as const;

const DUPLICATE = z.strictObject(LISTED).meta({ id: 'DuplicatePair' });

export const LIST_DUPLICATES = {
  id: 'listDuplicates',
  group: 'Đơn trùng',
  summary:
    'Cặp đơn có thể trùng, tìm thấy lâu nhất trước; không có tên người, không có nội dung. Chỉ là gợi ý của máy.',
  query: z.strictObject({
    state: STATE.optional(),
    band: BAND.optional(),
    situation: SITUATION.optional(),
    agency: line(80).optional(),
    kind: KIND.optional(),
    reference: REFERENCE.optional(),
    isEscalated: z.enum(['true', 'false']).optional(),
    ...PAGING,
  }),
  answer: pageAnswer(DUPLICATE),
} as const satisfies Operation;

export const DUPLICATES_WAY: Way = { list: 'duplicates', position: ['moment', 'uuid'] };

const ONE = z.strictObject({ id: z.uuid() });

/** One petition of a pair; what the reader may not see is absent. */
const SIDE = z
  .strictObject({
    agency: z.string(),
    reference: REFERENCE.nullable().meta({ description: 'null: tài khoản không được xem hồ sơ này.' }),
    state: CLASS.nullable().optional(),
    nationalId: z.string().optional(),
    parties: PARTIES.optional(),
  })
  .meta({ id: 'DuplicateSide' });

const EVIDENCE = z
  .strictObject({
    title: z.string(),
    finding: z.string(),
    side: z.enum(['person', 'matter', 'around']),
    weight: z.number(),
  })
  .meta({ id: 'DuplicateEvidence', description: 'Một thanh của bảng cộng: dương là nghiêng về trùng.' });

export const READ_DUPLICATE = {
  id: 'readDuplicate',
  group: 'Đơn trùng',
  summary:
    'Một cặp đơn: hai bên cạnh nhau theo vai trò, bảng cộng bằng lời; lượt xem vào nhật ký. Đơn tố cáo: chỉ có cơ quan cần liên hệ.',
  params: ONE,
  answer: z
    .strictObject({
      ...LISTED,
      later: SIDE,
      earlier: SIDE,
      explanation: z
        .strictObject({
          model: z.string(),
          isAsFound: z.boolean().meta({ description: 'false: mô hình đã đổi từ khi tìm thấy cặp này.' }),
          probability: z.number(),
          prior: z.number(),
          evidence: z.array(EVIDENCE).readonly(),
          lines: TEXT,
        })
        .nullable(),
      group: z.strictObject({ size: z.number().int(), head: REFERENCE.nullable() }).nullable(),
    })
    .meta({ id: 'DuplicateView' }),
} as const satisfies Operation;

const NATIONAL = z
  .strictObject({
    act: z.enum(['attach', 'own-case', 'nothing']).meta({
      description: 'attach: GanVuViec vào vụ việc head; own-case: tạo vụ việc riêng; nothing: không gửi gì.',
    }),
    head: z.string().nullable().meta({ description: 'Mã CSDLQG của vụ việc được gắn vào.' }),
    isIrreversible: z.boolean(),
  })
  .meta({ id: 'DuplicateConsequence' });

export const DECIDE_DUPLICATE = {
  id: 'decideDuplicate',
  group: 'Đơn trùng',
  summary: 'Quyết định về một cặp đơn; preview=true chỉ cho biết hậu quả. Rút được cho tới khi gửi.',
  params: ONE,
  query: z.strictObject({ preview: z.enum(['true', 'false']).optional() }),
  body: z.strictObject({
    decision: z.enum(DUPLICATE_DECISIONS).meta({
      description:
        'attach: cùng một việc, gắn vào vụ việc đã có (cần hai người, không gỡ được sau khi gửi); link: cùng một việc, liên kết trong tỉnh; reject: không trùng; related: có liên quan; other-person: khác người; supplement: bổ sung cho đơn trước; split: phải tách. Đơn tố cáo: luôn cần hai người.',
    }),
    isLaterHead: z.boolean().optional().meta({ description: 'Với link: đơn đến sau đứng đầu nhóm.' }),
    ...DECIDING,
  }),
  answer: z
    .strictObject({
      target: z.string(),
      result: z.enum(['done', 'preview']),
      national: NATIONAL,
      needsApprover: z.boolean(),
      text: TEXT,
    })
    .meta({ id: 'DuplicateDecided' }),
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;

export const UNDO_DUPLICATE = {
  id: 'undoDuplicate',
  group: 'Đơn trùng',
  summary: 'Rút quyết định về một cặp đơn; đơn đã gửi để gắn vụ việc thì không rút được.',
  params: ONE,
  body: z.strictObject(DECIDING),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;
